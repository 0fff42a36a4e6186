import { and, eq, sql } from 'drizzle-orm';
import type { FieldProblem, Portal } from '../../contract/index.ts';
import { members } from '../../db/schema.ts';
import { readGivenRows } from '../authority/given-rows.ts';
import { faultsOf, readCatalogue, refuseClash, refuseEscalation } from '../authority/judge-giving.ts';
import { keepAnAdmin } from '../authority/keep-an-admin.ts';
import { writeGroups } from '../authority/write-groups.ts';
import { writeRoles } from '../authority/write-roles.ts';
import { untilFaults, writeUntil, type Until } from '../authority/write-until.ts';
import { record } from '../audit/record.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { refuseOldSignIn } from '../credentials/authorize-recent.ts';
import { tell } from '../invitations/tell.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization, type OrganizationRow } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { changeAddress, readNewAddress } from './change-address.ts';
import { memberIdentity } from './identity.ts';
import { canTo, lockMember, type HeldMember } from './lock-members.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { sealUndo } from './undo-token.ts';

/** As `MemberChange`, with bare UUIDs; the name is clean already. */
export interface UpdateInput {
  name?: string | null | undefined;
  email?: string | undefined;
  contact?: Record<string, string> | undefined;
  roles?: readonly string[] | undefined;
  groups?: readonly string[] | undefined;
  until?: Until | undefined;
}

/**
 * Changes a person: invited, active or suspended. Roles and groups are those they have afterwards.
 * @returns what takes the change of roles and groups back, where there was one
 * @throws Refused `forbidden`, `not_found`, `stale`, `invalid`, `email_taken`, `role_exclusive`, `last_admin`,
 *   `privilege_escalation` where the person holds, or would hold, more than the caller
 */
export async function updateMember(
  context: Context,
  id: string,
  input: UpdateInput,
  ifMatch?: number,
): Promise<{ undo?: string }> {
  authorize(context, 'member:update');
  const address = input.email === undefined ? undefined : readNewAddress(input.email);
  await lockOrganization(context);
  const organization = await readOrganization(context);
  const member = await lockMember(context, id, ifMatch);
  const can = canTo(context, organization, member);
  refuseUnless(can.update);
  const email = address === undefined || address.email === member.email ? undefined : address.email;
  if (email !== undefined) {
    refuseUnless(can.changeEmail);
    await refuseForeign(context, organization, address!.domain);
    await refuseOldSignIn(context);
  }
  await judgeGiven(context, organization.portal, member, input);
  const before = (await readGivenRows(context, [id])).get(id)!;
  const changes = await keepAnAdmin(context, organization.portal, () =>
    write(context, organization, member, { ...input, email }),
  );
  if (Object.keys(changes.said).length === 0) return {};
  await record(context, {
    action: 'member.updated',
    target: { kind: 'member', id },
    changes: changes.said,
    values: changes.values.map((value) => ({ ...value, memberId: id })),
  });
  await tell(context, 'member.updated', [id]);
  if (!changes.given) return {};
  const { version } = await lockMember(context, id, undefined);
  return { undo: sealUndo(context, { what: 'given', permission: 'member:update', memberId: id, version, before }) };
}

/** Roles and groups are judged where the request names them: what somebody has already does not keep their name from being changed. */
async function judgeGiven(context: Context, portal: Portal, member: HeldMember, input: UpdateInput): Promise<void> {
  const { roles = member.roleIds, groups = member.groupIds } = input;
  const errors: FieldProblem[] = await untilFaults(context, input.until, [...roles, ...groups]);
  if (input.roles !== undefined || input.groups !== undefined) {
    const catalogue = await readCatalogue(context, groups);
    errors.push(...faultsOf(portal, catalogue, input, { roles: '', groups: '' }));
    if (errors.length === 0) {
      refuseEscalation(context, catalogue, { roles, groups });
      refuseClash(catalogue, { roles, groups });
    }
  }
  if (errors.length > 0) throw new Refused('invalid', { detail: errors[0]!.detail, errors });
}

interface Changes {
  /** For the audit row: ids and settings. */
  said: Record<string, unknown>;
  /** For the audit row, by reference: personal data. */
  values: { field: string; value: string }[];
  /** Whether roles or groups are others now. */
  given: boolean;
}

async function write(
  context: Context,
  organization: OrganizationRow,
  member: HeldMember,
  { name = member.name, email, contact, roles, groups, until }: UpdateInput,
): Promise<Changes> {
  const { tx, organizationId } = context;
  const said: Changes['said'] = {};
  const values: Changes['values'] = [];
  const note = (field: string, before: string | null, after: string | null): void => {
    said[field] = true;
    if (before !== null) values.push({ field: `${field}Before`, value: before });
    if (after !== null) values.push({ field, value: after });
  };
  const set = (columns: Partial<typeof members.$inferInsert>) =>
    tx
      .update(members)
      .set(columns)
      .where(and(eq(members.organizationId, organizationId), eq(members.id, member.id)));
  if (name !== member.name) {
    const { nameKey, words } = memberIdentity({ name, email: member.email });
    await set({ name, nameKey, words });
    note('name', member.name, name);
  }
  if (email !== undefined) {
    await changeAddress(context, organization, member, email, name);
    note('email', member.email, email);
  }
  if (contact !== undefined && !sameEntries(contact, member.contact)) {
    await set({ contact });
    note('contact', JSON.stringify(member.contact), JSON.stringify(contact));
  }
  const changedRoles = roles && (await writeRoles(context, member, roles));
  const changedGroups = groups && (await writeGroups(context, member, groups));
  const changedUntil = await writeUntil(context, member.id, until);
  if (changedRoles) said['roles'] = changedRoles;
  if (changedGroups) said['groups'] = changedGroups;
  if (changedUntil) said['until'] = changedUntil;
  // An end that was set is nothing the triggers see; whoever has the person on screen is told all the same.
  if (changedUntil) await set({ version: sql`version + 1` as unknown as number });
  return { said, values, given: Boolean(changedRoles ?? changedGroups ?? changedUntil) };
}

function sameEntries(a: Record<string, string>, b: Record<string, string>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]);
}
