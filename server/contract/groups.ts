import type { Can, Refusal } from './can.ts';
import type { GroupId, MemberId, RoleId } from './ids.ts';
import type { Member, MemberAction, MemberList, MemberQuery } from './members.ts';

/** What somebody is within one group. An owner sees, adds and removes its members, and says who else is an owner. */
export type GroupRole = 'owner' | 'member';

export interface Group {
  id: GroupId;
  name: string;
  description: string;
  /** People invited without a group join this one. One at most. */
  isDefault: boolean;
  memberCount: number;
  /** Roles every member of the group inherits. */
  roles: RoleId[];
  /** Set aside for this group of the totals in the portal document, by `kind`, in its unit. */
  reservations: Record<string, number>;
  version: number;
  can: { update: Can; delete: Can; members: Can };
}

/** One group, and the display names of the roles it mentions, by id. */
export interface GroupAnswer {
  group: Group;
  names: Record<string, string>;
}

export interface GroupList {
  items: Group[];
  next: string | null;
  total: number;
  /** Set aside by all groups together, by `kind`; the rest of the portal document's totals is free. */
  reserved: Record<string, number>;
}

export interface GroupQuery {
  query?: string;
  sort?: 'name' | '-name' | 'memberCount' | '-memberCount';
  limit?: number;
  cursor?: string;
}

export interface GroupRequest {
  name: string;
  description?: string;
  isDefault?: boolean;
  roles?: RoleId[];
  reservations?: Record<string, number>;
}

/** What is absent stays; `roles` and `reservations` are replaced whole. */
export type GroupChange = Partial<GroupRequest>;

/** A member as the page of a group lists them. */
export interface GroupMember extends Member {
  groupRole: GroupRole;
  can: Record<MemberAction | 'changeGroupRole' | 'removeFromGroup', Can>;
}

export interface GroupMemberList extends MemberList {
  items: GroupMember[];
}

export type GroupMemberQuery = MemberQuery;

/** All of it happens or none. Who is added and is there already, or removed and is not, is no fault. */
export interface GroupMembersChange {
  add?: { id: MemberId; groupRole?: GroupRole }[];
  update?: { id: MemberId; groupRole: GroupRole }[];
  remove?: MemberId[];
}

/** The group afterwards, and whom something changed for. */
export interface GroupMembersAnswer extends GroupAnswer {
  added: MemberId[];
  updated: MemberId[];
  removed: MemberId[];
  /** Takes each removal back, in their order: for `POST /undo`, within ten minutes. Absent for who may not undo it. */
  undo?: string[];
}

/** Somebody whose roles in effect become fewer. */
export interface Losing {
  member: MemberId;
  name: string | null;
  email: string;
  roles: RoleId[];
  /** Whether no role is left to them. */
  allAccess: boolean;
}

/** What a change would do, when it was asked for with `dryRun`. Nothing has been changed. */
export interface Effect {
  /** Why it would be refused; `null` where it would be done. */
  refused: Refusal | null;
  /** People whose roles in effect become more. */
  gaining: number;
  /** People whose roles in effect become fewer, and those of them to whom none is left. */
  losing: { total: number; allAccess: number };
  /** Who they are, those to whom none is left first; 100 at most. */
  people: Losing[];
  /** Display names of the roles mentioned, by id. */
  names: Record<string, string>;
}
