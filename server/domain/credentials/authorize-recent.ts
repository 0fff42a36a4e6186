import { sql } from 'drizzle-orm';
import type { RosterPermission } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';
import { Refused } from '../refused.ts';

/**
 * The first line of verbs that cannot be taken back, or that make a way in: the permission, and, where the organization
 * asks for it, a sign-in of a moment ago. Both have to hold, never one in place of the other.
 * @throws Refused `forbidden`, `reauthentication_required`
 */
export async function authorizeRecent(context: Context, permission: RosterPermission): Promise<void> {
  authorize(context, permission);
  await refuseOldSignIn(context);
}

/**
 * A browser that was left open for days is not its person any more. For sessions of the built-in sign-in: when a host
 * signed somebody in, the host knows, and a program never does. Judged by the database's clock.
 * @throws Refused `reauthentication_required`
 */
export async function refuseOldSignIn({ tx, organizationId, actor }: Context): Promise<void> {
  if (actor.kind !== 'member' || actor.sessionId === undefined) return;
  const [row] = await tx.execute<{ recent: boolean }>(
    sql`select s.created_at > clock_timestamp() - (o.portal #>> '{rules,recentSignIn}')::interval as recent
          from roster.organizations o, roster.sessions s
         where o.id = ${organizationId} and s.id = ${actor.sessionId} and o.portal #>> '{rules,recentSignIn}' is not null`,
  );
  if (row === undefined || row.recent) return;
  throw new Refused('reauthentication_required', { detail: 'Sign in once more to do this: it has been a while.' });
}
