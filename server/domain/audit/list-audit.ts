import { toId, type AuditItem, type AuditList, type AuditTargetKind } from '../../contract/index.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { openCursor, sealCursor } from '../cursor.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { readAuditRows, type AuditFilter, type AuditRow } from './audit-rows.ts';
import { actorId, readNames, targetId } from './read-names.ts';

const usualLimit = 50;

export interface AuditQuestion extends AuditFilter {
  limit?: number | undefined;
  cursor?: string | undefined;
}

/**
 * What happened, newest first.
 * @throws Refused `forbidden`, `bad_cursor`
 */
export async function listAudit(
  context: Context,
  { limit = usualLimit, cursor, ...filter }: AuditQuestion,
): Promise<AuditList> {
  authorize(context, 'audit:read');
  const { portal } = await readOrganization(context);
  refuseUnless(canDo(context.actor, portal, 'audit:read'));
  const question = `audit ${JSON.stringify(filter)}`;
  const before = cursor === undefined ? undefined : (openCursor(context, question, cursor) as number);
  const found = await readAuditRows(context, filter, { before, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const next = found.length > limit ? sealCursor(context, question, rows.at(-1)!.seq) : null;
  return { items: rows.map(toItem), next, names: await readNames(context, rows) };
}

function toItem(row: AuditRow): AuditItem {
  const { id, seq, at, action, actorKind, targetKind, requestId, changes, values } = row;
  return {
    id: toId('aud', id),
    seq,
    at: at.toISOString(),
    action,
    actor: { kind: actorKind, id: actorId(row) },
    target: { kind: targetKind as AuditTargetKind, id: targetId(row) },
    requestId,
    changes,
    values,
  };
}
