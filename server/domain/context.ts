import type { Permission, RosterPermission } from '../contract/index.ts';
import type { Database, Tx } from '../db/open-database.ts';
import { Refused } from './refused.ts';
import type { PasswordHasher } from './accounts/password-hasher.ts';
import type { Secrets } from './secrets.ts';

// The rooms above the domain speak of the database by these two alone.
export { DatabaseUnavailable } from '../db/database-unavailable.ts';
export type { Database };

/** Who asks. Judged anew in the transaction of each request, so that what was taken away a moment ago is gone. */
export type Actor =
  | {
      kind: 'member';
      memberId: string;
      accountId: string | null;
      /** What the member's effective roles allow, narrowed to the token's scopes. */
      permissions: ReadonlySet<Permission>;
      /** What the token is narrowed to, for what does not come from a role; absent where it is not narrowed. */
      scopes?: ReadonlySet<string>;
      /** A session of the built-in sign-in; absent with a widget token. */
      sessionId?: string;
    }
  | { kind: 'key'; keyId: string; permissions: ReadonlySet<Permission>; provisions?: true }
  | { kind: 'system'; permissions: ReadonlySet<Permission>; provisions?: true };

/** Whether a directory acts: its protocol says what there is to do, not what the portal offers people to click. */
export function provisions(actor: Actor): boolean {
  return actor.kind !== 'member' && actor.provisions === true;
}

/** What every verb gets first: one tenant's transaction, who asks, and what a verb must not make up for itself. */
export interface Context {
  tx: Tx;
  organizationId: string;
  actor: Actor;
  requestId: string;
  services: Services;
  /** Judges the caller once more, for who had to wait: what they lost meanwhile undoes what they do in the end. */
  judgeAgain?: () => Promise<void>;
}

/** What the server was set up with; the same for all requests. */
export interface Services {
  secrets: Secrets;
  /** Public address of the server with its base path, without a slash at the end: links in mail start with it. */
  publicUrl: string;
  /** Whether mail leaves the house; without it the elements offer links to hand over. */
  mailWorks: boolean;
  /** Names the place of a network address, `Graz, Austria`, from a database of the host's. */
  places?: PlaceFinder;
  /** Makes the hashes of temporary passwords; takes turns with those who sign in. */
  hasher: PasswordHasher;
  /** Whether webhooks may lead into private networks, and over `http`: on a host's own premises. */
  allowPrivateWebhooks?: boolean;
  /** A UUIDv7. */
  newUuid(): string;
}

/** Answers nothing for an address it does not know. What it throws, or takes long for, counts as nothing. */
export type PlaceFinder = (address: string) => string | undefined | Promise<string | undefined>;

/** The first line of every verb. */
export function authorize(context: Context, permission: RosterPermission): void {
  if (!context.actor.permissions.has(permission)) {
    throw new Refused('forbidden', { detail: `This needs the permission ${permission}.`, permission });
  }
}
