import { and, eq, isNull, sql } from 'drizzle-orm';
import { toId } from '../../contract/index.ts';
import { sessions, widgetTokens } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { actForAccount } from '../invitations/act-for-account.ts';
import { Refused } from '../refused.ts';
import { authorizeSessions } from './authorize-sessions.ts';

/** Ends one session, everywhere it works; its very next request is refused. */
export async function endMemberSession(context: Context, memberId: string, sessionId: string): Promise<void> {
  const { accountId } = await authorizeSessions(context, memberId);
  if (accountId === null || (await end(context, accountId, sessionId)) === 0) throw new Refused('not_found');
  await record(context, {
    action: 'member.session_ended',
    target: { kind: 'member', id: memberId },
    changes: { session: toId('ses', sessionId) },
  });
}

/**
 * Ends everything a member has open: all sessions, the caller's own among them, and the widget tokens of this
 * organization. Nothing to end is no fault.
 */
export async function endMemberSessions(context: Context, memberId: string): Promise<void> {
  const { accountId } = await authorizeSessions(context, memberId);
  const { tx, organizationId } = context;
  const tokens = await tx
    .update(widgetTokens)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(widgetTokens.organizationId, organizationId),
        eq(widgetTokens.memberId, memberId),
        isNull(widgetTokens.revokedAt),
      ),
    )
    .returning({ id: widgetTokens.id });
  const ended = accountId === null ? 0 : await end(context, accountId);
  if (ended + tokens.length === 0) return;
  await record(context, {
    action: 'member.sessions_ended',
    target: { kind: 'member', id: memberId },
    changes: { sessions: ended },
  });
}

async function end({ tx }: Context, accountId: string, sessionId?: string): Promise<number> {
  await actForAccount(tx, accountId);
  const open = and(eq(sessions.accountId, accountId), isNull(sessions.endedAt));
  const rows = await tx
    .update(sessions)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(sessionId === undefined ? open : and(open, eq(sessions.id, sessionId)))
    .returning({ id: sessions.id });
  return rows.length;
}
