import { randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { toId, type FieldFault, type FieldProblem } from '../../contract/index.ts';
import { accounts, members } from '../../db/schema.ts';
import { judgePassword } from '../accounts/judge-password.ts';
import { accountByEmail } from '../accounts/read-account.ts';
import { record } from '../audit/record.ts';
import { faultsOf, readCatalogue, refuseClash, refuseEscalation } from '../authority/judge-giving.ts';
import { writeGroups } from '../authority/write-groups.ts';
import { writeRoles } from '../authority/write-roles.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { actForAccount } from '../invitations/act-for-account.ts';
import { writeInvitees } from '../invitations/invitation-rows.ts';
import { readKnownPeople } from '../invitations/known-people.ts';
import { refuseWithoutSeat } from '../invitations/place-in-organization.ts';
import { takePermits } from '../invitations/recipient-permits.ts';
import { tell } from '../invitations/tell.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization, type OrganizationRow } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { readNewAddress } from './change-address.ts';
import { memberIdentity } from './identity.ts';
import { refuseForeign } from './refuse-foreign.ts';

/** As `MemberCreation`, with bare UUIDs; the name is clean already. */
export interface CreateInput {
  email: string;
  name?: string | undefined;
  contact?: Record<string, string> | undefined;
  roles?: readonly string[] | undefined;
  groups?: readonly string[] | undefined;
  temporaryPassword?: string | undefined;
  /** Nobody is there to hand a password over: the person signs in elsewhere, or chooses one by a reset message. */
  withoutPassword?: true;
}

export interface Created {
  memberId: string;
  /** Where one was made up. */
  temporaryPassword?: string;
  temporaryUntil?: string;
}

/** Days in which a temporary password can be used. */
const temporaryDays = 7;

/**
 * Makes a member without an invitation, with a password to hand over that must be changed before anything else.
 *
 * An account that exists already is somebody's, who knows its password and has not been asked: it is not taken over and not
 * brought in either. That person becomes an invited member and gets a mail, as for every other organization. The caller is
 * told so, because a password they hand over would not work; they learn that there is an account and nothing about where.
 * @throws Refused `forbidden`, `invalid`, `already_member`, `already_invited`, `seat_limit`, `privilege_escalation`,
 *   `role_exclusive`, `rate_limited`
 */
export async function createMember(context: Context, input: CreateInput): Promise<Created> {
  authorize(context, 'member:create');
  const organization = await readOrganization(context);
  refuseUnless(canDo(context.actor, organization.portal, 'member:create'));
  const { email, domain } = readNewAddress(input.email);
  const password = readPassword(organization, email, input);
  // Hashing takes its time, so it comes before the lock.
  const passwordHash = password === undefined ? null : await context.services.hasher.hash(password.text);
  await lockOrganization(context);
  const known = (await readKnownPeople(context, [email])).get(email);
  if (known) throw new Refused(known.joined ? 'already_member' : 'already_invited');
  await refuseForeign(context, organization, domain);
  const given = await judge(context, organization, input);
  const person = { id: context.services.newUuid(), email, name: input.name ?? null, ...given };
  const accountId = await makeAccount(context, person, passwordHash);
  if (accountId === undefined) await invite(context, organization, person);
  else {
    await refuseWithoutSeat(context.tx, context.organizationId, organization.seats);
    await writeMember(context, person, accountId);
  }
  if (input.contact) {
    await context.tx.execute(
      sql`update roster.members set contact = ${JSON.stringify(input.contact)}::jsonb
           where organization_id = ${context.organizationId} and id = ${person.id}`,
    );
  }
  if (accountId === undefined || password === undefined) return { memberId: person.id };
  const until = await temporaryUntil(context, accountId);
  return {
    memberId: person.id,
    ...(password.madeUp && { temporaryPassword: password.text }),
    ...(until && { temporaryUntil: until }),
  };
}

interface Person {
  id: string;
  email: string;
  name: string | null;
  roles: readonly string[];
  groups: readonly string[];
}

function readPassword(
  { singleSignOn, name }: OrganizationRow,
  email: string,
  { temporaryPassword: typed, name: called, withoutPassword }: CreateInput,
): { text: string; madeUp: boolean } | undefined {
  const refuse = (code: FieldFault, detail: string): never => {
    throw new Refused('invalid', { detail, errors: [{ pointer: '/temporaryPassword', code, detail }] });
  };
  if (singleSignOn) {
    if (typed !== undefined) refuse('not_allowed', 'This organization signs in elsewhere, without a password.');
    return undefined;
  }
  if (withoutPassword) return undefined;
  if (typed === undefined) return { text: makeUpPassword(), madeUp: true };
  const fault = judgePassword(typed, [email, called, name]);
  if (fault) refuse(fault.code, fault.detail);
  return { text: typed, madeUp: false };
}

/** Read aloud and typed once, hence without letters that look alike: 20 of 31 are 99 bits. */
function makeUpPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const part = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 5 }, part).join('-');
}

