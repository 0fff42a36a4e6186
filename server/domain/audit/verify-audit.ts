import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import { audit } from '../../db/schema.ts';
import type { Database } from '../context.ts';
import { sameBytes, type Secrets } from '../secrets.ts';
import { chainHash } from './record.ts';

/** Rows read in one transaction. */
const pieceRows = 1_000;

/**
 * What is wrong first: a row that is not as it was written (`changed`: edited, moved, or put in by somebody without the
 * key), a number that is missing (`missing`: deleted, or cut off the end), or a row after the end (`added`).
 */
export interface AuditFault {
  seq: number;
  fault: 'changed' | 'missing' | 'added';
}

export interface AuditFinding {
  /** Rows that are as they were written, up to the first fault. */
  good: number;
  /** The chain's end as it is anchored. Kept elsewhere, it shows also who sets the anchor back. */
  head: { seq: number; hash: string };
  fault: AuditFault | null;
}

/**
 * Walks one organization's chain from its first row to the end that was anchored when the walk began; what happens
 * meanwhile is not looked at. Each piece is a transaction of its own, so that chains of any length can be walked.
 */
export async function verifyAudit(database: Database, secrets: Secrets, organizationId: string): Promise<AuditFinding> {
  const { anchored, added } = await readEnds(database, organizationId);
  const head = { seq: anchored.seq, hash: Buffer.from(anchored.hash).toString('hex') };
  const key = secrets.key('audit');
  let [good, previous]: [number, Uint8Array] = [0, new Uint8Array()];
  const finding = (fault: AuditFault | null): AuditFinding => ({ good, head, fault });
  while (good < anchored.seq) {
    const rows = await readPiece(database, organizationId, good, anchored.seq);
    for (const { hash, previousHash, ...row } of rows) {
      if (row.seq !== good + 1) return finding({ seq: good + 1, fault: 'missing' });
      const whole = sameBytes(previousHash, previous) && sameBytes(hash, chainHash(key, previous, row));
      if (!whole) return finding({ seq: row.seq, fault: 'changed' });
      [good, previous] = [row.seq, hash];
    }
    if (rows.length === 0) return finding({ seq: good + 1, fault: 'missing' });
  }
  if (added !== null) return finding({ seq: added, fault: 'added' });
  // The last row is whole, and is not the one the anchor speaks of.
  if (!sameBytes(previous, anchored.hash)) return finding({ seq: Math.max(1, anchored.seq), fault: 'changed' });
  return finding(null);
}

/** The anchor, and the first row beyond it, as they were at one moment. */
async function readEnds(
  database: Database,
  organizationId: string,
): Promise<{ anchored: { seq: number; hash: Uint8Array }; added: number | null }> {
  const rows = await database.withTenant({ organizationId }, (tx) =>
    tx.execute<{ seq: string; hash: Uint8Array; added: string | null }>(
      sql`select coalesce(h.seq, 0) as seq, coalesce(h.hash, '') as hash,
                 (select min(a.seq) from roster.audit a
                   where a.organization_id = ${organizationId} and a.seq > coalesce(h.seq, 0)) as added
            from (select) nothing left join roster.audit_heads h on h.organization_id = ${organizationId}`,
    ),
  );
  const { seq, hash, added } = rows[0]!;
  return { anchored: { seq: Number(seq), hash }, added: added === null ? null : Number(added) };
}

async function readPiece(database: Database, organizationId: string, after: number, last: number) {
  return database.withTenant({ organizationId }, (tx) =>
    tx
      .select()
      .from(audit)
      .where(and(eq(audit.organizationId, organizationId), gt(audit.seq, after), lte(audit.seq, last)))
      .orderBy(asc(audit.seq))
      .limit(pieceRows),
  );
}

/** Every organization that has a chain, deleted ones too. */
export async function auditedOrganizations(database: Database): Promise<{ id: string; slug: string }[]> {
  const rows = await database.withNobody((tx) =>
    tx.execute<{ id: string; slug: string }>(sql`select id, slug from roster.audited_organizations()`),
  );
  return [...rows];
}
