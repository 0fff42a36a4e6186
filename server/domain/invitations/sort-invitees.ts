import type { InviteResult } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import type { OrganizationRow } from '../organizations/read-organization.ts';
import { readKnownPeople, readOwnDomains } from './known-people.ts';
import { typedAddress } from '../addresses/canonical.ts';
import type { Draft } from './read-invitees.ts';
import { takePermits } from './recipient-permits.ts';

/** One answer per person; of the invited ones the member's UUID. */
export type Invited = Omit<InviteResult, 'member'> & { memberId?: string };

/** What becomes of each person, and permits for those who will get mail. */
export async function sortInvitees(
  context: Context,
  organization: OrganizationRow,
  confirmedDomains: readonly string[],
  people: Draft[],
): Promise<Invited[]> {
  const known = await readKnownPeople(context, [...new Set(people.map(({ email }) => email))]);
  const own = await readOwnDomains(context, organization.domains);
  const confirmed = new Set(
    confirmedDomains
      .map((domain) => typedAddress(`a@${domain}`))
      .flatMap((address) => (address.ok ? address.domain : [])),
  );
  const { foreignDomain } = organization.portal.rules;
  const seen = new Set<string>();
  const results = people.map(({ email, domain }, index): Invited => {
    const person = known.get(email);
    const foreign = own.length > 0 && !own.includes(domain);
    const repeated = seen.has(email);
    seen.add(email);
    const answer = (status: Invited['status'], detail?: string): Invited => ({
      index,
      email,
      status,
      ...(detail !== undefined && { detail }),
    });
    if (person?.joined) return answer('alreadyMember', 'This person is a member already.');
    if (person) return answer('alreadyInvited', 'This person is invited already.');
    if (repeated) return answer('alreadyInvited', 'This address is in the list twice.');
    if (foreign && foreignDomain === 'block') return answer('blocked', `People of ${domain} cannot be invited here.`);
    if (foreign && foreignDomain === 'confirm' && !confirmed.has(domain))
      return answer('confirmDomain', `${domain} is not a domain of this organization. Confirm that this is meant.`);
    return answer('invited');
  });
  const permits = await takePermits(
    context,
    results.flatMap(({ email, status }) => (status === 'invited' ? email : [])),
  );
  for (const result of results) {
    if (result.status !== 'invited' || permits.get(result.email)?.granted !== false) continue;
    result.status = 'rateLimited';
    result.detail = 'This address has got several invitations within the hour. Try again later.';
  }
  return results;
}
