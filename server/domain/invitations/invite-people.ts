import type { FieldProblem, Portal } from '../../contract/index.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { writeInvitees } from './invitation-rows.ts';
import {
  faultsOf,
  readCatalogue,
  refuseClash,
  refuseEscalation,
  type Catalogue,
  type Giving,
} from '../authority/judge-giving.ts';
import { cleanMessage, readInvitees, refuseFaults, type Draft, type InviteInput } from './read-invitees.ts';
import { sortInvitees, type Invited } from './sort-invitees.ts';

/**
 * Invites people: one transaction, mail by the outbox. What is wrong with the request refuses all of it; what depends on
 * who is here already is answered person by person.
 * @throws Refused `forbidden`, `invalid` with a pointer for each fault, `privilege_escalation`, `role_exclusive`
 */
export async function invitePeople(context: Context, input: InviteInput): Promise<Invited[]> {
  authorize(context, 'member:invite');
  const organization = await readOrganization(context);
  refuseUnless(canDo(context.actor, organization.portal, 'member:invite'));
  const people = readInvitees(input, organization.portal);
  // Roles, groups and who is here already are judged as they will be when it is written.
  await lockOrganization(context);
  await judge(context, organization.portal, people);
  const results = await sortInvitees(context, organization, input.confirmedDomains ?? [], people);
  const chosen = people.filter((_, index) => results[index]?.status === 'invited');
  const written = new Set(await writeInvitees(context, organization, chosen, cleanMessage(input.message)));
  for (const result of results) {
    const { memberId } = people[result.index]!;
    if (result.status !== 'invited') continue;
    if (written.has(memberId)) result.memberId = memberId;
    // A program or provisioning has brought in the same address at the same moment.
    else Object.assign(result, { status: 'alreadyInvited', detail: 'This person was added at the same moment.' });
  }
  return results;
}

/** Names the default group where none was chosen, then judges what each one is to have, each list once. */
async function judge(context: Context, portal: Portal, people: Draft[]): Promise<void> {
  const catalogue: Catalogue = await readCatalogue(
    context,
    people.flatMap(({ groups }) => groups),
  );
  const faults = new Map<string, FieldProblem>();
  for (const person of people) {
    person.memberId = context.services.newUuid();
    if (person.groups.length === 0 && portal.rules.defaultGroup && catalogue.defaultGroup !== undefined) {
      person.groups = [catalogue.defaultGroup];
      // Being an owner was asked for with other groups in mind.
      person.groupRole = 'member';
    }
    for (const fault of faultsOf(portal, catalogue, person, person.at))
      faults.set(`${fault.pointer} ${fault.code}`, fault);
  }
  refuseFaults([...faults.values()]);
  for (const giving of distinct(people)) {
    refuseEscalation(context, catalogue, giving);
    refuseClash(catalogue, giving);
  }
}

function distinct(people: readonly Giving[]): Giving[] {
  return [...new Map(people.map((one) => [JSON.stringify([one.roles, one.groups, one.groupRole]), one])).values()];
}
