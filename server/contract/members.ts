import type { Can } from './can.ts';
import type { GroupId, MemberId, RoleId } from './ids.ts';
import type { SortKey } from './portal.ts';

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
  'update' | 'changeEmail' | 'suspend' | 'reactivate' | 'remove' | 'resetPassword' | 'sessions' | 'editInvitation' | 'resend' | 'revoke' | 'link';

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

export interface MemberChange {
  name?: string | null;
  email?: string;
  roles?: RoleId[];
  groups?: GroupId[];
}
