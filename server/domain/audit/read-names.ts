import { sql } from 'drizzle-orm';
import { fromId, toId } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { readLabels } from '../labels/read-labels.ts';
import type { AuditRow } from './audit-rows.ts';

const prefixes = {
  member: 'mem',
  group: 'grp',
  role: 'rol',
  key: 'key',
  organization: 'org',
  webhook: 'hook',
} as const;

export function actorId({ actorKind, actorId: id }: Pick<AuditRow, 'actorKind' | 'actorId'>): string | null {
  return id === null || actorKind === 'system' ? null : toId(prefixes[actorKind], id);
}

export function targetId({ targetKind, targetId: id }: Pick<AuditRow, 'targetKind' | 'targetId'>): string {
  return toId(prefixes[targetKind as keyof typeof prefixes], id);
}

/**
 * How those are called today whom the rows mention: people by their label, for ever "User Removed" where they were
 * removed; groups, roles and keys by their name. What is gone altogether has none.
 */
export async function readNames(context: Context, rows: readonly AuditRow[]): Promise<Record<string, string>> {
  const ids = new Set(rows.flatMap((row) => [actorId(row) ?? [], targetId(row), idsIn(row.changes)].flat(2)));
  const uuids = (prefix: string): string[] => [...ids].flatMap((id) => fromId(prefix, id) ?? []);
  const { items } = await readLabels(context, uuids('mem'));
  const { tx, organizationId } = context;
  const named = await tx.execute<{ prefix: 'grp' | 'rol' | 'key'; id: string; name: string }>(
    sql`select 'grp' as prefix, id, name from roster.groups
         where organization_id = ${organizationId} and id = any (${sql.param(uuids('grp'))}::uuid[])
        union all
        select 'rol', id, name from roster.roles
         where organization_id = ${organizationId} and id = any (${sql.param(uuids('rol'))}::uuid[])
        union all
        select 'key', id, name from roster.keys
         where organization_id = ${organizationId} and id = any (${sql.param(uuids('key'))}::uuid[])`,
  );
  return Object.fromEntries([
    ...items.map(({ id, name }) => [id, name]),
    ...named.map(({ prefix, id, name }) => [toId(prefix, id), name]),
  ]) as Record<string, string>;
}

/** Public ids anywhere in a row's changes. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^(mem|grp|rol|key)_[0-9a-z]{26}$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(idsIn);
}