async function judge(
  context: Context,
  { portal }: OrganizationRow,
  { roles: named, groups: chosen = [], withoutPassword }: CreateInput,
): Promise<Pick<Person, 'roles' | 'groups'>> {
  const catalogue = await readCatalogue(context, chosen);
  const standard = portal.rules.defaultGroup ? catalogue.defaultGroup : undefined;
  const groups = chosen.length === 0 && standard !== undefined ? [standard] : chosen;
  const roles = named ?? [];
  // A directory that knows nothing of roles brings people in without one; whoever manages them gives it here.
  const judged = { roles: withoutPassword ? named : roles, groups };
  const errors: FieldProblem[] = faultsOf(portal, catalogue, judged, { roles: '', groups: '' });
  if (errors.length > 0) throw new Refused('invalid', { detail: errors[0]!.detail, errors });
  refuseEscalation(context, catalogue, { roles, groups });
  refuseClash(catalogue, { roles, groups });
  return { roles, groups };
}

/** @returns undefined where the address has an account already */
async function makeAccount(
  { tx, services }: Context,
  { email, name }: Person,
  passwordHash: string | null,
): Promise<string | undefined> {
  if ((await accountByEmail(tx, email)) !== undefined) return undefined;
  const id = services.newUuid();
  await actForAccount(tx, id);
  const made = await tx
    .insert(accounts)
    .values({
      id,
      email,
      name,
      passwordHash,
      // Nobody has shown to read this mailbox; until then no invitation is accepted by this account's session.
      emailVerifiedAt: null,
      ...(passwordHash !== null && {
        passwordChangedAt: sql`clock_timestamp()`,
        temporaryUntil: sql`clock_timestamp() + make_interval(days => ${temporaryDays})`,
      }),
    })
    .onConflictDoNothing()
    .returning({ id: accounts.id });
  return made[0]?.id;
}

async function temporaryUntil({ tx }: Context, accountId: string): Promise<string | undefined> {
  const rows = await tx.execute<{ until: string | null }>(
    sql`select temporary_until as until from roster.accounts where id = ${accountId}`,
  );
  return rows[0]?.until ? new Date(rows[0].until).toISOString() : undefined;
}

async function writeMember(
  context: Context,
  { id, email, name, roles, groups }: Person,
  accountId: string,
): Promise<void> {
  const { tx, organizationId } = context;
  await tx.insert(members).values({
    organizationId,
    id,
    accountId,
    ...memberIdentity({ name, email }),
    joinedAt: sql`clock_timestamp()`,
  });
  await writeRoles(context, { id, roleIds: [] }, roles);
  await writeGroups(context, { id, groupIds: [] }, groups);
  await record(context, {
    action: 'member.created',
    target: { kind: 'member', id },
    changes: { roles: roles.map((role) => toId('rol', role)), groups: groups.map((group) => toId('grp', group)) },
    values: [
      { field: 'email', memberId: id, value: email },
      ...(name === null ? [] : [{ field: 'name', memberId: id, value: name }]),
    ],
  });
  await tell(context, 'member.joined', [id]);
}

async function invite(context: Context, organization: OrganizationRow, { id, ...person }: Person): Promise<void> {
  const permit = (await takePermits(context, [person.email])).get(person.email);
  if (permit && !permit.granted) {
    throw new Refused('rate_limited', {
      detail: 'This address has got several invitations within the hour. Try again later.',
      retryAfter: permit.retryAfter,
    });
  }
  await writeInvitees(context, organization, [{ memberId: id, groupRole: 'member', ...person }], null);
}
