import { sql } from 'drizzle-orm';
import { problems, toId, type RosterPermission, type UndoAnswer } from '../../contract/index.ts';
import type { Tx } from '../../db/open-database.ts';
import { record } from '../audit/record.ts';
import { restoreGivenRows, type GivenRows } from '../authority/given-rows.ts';
import { faultsOf, readCatalogue, refuseClash, refuseEscalation, type Giving } from '../authority/judge-giving.ts';
import { keepAnAdmin } from '../authority/keep-an-admin.ts';
import { canDo, notHeld, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { readKnownPeople } from '../invitations/known-people.ts';
import { tell } from '../invitations/tell.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization, type OrganizationRow } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { memberIdentity } from './identity.ts';
import { canTo, lockMembers, type HeldMember } from './lock-members.ts';
import { openUndo, type Undoable } from './undo-token.ts';
import { writeSuspension } from './write-suspension.ts';

type Undo<What extends Undoable['what']> = Extract<Undoable, { what: What }>;

/**
 * Takes changes back: a suspension, a revoked invitation, a change of roles or groups. Judged like any change, by what the
 * caller may do now: whoever may not do one of them does none. A change that something has happened upon is refused as
 * `stale`, member by member.
 * @throws Refused `malformed`, `gone` after ten minutes, `forbidden`, `privilege_escalation`
 */
export async function undoChanges(context: Context, changes: readonly string[]): Promise<UndoAnswer> {
  const opened = authorizeUndo(context, changes);
  await lockOrganization(context);
  const organization = await readOrganization(context);
  const results: UndoAnswer['results'] = [];
  for (const change of opened) {
    const id = toId('mem', change.memberId);
    try {
      // Each in a transaction of its own inside this one: what is refused leaves nothing behind.
      await context.tx.transaction((inner) => undo({ ...context, tx: inner as unknown as Tx }, organization, change));
      results.push({ id, status: 'done' });
    } catch (error) {
      if (!(error instanceof Refused) || problems[error.code].status === 403) throw error;
      results.push({ id, status: 'refused', code: error.code, reason: error.message });
    }
  }
  return { results };
}

function authorizeUndo(context: Context, changes: readonly string[]): Undoable[] {
  return changes.map((text) => {
    const change = openUndo(context, text);
    authorize(context, permissionOf(change));
    return change;
  });
}

function permissionOf(change: Undoable): RosterPermission {
  if (change.what === 'given') return change.permission;
  return change.what === 'suspended' ? 'member:suspend' : 'member:invite';
}

async function undo(context: Context, organization: OrganizationRow, change: Undoable): Promise<void> {
  if (change.what === 'revoked') return restoreInvitation(context, organization, change);
  const member = (await lockMembers(context, [change.memberId])).get(change.memberId);
  if (member?.version !== change.version) throw new Refused('stale');
  if (change.what === 'given') return restoreGiven(context, organization, member, change);
  refuseUnless(canTo(context, organization, member).reactivate);
  await writeSuspension(context, [member], false);
}

async function restoreGiven(
  context: Context,
  { portal }: OrganizationRow,
  member: HeldMember,
  { permission, before }: Undo<'given'>,
): Promise<void> {
  refuseUnless(canDo(context.actor, portal, permission), permission);
  if (notHeld(context.actor, member.permissions).length > 0) {
    throw new Refused('privilege_escalation', {
      detail: 'This person holds permissions that you do not hold yourself.',
    });
  }
  const giving = await judge(context, { portal }, before);
  await keepAnAdmin(context, portal, () => restoreGivenRows(context, member.id, before));
  const [now, then] = [
    { roles: member.roleIds, groups: member.groupIds },
    { roles: giving.roles, groups: giving.groups },
  ];
  await record(context, {
    action: 'member.updated',
    target: { kind: 'member', id: member.id },
    changes: {
      undone: true,
      roles: difference('rol', now.roles, then.roles),
      groups: difference('grp', now.groups, then.groups),
    },
  });
  await tell(context, 'member.updated', [member.id]);
}

/** The person as they were invited, with the link that was sent. */
async function restoreInvitation(
  context: Context,
  organization: OrganizationRow,
  { memberId, version, before, person }: Undo<'revoked'>,
): Promise<void> {
  refuseUnless(canDo(context.actor, organization.portal, 'member:invite', 'revoke'));
  await judge(context, organization, before);
  const { tx, organizationId } = context;
  const known = (await readKnownPeople(context, [person.email])).get(person.email);
  if (known) throw new Refused(known.joined ? 'already_member' : 'already_invited');
  const { email, name, nameKey, words } = memberIdentity(person);
  const risen = await tx.execute(
    sql`update roster.members
           set removed_at = null, email = ${email}, name = ${name}, name_key = ${nameKey},
               words = ${sql.param(words)}::text[], contact = ${JSON.stringify(person.contact)}::jsonb
         where organization_id = ${organizationId} and id = ${memberId} and removed_at is not null
           and version = ${version} returning 1`,
  );
  const opened = await tx.execute(
    sql`update roster.invitations set revoked_at = null, message = ${person.invitation.message}
         where organization_id = ${organizationId} and id = ${person.invitation.id} and revoked_at is not null returning 1`,
  );
  if (risen.length + opened.length < 2) throw new Refused('stale');
  await restoreGivenRows(context, memberId, before);
  await record(context, {
    action: 'invitation.restored',
    target: { kind: 'member', id: memberId },
    values: [
      { field: 'email', memberId, value: email },
      ...(name === null ? [] : [{ field: 'name', memberId, value: name }]),
    ],
  });
  await tell(context, 'member.invited', [memberId]);
}

async function judge(
  context: Context,
  { portal }: Pick<OrganizationRow, 'portal'>,
  { roles, groups }: GivenRows,
): Promise<Giving> {
  const giving: Giving = {
    roles: roles.map(({ role_id }) => role_id),
    groups: groups.map(({ group_id }) => group_id),
    groupRole: groups.some(({ group_role }) => group_role === 'owner') ? 'owner' : 'member',
  };
  const catalogue = await readCatalogue(context, giving.groups);
  // A role or a group of then may be gone, or the portal allow fewer. Who had none then has none again.
  const judged = { roles: giving.roles.length > 0 ? giving.roles : undefined, groups: giving.groups };
  if (faultsOf(portal, catalogue, judged, { roles: '', groups: '' }).length > 0) throw new Refused('stale');
  refuseEscalation(context, catalogue, giving);
  refuseClash(catalogue, giving);
  return giving;
}

function difference(prefix: 'rol' | 'grp', now: readonly string[], then: readonly string[]) {
  return {
    removed: now.filter((id) => !then.includes(id)).map((id) => toId(prefix, id)),
    added: then.filter((id) => !now.includes(id)).map((id) => toId(prefix, id)),
  };
}
