import { toId, type Id, type Invitation, type Member, type MemberStatus } from '../../contract/index.ts';
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
  const [roleId, groupId] = [idsOf('rol'), idsOf('grp')];
  return {
    items: rows.map((row) => toMember(row, belongings, { canOf, roleId, groupId })),
    names: Object.fromEntries([
      ...[...belongings.roles].map(([id, { name }]) => [roleId(id), name]),
      ...[...belongings.groups].map(([id, name]) => [groupId(id), name]),
    ]) as Record<string, string>,
  };
}

/** Most of a page's people have the same few roles and groups: each id is made once. */
function idsOf<Prefix extends string>(prefix: Prefix): (uuid: string) => Id<Prefix> {
  const made = new Map<string, Id<Prefix>>();
  return (uuid) => {
    const known = made.get(uuid) ?? toId(prefix, uuid);
    made.set(uuid, known);
    return known;
  };
}

export function statusOf({ joined_at, suspended_at }: Pick<MemberRow, 'joined_at' | 'suspended_at'>): MemberStatus {
  if (joined_at === null) return 'invited';
  return suspended_at === null ? 'active' : 'suspended';
}

type CanOf = (row: MemberRow) => Member['can'];

/** What is made once for a whole page. */
interface Made {
  canOf: CanOf;
  roleId: (uuid: string) => Id<'rol'>;
  groupId: (uuid: string) => Id<'grp'>;
}

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

function toMember(row: MemberRow, belongings: Belongings, { canOf, roleId, groupId }: Made): Member {
  const status = statusOf(row);
  const invitation = belongings.invitations.get(row.id);
  return {
    id: toId('mem', row.id),
    status,
    name: row.name,
    email: row.email,
    roles: row.role_ids.map(roleId),
    inheritedRoles: (belongings.inherited.get(row.id) ?? []).map(({ role_id, groups }) => ({
      role: roleId(role_id),
      groups: groups.map(groupId),
    })),
    groups: row.group_ids.map(groupId),
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

/** As the database writes moments in UTC, of which a page has a hundred: no calendar is needed to write them our way. */
const written = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/;

function toMoment(text: string | null): string | null {
  if (text === null) return null;
  if (!written.test(text)) return new Date(text).toISOString();
  const thousandths = text.slice(20, -3).slice(0, 3).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${thousandths}Z`;
}
