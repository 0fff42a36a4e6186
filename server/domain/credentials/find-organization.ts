import { sql } from 'drizzle-orm';
import { fromId } from '../../contract/index.ts';
import type { Database } from '../context.ts';
import { Refused } from '../refused.ts';

interface Membership extends Record<string, unknown> {
  organization_id: string;
  slug: string;
}

/**
 * Which organization a session works in: the one that is named by id or slug, else the only one there is. An organization
 * the person does not belong to is answered like one that does not exist.
 */
export async function findOrganization(
  database: Database,
  accountId: string,
  named: string | undefined,
): Promise<string> {
  const uuid = fromId('org', named);
  // The tenant's transaction finds no member where the id is somebody else's.
  if (uuid) return uuid;
  const memberships = await database.withAccount(accountId, (tx) =>
    tx.execute<Membership>(sql`select organization_id, slug from roster.my_memberships() where joined_at is not null`),
  );
  if (named !== undefined) {
    const found = memberships.find(({ slug }) => slug === named);
    if (!found) throw new Refused('unauthenticated', { detail: 'This needs a valid credential.' });
    return found.organization_id;
  }
  const [only, ...others] = memberships;
  if (!only) throw new Refused('unauthenticated', { detail: 'This needs a valid credential.' });
  if (others.length > 0) {
    throw new Refused('malformed', { detail: 'Name the organization with the header Roster-Organization.' });
  }
  return only.organization_id;
}
