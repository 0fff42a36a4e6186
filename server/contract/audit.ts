import type { Id } from './ids.ts';

export type AuditActorKind = 'member' | 'key' | 'system';
export type AuditTargetKind = 'member' | 'group' | 'role' | 'key' | 'organization' | 'webhook';

/** One thing that happened. Names of the people, groups, roles and keys it mentions are in `names` of the answer around it. */
export interface AuditItem {
  id: Id<'aud'>;
  /** Its place in the organization's chain, from 1 and without a gap; what `roster audit verify` speaks of. */
  seq: number;
  at: string;
  /** `member.invited` */
  action: string;
  /** `id` is null for the system itself. */
  actor: { kind: AuditActorKind; id: string | null };
  target: { kind: AuditTargetKind; id: string };
  /** The same for everything that one request did. */
  requestId: string;
  /** Ids and plain settings, mostly `from` and `to`. */
  changes: Record<string, unknown>;
  /** Names and addresses, by field, of people who are still here. A removed person's are gone, and the row stays. */
  values: Record<string, string>;
}

export interface AuditList {
  /** Newest first. */
  items: AuditItem[];
  /** Cursor of the next page; `null` on the last one. */
  next: string | null;
  names: Record<string, string>;
}

/** Filters combine; several values of one are alternatives. */
export interface AuditQuery {
  /** `mem_…`, `key_…` */
  actor?: string[];
  target?: string[];
  action?: string[];
  /** From this moment on, until before that one: RFC 3339. */
  from?: string;
  to?: string;
  limit?: number;
  cursor?: string;
}
