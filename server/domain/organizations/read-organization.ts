import { sql } from 'drizzle-orm';
import type { Portal } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

export interface OrganizationRow extends Record<string, unknown> {
  id: string;
  slug: string;
  name: string;
  domains: string[];
  portal: Portal;
  singleSignOn: boolean;
  seats: number | null;
  version: number;
}

/** The organization the request works in, with its portal document. */
export async function readOrganization({
  tx,
  organizationId,
}: Pick<Context, 'tx' | 'organizationId'>): Promise<OrganizationRow> {
  const rows = await tx.execute<OrganizationRow>(
    sql`select id, slug, name, domains, portal, single_sign_on as "singleSignOn", seats, version
          from roster.organizations where id = ${organizationId}`,
  );
  const row = rows[0];
  if (!row) throw new Refused('not_found');
  return row;
}
