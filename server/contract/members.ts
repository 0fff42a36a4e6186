import type { Can, Refusal } from './can.ts';
import type { GroupId, MemberId, RoleId } from './ids.ts';
import type { Permission } from './permissions.ts';
import type { SortKey } from './portal.ts';
import type { ProblemCode } from './problems.ts';

export type MemberStatus = 'invited' | 'active' | 'suspended';

/** The pending state of a member. `expired` can be resent. */
export interface Invitation {
  sentAt: string;
  expiresAt: string;
  state: 'pending' | 'expired';
  /** How the mail fares: `queued` until the mail server took it. */
  delivery: 'queued' | 'sent' | 'failed';
  /** Why delivery failed, in words for the admin. */
  deliveryDetail?: string;
}

export type MemberAction =
  | 'update'
  | 'changeEmail'
  | 'suspend'
  | 'reactivate'
  | 'remove'
  | 'resetPassword'
  | 'sessions'
  | 'editInvitation'
  | 'resend'
  | 'revoke'
  | 'link';

/** A person in one organization. Names of roles and groups are in `names` of the answer around it. */
export interface Member {
  id: MemberId;
  status: MemberStatus;
  /** `null` until somebody gave one; elements then show the portal's `invitedName`, or the address. */
  name: string | null;
  email: string;
  /** Roles given to this person. */
  roles: RoleId[];
  /** Roles given by groups, each with the groups it comes from. */
  inheritedRoles: { role: RoleId; groups: GroupId[] }[];
  groups: GroupId[];
  invitation: Invitation | null;
  /** Telephone, place and the like, by a name of the host's choosing; where one member is asked for, not in lists. */
  contact?: Record<string, string>;
  joinedAt: string | null;
  suspendedAt: string | null;
  /** Last use during the present session; never more exact than a minute. */
  lastActiveAt: string | null;
  /** The number inside the ETag: send `If-Match: "<version>"` with a change. */
  version: number;
  can: Record<MemberAction, Can>;
}

/** One member, and the display names of the roles and groups it mentions, by id. */
export interface MemberAnswer {
  member: Member;
  names: Record<string, string>;
  /** After a change that can be taken back: give it to `POST /undo` within ten minutes. */
  undo?: string;
}

export interface MemberList {
  items: Member[];
  /** Cursor of the next page; `null` on the last one. */
  next: string | null;
  /** How many match, over all pages. `atLeast` says that counting stopped at this number ("1,000+"). */
  total: number;
  atLeast?: boolean;
  names: Record<string, string>;
}

export interface MemberQuery {
  query?: string;
  status?: MemberStatus[];
  role?: RoleId[];
  group?: GroupId[];
  sort?: SortKey | `-${SortKey}`;
  limit?: number;
  cursor?: string;
}

export interface MemberSummary {
  total: number;
  byStatus: Record<MemberStatus, number>;
  /** People who hold each role in effect. */
  byRole: Record<RoleId, number>;
}

/** What is absent stays as it is. */
export interface MemberChange {
  name?: string | null;
  email?: string;
  contact?: Record<string, string>;
  roles?: RoleId[];
  groups?: GroupId[];
  /**
   * When roles or groups end by themselves, by their ids: RFC 3339; null for never. From that moment on they give nothing;
   * half a minute later they are gone from the person. The last admin's role cannot end so.
   */
  until?: Record<string, string | null>;
}

export interface MemberCreation {
  email: string;
  name?: string;
  contact?: Record<string, string>;
  roles?: RoleId[];
  groups?: GroupId[];
  /** Made up where absent. */
  temporaryPassword?: string;
}

/** A member made without an invitation. */
export interface MemberCreated extends MemberAnswer {
  /** Where one was made up: shown this once, to be changed before anything else. */
  temporaryPassword?: string;
  /** Until when the temporary password can be used. */
  temporaryUntil?: string;
}

/** What a change would do, or why it would be refused: the answer to `?dryRun=true`. */
export interface MemberEffect {
  /** Null where the change would be made. */
  refused: Refusal | null;
  /** Whether it would leave the organization without an admin. */
  lastAdmin: boolean;
  /** Roles in effect, own and inherited. */
  roles: { gained: RoleId[]; lost: RoleId[] };
  permissions: { gained: Permission[]; lost: Permission[] };
  groups: { joined: GroupId[]; left: GroupId[] };
  /** Display names of those roles and groups. */
  names: Record<string, string>;
}

/** By whom and when something was given. Ids of those who gave it stand in `names` too. */
export interface Given {
  /** Null where a program, provisioning or the system did. */
  givenBy: MemberId | null;
  givenAt: string;
  /** When it ends by itself. */
  until: string | null;
}

/** Every role a member holds in effect, what it allows, and why they hold it. */
export interface MemberAccess {
  /** What they can do at this moment: nothing while they are invited or suspended. */
  permissions: { permission: Permission; roles: RoleId[] }[];
  roles: { role: RoleId; from: ({ group: GroupId | null } & Given)[] }[];
  groups: ({ group: GroupId; groupRole: 'owner' | 'member' } & Given)[];
  names: Record<string, string>;
}

export type BulkAction =
  | 'suspend'
  | 'reactivate'
  | 'remove'
  | 'addRoles'
  | 'removeRoles'
  | 'addToGroup'
  | 'removeFromGroup'
  | 'resend'
  | 'revoke';

/** The same change to many: to those that are named, or to those a list with this filter would show. */
export interface BulkRequest {
  action: BulkAction;
  ids?: MemberId[];
  filter?: Pick<MemberQuery, 'query' | 'status' | 'role' | 'group'>;
  /** With `filter`: where the answer before this one stopped. */
  cursor?: string;
  /** With `addRoles` and `removeRoles`. */
  roles?: RoleId[];
  /** With `addToGroup` and `removeFromGroup`. */
  group?: GroupId;
}

export interface BulkResult {
  id: MemberId;
  /** `unchanged` where there was nothing to do. */
  status: 'done' | 'unchanged' | 'refused';
  /** With `refused`. */
  code?: ProblemCode;
  reason?: string;
  /** Takes this one back: for `POST /undo`. */
  undo?: string;
}

export interface BulkAnswer {
  results: BulkResult[];
  /** With `filter`: there are more; ask again with this cursor. Null at the end. */
  next: string | null;
}

export interface UndoAnswer {
  results: { id: MemberId; status: 'done' | 'refused'; code?: ProblemCode; reason?: string }[];
}
