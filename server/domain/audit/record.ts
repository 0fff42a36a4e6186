import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { audit, auditValues } from '../../db/schema.ts';
import type { Actor, Context, Services } from '../context.ts';
import { canonicalJson } from '../canonical-json.ts';

/** One thing that happened. `changes` holds ids and plain settings; names and addresses go to `values`. */
export interface AuditEntry {
  /** `member.invited` */
  action: string;
  target: { kind: 'member' | 'group' | 'role' | 'key' | 'organization' | 'webhook'; id: string };
  changes?: Record<string, unknown>;
  /** Personal data by field, and whose: erased with that person, while the row stays. */
  values?: { field: string; memberId: string; value: string }[];
}

/** One thing that happened at a moment that is known, and who did it. */
export interface DatedEntry extends AuditEntry {
  at: Date;
  actor: Pick<Actor, 'kind'> & { memberId?: string; keyId?: string };
  requestId: string;
}

interface Head extends Record<string, unknown> {
  seq: string;
  hash: Uint8Array;
  at: string;
}

/**
 * Writes down what happened, in the transaction in which it happened. Each row's keyed hash covers the row before it, so
 * that none can be changed, taken out or put in between unseen; the head, whose row is held until the transaction ends,
 * tells when the newest are missing. Several entries of one act go in one call.
 */
export async function record(context: Context, ...entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const { actor, requestId } = context;
  await append(context, (at) => entries.map((entry) => ({ ...entry, at, actor, requestId })));
}

/** Where a chain is written, and with what. */
type Chain = Pick<Context, 'tx' | 'organizationId'> & { services: Pick<Services, 'secrets' | 'newUuid'> };

/** Writes down what happened before there was anybody to record it: the history an organization comes with, oldest first. */
export async function recordHistory(chain: Chain, entries: readonly DatedEntry[]): Promise<void> {
  if (entries.length > 0) await append(chain, () => entries);
}

/** @param entriesAt makes the entries, given the time of the database */
async function append(
  { tx, organizationId, services }: Chain,
  entriesAt: (now: Date) => readonly DatedEntry[],
): Promise<void> {
  const heads = await tx.execute<Head>(
    sql`insert into roster.audit_heads as h (organization_id, seq, hash) values (${organizationId}, 0, ${new Uint8Array()})
        on conflict (organization_id) do update set seq = h.seq
        returning seq, hash, date_trunc('milliseconds', clock_timestamp()) as at`,
  );
  const head = heads[0]!;
  const entries = entriesAt(new Date(head.at));
  let [seq, hash] = [Number(head.seq), head.hash];
  const rows = entries.map(({ at, actor, requestId, action, target, changes = {} }) => {
    const previousHash = hash;
    const row = {
      organizationId,
      seq: ++seq,
      id: services.newUuid(),
      at,
      action,
      actorKind: actor.kind,
      actorId: (actor.kind === 'member' ? actor.memberId : actor.kind === 'key' ? actor.keyId : undefined) ?? null,
      targetKind: target.kind,
      targetId: target.id,
      requestId,
      changes,
    };
    hash = chainHash(services.secrets.key('audit'), previousHash, row);
    return { ...row, previousHash, hash };
  });
  await tx.insert(audit).values(rows);
  const values = entries.flatMap((entry, index) =>
    (entry.values ?? []).map((value) => ({ organizationId, seq: rows[index]!.seq, ...value })),
  );
  if (values.length > 0) await tx.insert(auditValues).values(values);
  await tx.execute(
    sql`update roster.audit_heads set seq = ${seq}, hash = ${hash} where organization_id = ${organizationId}`,
  );
}

/** HMAC-SHA-256 over the hash before and the row as JSON with its keys in order. */
export function chainHash(key: Uint8Array, previous: Uint8Array, row: Record<string, unknown>): Uint8Array {
  return new Uint8Array(createHmac('sha256', key).update(previous).update(canonicalJson(row)).digest());
}
