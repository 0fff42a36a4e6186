import { and, desc, eq, getTableColumns, gte, inArray, isNull, lt, type SQL } from 'drizzle-orm';
import { audit, auditValues, members } from '../../db/schema.ts';
import type { Context } from '../context.ts';

/** Which rows; ids are UUIDs. */
export interface AuditFilter {
  actor?: string[] | undefined;
  target?: string[] | undefined;
  action?: string[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

export type AuditRow = Omit<typeof audit.$inferSelect, 'organizationId' | 'previousHash' | 'hash'> & {
  values: Record<string, string>;
};

/**
 * Rows below a place in the chain, newest first. The chain grows at its other end only, each number once, so that a walk
 * meets every row exactly once however much happens meanwhile.
 */
export async function readAuditRows(
  { tx, organizationId }: Context,
  { actor, target, action, from, to }: AuditFilter,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<AuditRow[]> {
  const { organizationId: _, previousHash: __, hash: ___, ...columns } = getTableColumns(audit);
  const among = (column: Parameters<typeof inArray>[0], wanted: string[] | undefined): SQL | undefined =>
    wanted && wanted.length > 0 ? inArray(column, wanted) : undefined;
  const rows = await tx
    .select(columns)
    .from(audit)
    .where(
      and(
        eq(audit.organizationId, organizationId),
        before === undefined ? undefined : lt(audit.seq, before),
        among(audit.actorId, actor),
        among(audit.targetId, target),
        among(audit.action, action),
        from && gte(audit.at, from),
        to && lt(audit.at, to),
      ),
    )
    .orderBy(desc(audit.seq))
    .limit(limit);
  const values = await readValues(
    { tx, organizationId },
    rows.map(({ seq }) => seq),
  );
  return rows.map((row) => ({ ...row, values: values.get(row.seq) ?? {} }));
}

/** Of people who are still members: those of others have been erased, and should one be left, it is not shown. */
async function readValues(
  { tx, organizationId }: Pick<Context, 'tx' | 'organizationId'>,
  seqs: number[],
): Promise<Map<number, Record<string, string>>> {
  if (seqs.length === 0) return new Map();
  const rows = await tx
    .select({ seq: auditValues.seq, field: auditValues.field, value: auditValues.value })
    .from(auditValues)
    .innerJoin(
      members,
      and(
        eq(members.organizationId, auditValues.organizationId),
        eq(members.id, auditValues.memberId),
        isNull(members.removedAt),
      ),
    )
    .where(and(eq(auditValues.organizationId, organizationId), inArray(auditValues.seq, seqs)));
  const bySeq = new Map<number, Record<string, string>>();
  for (const { seq, field, value } of rows) bySeq.set(seq, { ...bySeq.get(seq), [field]: value });
  return bySeq;
}
