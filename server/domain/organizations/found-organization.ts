import { organizations, roles } from '../../db/schema.ts';
import { toId, type OrganizationId, type Portal } from '../../contract/index.ts';
import { canonicalDomain } from '../addresses/canonical.ts';
import { record } from '../audit/record.ts';
import type { Database, Services } from '../context.ts';
import { permissionsOfScopes } from '../credentials/every-permission.ts';
import { Refused } from '../refused.ts';
import { isLinkLike } from './link-like.ts';

export interface NewOrganization {
  /** Its name in addresses, not taken: lower-case letters, digits, hyphens. Of a deleted one it can be used again. */
  slug: string;
  name: string;
  /** Domains of its own. */
  domains?: readonly string[];
  /** A checked portal document; its roles become the organization's. */
  portal: Portal;
}

/**
 * Founds an organization, empty but for its roles. For the host in whose process this runs, not for any caller of the API.
 * @throws Refused `invalid`
 */
export async function foundOrganization(
  database: Database,
  services: Services,
  { slug, name, domains = [], portal }: NewOrganization,
): Promise<OrganizationId> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(slug)) refuse('/slug', 'A slug has lower-case letters, digits and hyphens.');
  // Look-ups take a slug or an id: no slug may be somebody's id.
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-/.test(slug)) refuse('/slug', 'A slug is no id.');
  if (name.trim() === '' || /\p{Cc}/u.test(name) || isLinkLike(name)) refuse('/name', 'This cannot be a name.');
  const canonical = domains.map((domain) => canonicalDomain(domain) ?? refuse('/domains', `${domain} is no domain.`));
  const organizationId = services.newUuid();
  await database.withTenant({ organizationId }, async (tx) => {
    const made = await tx
      .insert(organizations)
      .values({ id: organizationId, slug, name: name.trim(), domains: canonical, portal })
      .onConflictDoNothing({ target: organizations.slug })
      .returning({ id: organizations.id });
    if (made.length === 0) refuse('/slug', 'Another organization has this slug.');
    await tx
      .insert(roles)
      .values(portal.roles.map((role, position) => ({ ...role, organizationId, id: services.newUuid(), position })));
    const actor = { kind: 'system', permissions: permissionsOfScopes(['*']) } as const;
    await record(
      { tx, organizationId, actor, requestId: services.newUuid(), services },
      {
        action: 'organization.founded',
        target: { kind: 'organization', id: organizationId },
      },
    );
  });
  return toId('org', organizationId);
}

function refuse(pointer: string, detail: string): never {
  throw new Refused('invalid', { detail, errors: [{ pointer, code: 'invalid', detail }] });
}
