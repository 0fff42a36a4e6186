import { sql } from 'drizzle-orm';
import { DatabaseUnavailable, type Actor } from '../../server/domain/context.ts';
import {
  acceptInvitation,
  type AcceptInput,
  type Accepted,
} from '../../server/domain/invitations/accept-invitation.ts';
import { invitationToken } from '../../server/domain/invitations/invitation-link.ts';
import { invitePeople } from '../../server/domain/invitations/invite-people.ts';
import type { InviteInput } from '../../server/domain/invitations/read-invitees.ts';
import type { Invited } from '../../server/domain/invitations/sort-invitees.ts';
import { permissionsOfScopes } from '../../server/domain/credentials/every-permission.ts';
import { Refused } from '../../server/domain/refused.ts';
import { given, rowsOf, type GivenWorldOptions, type World } from './given.ts';

const closers: (() => Promise<unknown>)[] = [];

/** What a test has opened is closed with it, last first: dozens of worlds together would use up the server's connections. */
export function atEndOfTest(close: () => Promise<unknown>): void {
  closers.push(close);
}

/** For `afterEach`. */
export async function endOfTest(): Promise<void> {
  for (const close of closers.splice(0).toReversed()) await close();
}

export async function givenWorld(options?: GivenWorldOptions): Promise<World> {
  const world = await given(options);
  atEndOfTest(() => world.given.close());
  return world;
}

/** Any text does: nobody signs in with it in these tests. */
export const newPassword = { kind: 'newPassword', passwordHash: '$argon2id$of-a-test', name: null } as const;

/** A person of the world who may do everything, or only these. */
export function memberActor(world: World, person: string, permissions: string[] = ['*']): Actor {
  return {
    kind: 'member',
    memberId: world.uuid(person),
    accountId: null,
    permissions: permissionsOfScopes(permissions),
  };
}

export function invite(
  world: World,
  input: Partial<InviteInput> & { emails?: string[] },
  actor?: Actor,
): Promise<Invited[]> {
  const { emails = [], ...rest } = input;
  return world.inTenant(
    (context) => invitePeople(context, { people: emails.map((email) => ({ email })), ...rest }),
    actor,
  );
}

/** Invites one person and answers their UUID. */
export async function inviteOne(world: World, email: string, input: Partial<InviteInput> = {}): Promise<string> {
  const [result] = await invite(world, { people: [{ email }], ...input });
  if (result?.memberId === undefined) throw new Error(`${email} was not invited: ${result?.status}`);
  return result.memberId;
}

/** The token of the person's open invitation, made as the mail worker makes it. */
export async function tokenOf(world: World, memberId: string): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(
    world,
    sql`select id from roster.invitations where organization_id = ${world.organizationId} and member_id = ${memberId}
         and accepted_at is null and revoked_at is null and replaced_at is null`,
  );
  if (!row) throw new Error('This person has no open invitation.');
  return invitationToken(world.services.secrets, world.organizationId, row.id);
}

export function accept(world: World, token: unknown, account: AcceptInput['account'] = newPassword): Promise<Accepted> {
  const services = { ...world.services, database: world.database };
  return acceptInvitation(services, { token, account, requestId: 'test' });
}

/**
 * What came of it, in one word: `ok` or the code of the refusal. Anything else is thrown on. Given as a function it is
 * tried again where the database had no time for it, as a person would: on a busy machine a queue for one lock gets long.
 */
export async function codeOf(work: Promise<unknown> | (() => Promise<unknown>)): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      await (typeof work === 'function' ? work() : work);
      return 'ok';
    } catch (error) {
      if (error instanceof Refused) return error.code;
      const again =
        typeof work === 'function' && error instanceof DatabaseUnavailable && error.reason !== 'unknown-commit';
      if (!again || attempt === 10) throw error;
    }
  }
}

/** How many of each. */
export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
