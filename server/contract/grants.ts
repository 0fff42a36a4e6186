import type { MemberId } from './ids.ts';

/** Access of a member to one of the host's shared resources: a workspace, a dashboard. Ends with the member. */
export interface Grant {
  member: MemberId;
  /** The host's own word for what the member may do there: `viewer`, `editor`. */
  access: string;
  /** `null` where a program gave it. */
  givenBy: MemberId | null;
  givenAt: string;
  /** When it ends by itself; `null` for never. */
  until: string | null;
  /** Whether it holds at this moment: the member is active, and `until` is not over. */
  inEffect: boolean;
}

export interface GrantAnswer {
  grant: Grant;
  /** How the member, and who gave it, are called, by id. */
  names: Record<string, string>;
}

export interface GrantList {
  items: Grant[];
  next: string | null;
  total: number;
  names: Record<string, string>;
}

export interface GrantRequest {
  access: string;
  until?: string | null;
}
