import type {
  Capabilities,
  CheckAnswer,
  GroupList,
  GroupQuery,
  InvitationChange,
  InvitationLink,
  InviteAnswer,
  InviteRequest,
  Labels,
  MemberAnswer,
  MemberList,
  MemberQuery,
  MemberSummary,
  Problem,
  RoleList,
} from '../../server/contract/index.ts';

/** Options every reading takes: an overtaken request is aborted, and its answer never drawn. */
export interface ReadOptions {
  signal?: AbortSignal;
}

/** Options every change takes. */
export interface ChangeOptions {
  /** Version of the thing as it was on screen; a newer one on the server refuses the change as `stale`. */
  version?: number;
  /** Makes a repeated sending of the same change one change. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/**
 * Where elements get people from and send changes to. The default speaks HTTP to Roster's API; a host with its own user
 * tables hands in any object of this shape. Every refusal is a rejected promise with a `SourceError`.
 */
export interface Source {
  capabilities(options?: ReadOptions): Promise<Capabilities>;
  members(query: MemberQuery, options?: ReadOptions): Promise<MemberList>;
  member(id: string, options?: ReadOptions): Promise<MemberAnswer>;
  summary(options?: ReadOptions): Promise<MemberSummary>;
  roles(options?: ReadOptions): Promise<RoleList>;
  groups(query: GroupQuery, options?: ReadOptions): Promise<GroupList>;
  labels(ids: readonly string[], options?: ReadOptions): Promise<Labels>;
  check(addresses: readonly string[], options?: ReadOptions): Promise<CheckAnswer>;
  invite(request: InviteRequest, options?: ChangeOptions): Promise<InviteAnswer>;
  changeInvitation(member: string, change: InvitationChange, options?: ChangeOptions): Promise<MemberAnswer>;
  resend(member: string, options?: ChangeOptions): Promise<MemberAnswer>;
  revoke(member: string, options?: ChangeOptions): Promise<void>;
  link(member: string, options?: ChangeOptions): Promise<InvitationLink>;
}

/**
 * A refusal or a failure, as elements show it. `problem` is the server's own document; a host's source makes one likewise.
 * `offline` when no answer came at all.
 */
export class SourceError extends Error {
  readonly problem: Problem;
  readonly offline: boolean;
  /** Seconds the server asked to wait. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, options: { offline?: boolean; retryAfter?: number; cause?: unknown } = {}) {
    super(problem.detail, { cause: options.cause });
    this.name = 'SourceError';
    this.problem = problem;
    this.offline = options.offline ?? false;
    this.retryAfter = options.retryAfter;
  }
}
