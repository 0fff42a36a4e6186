import { record } from './record.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { readAuditRows, type AuditFilter } from './audit-rows.ts';
import { actorId, readNames, targetId } from './read-names.ts';

/** Rows read in one transaction. */
const pieceRows = 500;

export const auditHeadings = [
  'number',
  'time',
  'action',
  'actor kind',
  'actor',
  'actor name',
  'target kind',
  'target',
  'target name',
  'request',
  'changes',
  'values',
];

/**
 * The next rows of an export, newest first, as cells. That somebody took a copy is itself written down, once, with what
 * they asked for.
 * @param before what the piece before gave as `next`
 * @throws Refused `forbidden`
 */
export async function exportAudit(
  context: Context,
  filter: AuditFilter,
  before: number | undefined,
): Promise<{ rows: string[][]; next: number | null }> {
  authorize(context, 'audit:read');
  const { portal } = await readOrganization(context);
  refuseUnless(canDo(context.actor, portal, 'audit:read'));
  const found = await readAuditRows(context, filter, { before, limit: pieceRows + 1 });
  const rows = found.slice(0, pieceRows);
  const names = await readNames(context, rows);
  if (before === undefined) {
    const { organizationId } = context;
    await record(context, { action: 'audit.exported', target: { kind: 'organization', id: organizationId } });
  }
  const cells = rows.map((row) => {
    const [actor, target] = [actorId(row) ?? '', targetId(row)];
    return [
      String(row.seq),
      row.at.toISOString(),
      row.action,
      row.actorKind,
      actor,
      names[actor] ?? '',
      row.targetKind,
      target,
      names[target] ?? '',
      row.requestId,
      JSON.stringify(row.changes),
      JSON.stringify(row.values),
    ];
  });
  return { rows: cells, next: found.length > pieceRows ? rows.at(-1)!.seq : null };
}
