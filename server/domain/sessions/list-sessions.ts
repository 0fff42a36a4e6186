import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { toId, type SessionList } from '../../contract/index.ts';
import { sessions } from '../../db/schema.ts';
import type { Context } from '../context.ts';
import { actForAccount } from '../invitations/act-for-account.ts';
import { authorizeSessions } from './authorize-sessions.ts';
import { findPlaces } from './find-places.ts';
import { nameDevice } from './name-device.ts';

const most = 200;

/** The browsers a member is signed in with, last used first. People see their own without any permission. */
export async function listSessions(context: Context, memberId: string): Promise<SessionList> {
  const { accountId } = await authorizeSessions(context, memberId);
  if (accountId === null) return { items: [] };
  const { tx, actor, services } = context;
  await actForAccount(tx, accountId);
  const rows = await tx
    .select()
    .from(sessions)
    .where(
      and(eq(sessions.accountId, accountId), isNull(sessions.endedAt), gt(sessions.expiresAt, sql`clock_timestamp()`)),
    )
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
    .limit(most);
  const places = await findPlaces(
    services.places,
    rows.flatMap(({ address }) => address ?? []),
  );
  const own = actor.kind === 'member' ? actor.sessionId : undefined;
  return {
    items: rows.map(({ id, userAgent, address, createdAt, lastUsedAt, expiresAt }) => ({
      id: toId('ses', id),
      ...nameDevice(userAgent),
      place: (address !== null && places.get(address)) || null,
      startedAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      current: id === own,
    })),
  };
}
