import { toId } from '../contract/index.ts';
import type { DatedEntry } from '../domain/audit/record.ts';
import { newUuid } from '../domain/uuid.ts';
import type { DemoMember } from './draw-members.ts';
import type { DemoOrganization } from './organizations.ts';

/** How many of the latest things that happened to people are told; the rest was before anybody kept a history. */
const told = 45;

/** The rows of an organization that is about to be written. */
export interface DemoRows {
  organizationId: string;
  createdAt: Date;
  organization: DemoOrganization;
  /** In the order of the organization's groups. */
  groupIds: string[];
  /** Of a role, by its key. */
  roleId(key: string): string;
  /** The admin first, who did all of it that people did not do themselves. */
  members: DemoMember[];
}

/** What an organization's history says of how its rows came about, oldest first. */
export function demoHistory(rows: DemoRows): DatedEntry[] {
  const people = rows.members.slice(1).flatMap((member) => ofMember(member, rows));
  const latest = people.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(-told);
  return [...ofOrganization(rows), ...latest];
}

function ofOrganization({
  organizationId,
  createdAt,
  organization,
  groupIds,
  roleId,
  members,
}: DemoRows): DatedEntry[] {
  const founding = { at: createdAt, requestId: newUuid(createdAt.getTime()) };
  const actor = { kind: 'member', memberId: members[0]!.id } as const;
  return [
    {
      ...founding,
      actor: { kind: 'system' },
      action: 'organization.founded',
      target: { kind: 'organization', id: organizationId },
    },
    ...organization.groups.map(({ name, isDefault, roles = [], reservations }, position) => ({
      ...founding,
      actor,
      action: 'group.created',
      target: { kind: 'group' as const, id: groupIds[position]! },
      changes: {
        name,
        ...(isDefault && { isDefault }),
        ...(roles.length > 0 && { roles: roles.map((key) => toId('rol', roleId(key))) }),
        ...(reservations && { reservations }),
      },
    })),
  ];
}

function ofMember(member: DemoMember, { groupIds, roleId, members }: DemoRows): DatedEntry[] {
  const { id, email, name, roles, groups, invitedAt, joinedAt, suspendedAt } = member;
  const admin = { kind: 'member', memberId: members[0]!.id } as const;
  const entry = (at: Date, actor: DatedEntry['actor'], action: string): DatedEntry => ({
    at,
    actor,
    requestId: newUuid(at.getTime()),
    action,
    target: { kind: 'member', id },
  });
  const invited = {
    ...entry(invitedAt, admin, 'member.invited'),
    changes: {
      roles: roles.map((key) => toId('rol', roleId(key))),
      groups: [...groups.keys()].map((position) => toId('grp', groupIds[position]!)),
    },
    values: [
      { field: 'email', memberId: id, value: email },
      ...(name === null ? [] : [{ field: 'name', memberId: id, value: name }]),
    ],
  };
  const suspended = { status: { before: 'active', after: 'suspended' } };
  return [
    invited,
    ...(joinedAt ? [entry(joinedAt, { kind: 'member', memberId: id }, 'member.joined')] : []),
    ...(suspendedAt ? [{ ...entry(suspendedAt, admin, 'member.suspended'), changes: suspended }] : []),
  ];
}
