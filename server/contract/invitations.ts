import type { GroupId, RoleId } from './ids.ts';
import type { Member } from './members.ts';

/**
 * What the server says of one address before anything is sent. It speaks of this organization only.
 * `lookalike`: reads like one of the organization's own domains and is another.
 */
export type AddressState = 'ok' | 'malformed' | 'duplicate' | 'member' | 'invited' | 'otherDomain' | 'lookalike';

export interface CheckRequest {
  /** As typed: `a@b.c` or `Display Name <a@b.c>`, one person each. */
  addresses: string[];
}

export interface CheckedAddress {
  index: number;
  state: AddressState;
  /** What was understood; absent where the address is malformed. */
  email?: string;
  name?: string;
  domain?: string;
  /** A sentence for everything but `ok`. */
  detail?: string;
  /** With `lookalike`: the own domain it resembles. */
  resembles?: string;
  /** With `invited`: whom to resend to. */
  member?: string;
}

export interface CheckAnswer {
  items: CheckedAddress[];
}

export interface InvitePerson {
  email: string;
  name?: string;
  /** Instead of the shared ones, when given. */
  roles?: RoleId[];
  groups?: GroupId[];
}

export interface InviteRequest {
  people: InvitePerson[];
  roles?: RoleId[];
  groups?: GroupId[];
  groupRole?: 'owner' | 'member';
  /** A personal line in the mail. */
  message?: string;
  /** Foreign domains the inviter has confirmed; needed where the portal's `foreignDomain` is `confirm`. */
  confirmedDomains?: string[];
}

export type InviteStatus = 'invited' | 'alreadyMember' | 'alreadyInvited' | 'blocked' | 'confirmDomain' | 'rateLimited';

export interface InviteResult {
  index: number;
  email: string;
  status: InviteStatus;
  /** With `invited`. */
  member?: Member;
  detail?: string;
}

export interface InviteAnswer {
  results: InviteResult[];
  names: Record<string, string>;
}

export interface InvitationChange {
  name?: string | null;
  roles?: RoleId[];
  groups?: GroupId[];
}

/** A link to hand over by other means; making one ends the link before it. */
export interface InvitationLink {
  url: string;
  expiresAt: string;
}
