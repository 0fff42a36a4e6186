import type {
  AuditList,
  AuditQuery,
  BulkAnswer,
  BulkRequest,
  Capabilities,
  CheckAnswer,
  Effect,
  GrantList,
  GroupAnswer,
  GroupChange,
  GroupList,
  GroupMemberList,
  GroupMemberQuery,
  GroupMembersAnswer,
  GroupMembersChange,
  GroupQuery,
  GroupRequest,
  InvitationChange,
  InvitationLink,
  InviteAnswer,
  InviteRequest,
  Labels,
  MemberAccess,
  MemberAnswer,
  MemberChange,
  MemberCreated,
  MemberCreation,
  MemberEffect,
  MemberList,
  MemberQuery,
  MemberSummary,
  Problem,
  RoleAnswer,
  RoleChange,
  RoleEffect,
  RoleList,
  RoleRequest,
  RosterEvent,
  SessionList,
  UndoAnswer,
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
 * tables hands in any object of this shape (see `BaseSource`). Every refusal is a rejected promise with a `SourceError`.
 * `preview…` answers what the change of the same name would do, and does nothing.
 */
export interface Source {
  capabilities(options?: ReadOptions): Promise<Capabilities>;
  members(query: MemberQuery, options?: ReadOptions): Promise<MemberList>;
  summary(options?: ReadOptions): Promise<MemberSummary>;
  member(id: string, options?: ReadOptions): Promise<MemberAnswer>;
  access(member: string, options?: ReadOptions): Promise<MemberAccess>;
  roles(options?: ReadOptions): Promise<RoleList>;
  groups(query: GroupQuery, options?: ReadOptions): Promise<GroupList>;
  group(id: string, options?: ReadOptions): Promise<GroupAnswer>;
  groupMembers(group: string, query: GroupMemberQuery, options?: ReadOptions): Promise<GroupMemberList>;
  labels(ids: readonly string[], options?: ReadOptions): Promise<Labels>;
  audit(query: AuditQuery, options?: ReadOptions): Promise<AuditList>;
  sessions(member: string, options?: ReadOptions): Promise<SessionList>;
  grants(type: string, resource: string, options?: ReadOptions): Promise<GrantList>;
  /** CSV of all that the same filters list. */
  exportMembers(query: MemberQuery, options?: ReadOptions): Promise<Blob>;
  exportAudit(query: AuditQuery, options?: ReadOptions): Promise<Blob>;

  check(addresses: readonly string[], options?: ReadOptions): Promise<CheckAnswer>;
  invite(request: InviteRequest, options?: ChangeOptions): Promise<InviteAnswer>;
  changeInvitation(member: string, change: InvitationChange, options?: ChangeOptions): Promise<MemberAnswer>;
  resend(member: string, options?: ChangeOptions): Promise<MemberAnswer>;
  /** `undo`, where there is one, is for `undo()`. */
  revoke(member: string, options?: ChangeOptions): Promise<{ undo?: string } | void>;
  link(member: string, options?: ChangeOptions): Promise<InvitationLink>;

  createMember(request: MemberCreation, options?: ChangeOptions): Promise<MemberCreated>;
  updateMember(id: string, change: MemberChange, options?: ChangeOptions): Promise<MemberAnswer>;
  removeMember(id: string, options?: ChangeOptions): Promise<void>;
  suspend(member: string, options?: ChangeOptions): Promise<MemberAnswer>;
  reactivate(member: string, options?: ChangeOptions): Promise<MemberAnswer>;
  resetPassword(member: string, options?: ChangeOptions): Promise<void>;
  endSessions(member: string, options?: ChangeOptions): Promise<void>;
  endSession(member: string, session: string, options?: ChangeOptions): Promise<void>;
  bulk(request: BulkRequest, options?: ChangeOptions): Promise<BulkAnswer>;
  /** Takes changes back, by what they answered as `undo`. */
  undo(changes: readonly string[], options?: ChangeOptions): Promise<UndoAnswer>;

  createGroup(request: GroupRequest, options?: ChangeOptions): Promise<GroupAnswer>;
  updateGroup(id: string, change: GroupChange, options?: ChangeOptions): Promise<GroupAnswer>;
  removeGroup(id: string, options?: ChangeOptions): Promise<void>;
  changeGroupMembers(group: string, change: GroupMembersChange, options?: ChangeOptions): Promise<GroupMembersAnswer>;

  createRole(request: RoleRequest, options?: ChangeOptions): Promise<RoleAnswer>;
  updateRole(id: string, change: RoleChange, options?: ChangeOptions): Promise<RoleAnswer>;
  removeRole(id: string, options?: ChangeOptions): Promise<void>;

  previewMemberUpdate(id: string, change: MemberChange, options?: ChangeOptions): Promise<MemberEffect>;
  previewMemberRemoval(id: string, options?: ChangeOptions): Promise<MemberEffect>;
  previewSuspension(member: string, options?: ChangeOptions): Promise<MemberEffect>;
  previewGroupUpdate(id: string, change: GroupChange, options?: ChangeOptions): Promise<Effect>;
  previewGroupRemoval(id: string, options?: ChangeOptions): Promise<Effect>;
  previewGroupMembers(group: string, change: GroupMembersChange, options?: ChangeOptions): Promise<Effect>;
  previewRoleUpdate(id: string, change: RoleChange, options?: ChangeOptions): Promise<RoleEffect>;
  previewRoleRemoval(id: string, options?: ChangeOptions): Promise<RoleEffect>;

  /**
   * Tells of changes by whomever, until `signal` is aborted. Settles at once; an interrupted stream is taken up again by
   * itself, and `resync` says that something may have been missed. `live` is told whether the stream gets through, where
   * that can be told. Absent, and while it does not: elements ask again every half minute.
   */
  events?(listener: (event: RosterEvent) => void, signal: AbortSignal, live?: (live: boolean) => void): void;
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
