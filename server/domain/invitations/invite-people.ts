import { limits, toId, type FieldProblem, type InviteResult, type Portal } from '../../contract/index.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { cleanName, NameFault } from '../members/identity.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization, type OrganizationRow } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { faultsOf, readCatalogue, refuseClash, refuseEscalation, type Catalogue, type Giving } from './judge-giving.ts';
import { readKnownPeople, readOwnDomains } from './known-people.ts';
import { readInviteeAddress } from './read-invitee.ts';
import { takePermits } from './recipient-permits.ts';
import { writeInvitees, type Invitee } from './invitation-rows.ts';

/** As `InviteRequest`, with the bare UUIDs of roles and groups. */
export interface InviteInput {
  people: readonly {
    email: string;
    name?: string | undefined;
    roles?: readonly string[] | undefined;
    groups?: readonly string[] | undefined;
  }[];
  roles?: readonly string[] | undefined;
  groups?: readonly string[] | undefined;
  groupRole?: 'owner' | 'member' | undefined;
  message?: string | undefined;
  confirmedDomains?: readonly string[] | undefined;
}

/** One answer per person; of the invited ones the member's UUID. */
export type Invited = Omit<InviteResult, 'member'> & { memberId?: string };

/**
 * Invites people: one transaction, mail by the outbox. What is wrong with the request refuses all of it; what depends on
 * who is here already is answered person by person.
 * @throws Refused `forbidden`, `invalid` with a pointer for each fault, `privilege_escalation`, `role_exclusive`
 */
export async function invitePeople(context: Context, input: InviteInput): Promise<Invited[]> {
  authorize(context, 'member:invite');
  await lockOrganization(context);
  const organization = await readOrganization(context);
  refuseUnless(canDo(context.actor, organization.portal, 'member:invite'));
  const people = readPeople(input, organization.portal);
  await judge(context, organization.portal, input, people);
  const results = await sort(context, organization, input, people);
  const chosen = people.filter((_, index) => results[index]?.status === 'invited');
  const written = new Set(await writeInvitees(context, organization, chosen, input.message?.trim() || null));
  for (const result of results) {
    const { memberId } = people[result.index]!;
    if (result.status !== 'invited') continue;
    if (written.has(memberId)) result.memberId = memberId;
    // A program or provisioning has brought in the same address at the same moment.
    else Object.assign(result, { status: 'alreadyInvited', detail: 'This person was added at the same moment.' });
  }
  return results;
}

function readPeople({ people, roles = [], groups = [], groupRole = 'member' }: InviteInput, portal: Portal): Draft[] {
  const most = Math.min(limits.invitesPerRequest, portal.limits.invitesPerRequest);
  if (people.length > most) {
    const detail = `At most ${most} people can be invited at once.`;
    throw new Refused('invalid', { detail, errors: [{ pointer: '/people', code: 'too_many', detail }] });
  }
  const faults: FieldProblem[] = [];
  const drafts = people.map((person, index): Draft => {
    const address = readInviteeAddress(person.email);
    if (!address.ok) faults.push({ pointer: `/people/${index}/email`, code: address.code, detail: address.detail });
    const name = person.name === undefined ? null : cleanName(person.name);
    if (name instanceof NameFault)
      faults.push({ pointer: `/people/${index}/name`, code: name.code, detail: name.message });
    return {
      memberId: '',
      email: address.ok ? address.email : '',
      domain: address.ok ? address.domain : '',
      name: name instanceof NameFault ? null : name,
      roles: person.roles ?? roles,
      groups: person.groups ?? groups,
      groupRole,
      at: {
        roles: person.roles ? `/people/${index}` : '',
        groups: person.groups ? `/people/${index}` : '',
      },
    };
  });
  refuse(faults);
  return drafts;
}

interface Draft extends Invitee {
  domain: string;
  at: { roles: string; groups: string };
}

/** Names the default group where none was chosen, then judges what each one is to have, each list once. */
async function judge(context: Context, portal: Portal, input: InviteInput, people: Draft[]): Promise<void> {
  const catalogue: Catalogue = await readCatalogue(
    context,
    people.flatMap(({ groups }) => groups),
  );
  const faults = new Map<string, FieldProblem>();
  for (const person of people) {
    person.memberId = context.services.newUuid();
    if (person.groups.length === 0 && portal.rules.defaultGroup && catalogue.defaultGroup !== undefined) {
      person.groups = [catalogue.defaultGroup];
      // Being its owner was asked for with other groups in mind.
      if ((input.groups ?? []).length === 0) person.groupRole = 'member';
    }
    for (const fault of faultsOf(portal, catalogue, person, person.at))
      faults.set(`${fault.pointer} ${fault.code}`, fault);
  }
  refuse([...faults.values()]);
  for (const giving of distinct(people)) {
    refuseEscalation(context, catalogue, giving);
    refuseClash(catalogue, giving);
  }
}

function distinct(people: readonly Giving[]): Giving[] {
  return [...new Map(people.map((one) => [JSON.stringify([one.roles, one.groups, one.groupRole]), one])).values()];
}

function refuse(errors: FieldProblem[]): void {
  if (errors.length === 0) return;
  const detail = errors.length === 1 ? errors[0]!.detail : `${errors.length} fields need a correction.`;
  throw new Refused('invalid', { detail, errors });
}

/** What becomes of each person, and permits for those who will get mail. */
async function sort(
  context: Context,
  organization: OrganizationRow,
  input: InviteInput,
  people: Draft[],
): Promise<Invited[]> {
  const known = await readKnownPeople(context, [...new Set(people.map(({ email }) => email))]);
  const own = await readOwnDomains(context, organization.domains);
  const confirmed = new Set(
    (input.confirmedDomains ?? [])
      .map((domain) => readInviteeAddress(`a@${domain}`))
      .flatMap((a) => (a.ok ? a.domain : [])),
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

/** The public id of a person who was invited. */
export function invitedId({ memberId }: Invited) {
  return memberId === undefined ? undefined : toId('mem', memberId);
}
