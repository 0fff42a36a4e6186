import { sql } from 'drizzle-orm';
import { toId, type Key } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';

export interface KeyRow extends Record<string, unknown> {
  id: string;
  name: string;
  scopes: string[];
  hint: string;
  created_at: string;
  last_used_at: string | null;
  created_by: string | null;
}

/** The keys that still work, newest first. */
export async function listKeys(context: Context): Promise<{ items: Key[] }> {
  authorize(context, 'organization:manage');
  const rows = await context.tx.execute<KeyRow>(
    sql`select id, name, scopes, hint, created_at, last_used_at, created_by from roster.keys
         where organization_id = ${context.organizationId} and revoked_at is null
         order by created_at desc, id desc limit 1000`,
  );
  return { items: rows.map(toKey) };
}

export function toKey({ id, name, scopes, hint, created_at, last_used_at, created_by }: KeyRow): Key {
  return {
    id: toId('key', id),
    name,
    scopes,
    hint,
    createdAt: new Date(created_at).toISOString(),
    lastUsedAt: last_used_at && new Date(last_used_at).toISOString(),
    createdBy: created_by === null ? null : toId('mem', created_by),
  };
}
