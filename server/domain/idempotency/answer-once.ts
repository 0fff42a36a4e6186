import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { sqlState } from '../../db/database-unavailable.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';
import { sameBytes } from '../secrets.ts';

export interface Answer {
  status: number;
  /** JSON text; empty with 204. */
  body: string;
  etag?: string | undefined;
  /** Where what was made lies. */
  location?: string;
}

interface KeptRow extends Record<string, unknown> {
  request_hash: Uint8Array;
  status: number | null;
  body: string | null;
}

/**
 * Does `work` once for a key. The row stands in the same transaction as what was done, so either both are kept or
 * neither; a second request with the key waits on that row and then gets the first one's answer. What was refused is not
 * kept: the corrected or repeated request may use the key again.
 * @throws Refused `invalid` when the key was used for another request, `in_progress` when the first takes too long
 */
export async function answerOnce(
  context: Context,
  { key, request }: { key: string; request: string },
  work: () => Promise<Answer>,
): Promise<Answer & { replayed?: true }> {
  const { tx, organizationId } = context;
  const actor = actorName(context);
  const hash = new Uint8Array(createHash('sha256').update(request).digest());
  const mine = await tx
    .execute(
      sql`insert into roster.idempotency (organization_id, actor, key, request_hash)
          values (${organizationId}, ${actor}, ${key}, ${hash})
          on conflict do nothing returning 1 as mine`,
    )
    .catch((error: unknown) => {
      // lock_not_available: the first request still holds the row.
      if (sqlState(error) === '55P03') throw new Refused('in_progress', { retryAfter: 1 });
      throw error;
    });
  if (mine.length === 0) return replay(context, actor, key, hash);
  const answer = await work();
  await tx.execute(
    sql`update roster.idempotency set status = ${answer.status}, body = ${JSON.stringify([answer.body, answer.etag ?? null])}
         where organization_id = ${organizationId} and actor = ${actor} and key = ${key}`,
  );
  return answer;
}

async function replay(
  { tx, organizationId }: Context,
  actor: string,
  key: string,
  hash: Uint8Array,
): Promise<Answer & { replayed: true }> {
  const rows = await tx.execute<KeptRow>(
    sql`select request_hash, status, body from roster.idempotency
         where organization_id = ${organizationId} and actor = ${actor} and key = ${key}`,
  );
  const kept = rows[0];
  if (!kept || kept.status === null || kept.body === null) throw new Refused('in_progress', { retryAfter: 1 });
  if (!sameBytes(kept.request_hash, hash)) {
    throw new Refused('invalid', { detail: 'This Idempotency-Key was used for another request.' });
  }
  const [body, etag] = JSON.parse(kept.body) as [string, string | null];
  return { status: kept.status, body, ...(etag !== null && { etag }), replayed: true };
}

/** A key belongs to whoever used it: nobody reads somebody else's answer by guessing their key. */
function actorName({ actor }: Context): string {
  if (actor.kind === 'member') return `member:${actor.memberId}`;
  return actor.kind === 'key' ? `key:${actor.keyId}` : 'system';
}
