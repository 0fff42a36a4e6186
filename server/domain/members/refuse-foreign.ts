import type { Context } from '../context.ts';
import { readOwnDomains } from '../invitations/known-people.ts';
import type { OrganizationRow } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';

/**
 * Where the portal keeps people of other domains out, by whichever way somebody comes to have such an address.
 * @throws Refused `invalid`
 */
export async function refuseForeign(
  context: Context,
  { portal, domains }: OrganizationRow,
  domain: string,
): Promise<void> {
  if (portal.rules.foreignDomain !== 'block') return;
  const own = await readOwnDomains(context, domains);
  if (own.length === 0 || own.includes(domain)) return;
  const detail = `People of ${domain} cannot be added here.`;
  throw new Refused('invalid', { detail, errors: [{ pointer: '/email', code: 'foreign_domain', detail }] });
}
