import { type BulkAction, type Can, type FieldProblem, type Refusal } from '../../contract/index.ts';
import { record, type AuditEntry } from '../audit/record.ts';
import { readGivenRows } from '../authority/given-rows.ts';
import { faultsOf, readCatalogue, refuseClash, refuseEscalation, type Giving } from '../authority/judge-giving.ts';
import { writeGroups } from '../authority/write-groups.ts';
import { writeRoles } from '../authority/write-roles.ts';
import { refusal } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { queueInvitations, replaceInvitation } from '../invitations/invitation-life.ts';
import { lockPendingMember } from '../invitations/pending-member.ts';
import { takePermits } from '../invitations/recipient-permits.ts';
import { tell } from '../invitations/tell.ts';
import { writeRevocation } from '../invitations/write-revocation.ts';
import type { OrganizationRow } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { lockMembers, type HeldMember } from './lock-members.ts';
import { sealUndo } from './undo-token.ts';
import { writeRemoval } from './write-removal.ts';
import { writeSuspension } from './write-suspension.ts';

export interface BulkChange {
  action: BulkAction;
  roles?: readonly string[] | undefined;
  group?: string | undefined;
}

/** One change, ready to be made to any of the members it was planned for. */
export interface Plan {
  /** What else than the caller's rights decides about one member. */
  judge(member: HeldMember): Can | 'unchanged';
  /** Makes it to all of them at once; may be asked again after it was taken back. @returns what undoes each */
  make(context: Context, members: readonly HeldMember[]): Promise<Map<string, string>>;
  /** Who turned out to be refused while it was made. */
  refused: Map<string, Refusal>;
}

/** @throws Refused `invalid`, `privilege_escalation` for what nobody could be given so */
export async function planChange(
  context: Context,
  organization: OrganizationRow,
  change: BulkChange,
  members: readonly HeldMember[],
): Promise<Plan> {
  const simple = (make: Plan['make']): Plan => ({ judge: () => true, make, refused: new Map() });
  switch (change.action) {
    case 'suspend':
      return simple(async (trying, going) => {
        const versions = await writeSuspension(trying, going, true);
        return sealAll(going, ({ id }) =>
          sealUndo(trying, { what: 'suspended', memberId: id, version: versions.get(id)! }),
        );
      });
    case 'reactivate':
      return simple(async (trying, going) => {
        await writeSuspension(trying, going, false);
        return new Map();
      });
    case 'remove':
      return simple(async (trying, going) => {
        await writeRemoval(trying, going);
        return new Map();
      });
    case 'revoke':
      return simple((trying, going) =>
        writeRevocation(
          trying,
          going.map(({ id }) => id),
        ),
      );
    case 'resend':
      return planResend(organization);
    default:
      return planGiving(context, organization, change, members);
  }
}

function sealAll(members: readonly HeldMember[], sealed: (member: HeldMember) => string): Map<string, string> {
  return new Map(members.map((member) => [member.id, sealed(member)]));
}

function planResend(organization: OrganizationRow): Plan {
  const refused: Plan['refused'] = new Map();
  return {
    judge: () => true,
    refused,
    async make(context, members) {
      const permits = await takePermits(
        context,
        members.map(({ email }) => email),
      );
      const sent: string[] = [];
      const made: string[] = [];
      for (const { id, email } of members) {
        if (permits.get(email)?.granted === false) {
          refused.set(id, refusal('rate_limited', 'This address has got several invitations within the hour.'));
          continue;
        }
        const pending = await lockPendingMember(context, id, undefined);
        made.push((await replaceInvitation(context, organization, pending)).id);
        sent.push(id);
      }
      await queueInvitations(context, made);
      await record(context, ...sent.map((id) => entry('invitation.resent', id)));
      await tell(context, 'member.updated', sent);
      return new Map();
    },
  };
}

/** Roles and groups: what each of them is to have afterwards follows from what they have. */
async function planGiving(
  context: Context,
  { portal }: OrganizationRow,
  { action, roles = [], group }: BulkChange,
  members: readonly HeldMember[],
): Promise<Plan> {
  const groups = group === undefined ? [] : [group];
  const catalogue = await readCatalogue(context, [...groups, ...members.flatMap(({ groupIds }) => groupIds)]);
  const errors: FieldProblem[] = faultsOf({ ...portal, rolesPerMember: 'many' }, catalogue, { roles, groups }, at).map(
    (fault) => (fault.pointer.startsWith('/groups') ? { ...fault, pointer: '/group' } : fault),
  );
  if (errors.length > 0) throw new Refused('invalid', { detail: errors[0]!.detail, errors });
  // Also to take it away: what somebody may not give is not theirs to take.
  refuseEscalation(context, catalogue, { roles, groups });
  const wanted = ({ roleIds, groupIds }: HeldMember): Giving => {
    if (action === 'addRoles') return { roles: [...new Set([...roleIds, ...roles])], groups: groupIds };
    if (action === 'removeRoles') return { roles: roleIds.filter((id) => !roles.includes(id)), groups: groupIds };
    if (action === 'addToGroup') return { roles: roleIds, groups: [...new Set([...groupIds, ...groups])] };
    return { roles: roleIds, groups: groupIds.filter((id) => !groups.includes(id)) };
  };
  const adds = action === 'addRoles' || action === 'addToGroup';
  return {
    refused: new Map(),
    judge(member) {
      const giving = wanted(member);
      if (giving.roles.length === member.roleIds.length && giving.groups.length === member.groupIds.length)
        return 'unchanged';
      if (portal.rolesPerMember === 'one' && giving.roles.length !== 1 && giving.roles.length !== member.roleIds.length)
        return refusal('invalid', 'A person has one role here.');
      try {
        if (adds) refuseClash(catalogue, giving);
      } catch (error) {
        if (error instanceof Refused) return refusal(error.code, error.message);
        throw error;
      }
      return true;
    },
    async make(trying, going) {
      const ids = going.map(({ id }) => id);
      const before = await readGivenRows(trying, ids);
      const entries: AuditEntry[] = [];
      for (const member of going) {
        const giving = wanted(member);
        const changedRoles = await writeRoles(trying, member, giving.roles);
        const changedGroups = await writeGroups(trying, member, giving.groups);
        const changes = {
          ...(changedRoles && { roles: changedRoles }),
          ...(changedGroups && { groups: changedGroups }),
        };
        entries.push({ ...entry('member.updated', member.id), changes });
      }
      await record(trying, ...entries);
      await tell(trying, 'member.updated', ids);
      const after = await lockMembers(trying, ids);
      const permission = group === undefined ? 'member:update' : 'group:members';
      return sealAll(going, ({ id }) =>
        sealUndo(trying, {
          what: 'given',
          permission,
          memberId: id,
          version: after.get(id)!.version,
          before: before.get(id)!,
        }),
      );
    },
  };
}

const at = { roles: '', groups: '' };

function entry(action: string, id: string): AuditEntry {
  return { action, target: { kind: 'member', id } };
}
