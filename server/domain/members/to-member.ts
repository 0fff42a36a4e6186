import { toId, type Invitation, type Member, type MemberStatus } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import type { OrganizationRow } from '../organizations/read-organization.ts';
import { memberCan } from './member-can.ts';
import type { MemberRow } from './member-row.ts';
import { readBelongings, type Belongings, type InvitationRow } from './read-belongings.ts';

/** Rows as the API shows them to this caller, and the names of the roles and groups they mention. */
export async function toMembers(
  context: Context,
  organization: OrganizationRow,
  rows: readonly MemberRow[],
): Promise<{ items: Member[]; names: Record<string, string> }> {
  const belongings = await readBelongings(context, rows);
  const canOf = judge(context, organization, belongings);
  return {
    items: rows.map((row) => toMember(row, belongings, canOf)),
    names: Object.fromEntries([
      ...[...belongings.roles].map(([id, { name }]) => [toId('rol', id), name]),
      ...[...belongings.groups].map(([id, name]) => [toId('grp', id), name]),
    ]) as Record<string, string>,
  };
}

export function statusOf({ joined_at, suspended_at }: Pick<MemberRow, 'joined_at' | 'suspended_at'>): MemberStatus {
  if (joined_at === null) return 'invited';
  return suspended_at === null ? 'active' : 'suspended';
}

type CanOf = (row: MemberRow) => Member['can'];

/** The judgement depends on little, and a page has few different cases of it: each is judged once. */
function judge({ actor }: Context, { portal, singleSignOn }: OrganizationRow, { roles }: Belongings): CanOf {
  const judged = new Map<string, Member['can']>();
  const own = actor.kind === 'member' ? actor.memberId : undefined;
  return (row) => {
    const status = statusOf(row);
    const held = [...row.role_ids, ...row.inherited_role_ids];
    const name = `${row.id === own} ${status} ${held.join()}`;
    let can = judged.get(name);
    if (!can) {
      const permissions = held.flatMap((id) => {
        const role = roles.get(id);
        return role?.scope === 'organization' ? role.permissions : [];
      });
      judged.set(name, (can = memberCan(actor, portal, singleSignOn, { id: row.id, status, permissions })));
    }
    return can;
  };
}

function toMember(row: MemberRow, belongings: Belongings, canOf: CanOf): Member {
  const status = statusOf(row);
  const invitation = belongings.invitations.get(row.id);
  return {
    id: toId('mem', row.id),
    status,
    name: row.name,
    email: row.email,
    roles: row.role_ids.map((id) => toId('rol', id)),
    inheritedRoles: (belongings.inherited.get(row.id) ?? []).map(({ role_id, groups }) => ({
      role: toId('rol', role_id),
      groups: groups.map((id) => toId('grp', id)),
    })),
    groups: row.group_ids.map((id) => toId('grp', id)),
    invitation: status === 'invited' && invitation ? toInvitation(invitation) : null,
    ...(row.contact && { contact: row.contact }),
    joinedAt: toMoment(row.joined_at),
    suspendedAt: toMoment(row.suspended_at),
    lastActiveAt: toMoment(row.last_active_at),
    version: row.version,
    can: canOf(row),
  };
}

function toInvitation({
  created_at,
  expires_at,
  expired,
  delivered_at,
  failed_at,
  failure,
}: InvitationRow): Invitation {
  const delivery = delivered_at !== null ? 'sent' : failed_at !== null ? 'failed' : 'queued';
  return {
    sentAt: new Date(created_at).toISOString(),
    expiresAt: new Date(expires_at).toISOString(),
    state: expired ? 'expired' : 'pending',
    delivery,
    ...(delivery === 'failed' && failure !== null && { deliveryDetail: failure }),
  };
}

function toMoment(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}
