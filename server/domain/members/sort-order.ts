import { sql, type SQL } from 'drizzle-orm';
import type { SortKey } from '../../contract/index.ts';
import type { MemberRow } from './member-row.ts';

export interface Sort {
  key: SortKey;
  down: boolean;
}

export const byEmail: Sort = { key: 'email', down: false };

/** The last row of the page before: its sort key as text, null where it has none. */
export interface Place {
  key: string | null;
  id: string;
}

export interface PageOf {
  after: Place | null;
  limit: number;
}

/** `keyed` and `unkeyed` members of a list that is sorted by a moment some have not had. */
export type Part = 'keyed' | 'unkeyed' | undefined;

export type PartOf = PageOf & { part?: Part };

/** The columns are called alike on members and on facets. */
export const sortNames: Record<SortKey, string> = {
  email: 'email',
  name: 'name_key',
  lastActiveAt: 'last_active_day',
  joinedAt: 'joined_at',
};

export function sortColumn(key: SortKey): SQL {
  return sql.raw(sortNames[key]);
}

export function placeOf(row: MemberRow, { key }: Sort): Place {
  return { key: row[sortNames[key]] as string | null, id: row.id };
}

/** What comes after the page before, as conditions to append. */
export function beyond(key: SQL, id: SQL, sort: Sort, { after, part }: PartOf): SQL {
  const side = sql.raw(sort.down ? '<' : '>');
  const type = sql.raw(sort.key === 'joinedAt' ? 'timestamptz' : 'text');
  const conditions = [];
  if (part) conditions.push(sql`${key} ${sql.raw(part === 'keyed' ? 'is not null' : 'is null')}`);
  if (after && after.key === null) conditions.push(sql`${id} ${side} ${after.id}::uuid`);
  else if (after) conditions.push(sql`(${key}, ${id}) ${side} (${after.key}::${type}, ${after.id}::uuid)`);
  return all(conditions);
}

export function inOrder(key: SQL, id: SQL, { down }: Pick<Sort, 'down'>): SQL {
  const direction = sql.raw(down ? 'desc' : 'asc');
  return sql`${key} ${direction}, ${id} ${direction}`;
}

export function all(conditions: readonly SQL[]): SQL {
  return sql.join(conditions.map((condition) => sql` and ${condition}`));
}
