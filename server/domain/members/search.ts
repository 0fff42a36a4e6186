import { sql, type SQL } from 'drizzle-orm';
import type { MemberStatus, Portal } from '../../contract/index.ts';
import { splitWords } from './identity.ts';

/**
 * One thing that every found member must have. It can be asked in two ways: of the index of facets, which gives members
 * in the order of their addresses, and of a member's own row.
 */
export interface Condition {
  /** Any of these facets, or all facets from one to another. */
  facets: string[] | { from: string; to: string };
  onRow: SQL;
  /** Whether no member can have two of the facets. */
  disjoint: boolean;
}

export interface Search {
  conditions: Condition[];
  /** What else a found row must satisfy, of which the index knows nothing. */
  narrowing: SQL[];
  /** Letters that stand anywhere in a name or an address: the second try, where no word begins with them. */
  containing?: string;
}

export interface Filters {
  status?: readonly MemberStatus[] | undefined;
  /** UUIDs. */
  role?: readonly string[] | undefined;
  group?: readonly string[] | undefined;
}

const onStatus: Record<MemberStatus, SQL> = {
  invited: sql`m.joined_at is null`,
  active: sql`(m.joined_at is not null and m.suspended_at is null)`,
  suspended: sql`(m.joined_at is not null and m.suspended_at is not null)`,
};

export function filterConditions({ status = [], role = [], group = [] }: Filters): Condition[] {
  const conditions: Condition[] = [];
  if (status.length > 0) {
    const wanted = [...new Set(status)];
    conditions.push({
      facets: wanted.map((one) => `s:${one}`),
      onRow: sql`(${sql.join(
        wanted.map((one) => onStatus[one]),
        sql` or `,
      )})`,
      disjoint: true,
    });
  }
  if (role.length > 0) {
    const ids = sql`${sql.param([...new Set(role)])}::uuid[]`;
    conditions.push({
      facets: [...new Set(role)].map((id) => `r:${id}`),
      onRow: sql`(m.role_ids && ${ids} or m.inherited_role_ids && ${ids})`,
      disjoint: new Set(role).size === 1,
    });
  }
  if (group.length > 0) {
    conditions.push({
      facets: [...new Set(group)].map((id) => `g:${id}`),
      onRow: sql`m.group_ids && ${sql.param([...new Set(group)])}::uuid[]`,
      disjoint: new Set(group).size === 1,
    });
  }
  return conditions;
}

/**
 * Each word that was typed begins a word of the member. The first two letters of words have facets of their own, so that
 * one or two typed letters step through a few of those instead of a whole vocabulary.
 */
export function wordConditions(words: readonly string[]): Condition[] {
  return words.map((word) => {
    const { length } = [...word];
    const kind = length <= 2 ? 'p' : 'w';
    return {
      facets: length === 2 ? [`p:${word}`] : { from: `${kind}:${word}`, to: `${kind}:${word}\u{10ffff}` },
      onRow: sql`exists (select 1 from unnest(m.words) word where starts_with(word, ${word}))`,
      disjoint: length === 2,
    };
  });
}

/** Where the portal searches addresses only, or names only, the words have to begin there. */
export function narrowWords(words: readonly string[], searchable: Portal['searchable']): SQL[] {
  const column = onlyColumn(searchable);
  return column ? words.map((word) => sql`${column} ~ ${`(^|[^[:alnum:]])${word}`}`) : [];
}

/** The same for letters from the middle of a word. */
export function narrowLetters(letters: string, searchable: Portal['searchable']): SQL[] {
  const column = onlyColumn(searchable);
  return column ? [sql`position(${letters} in ${column}) > 0`] : [];
}

function onlyColumn(searchable: Portal['searchable']): SQL | undefined {
  if (searchable.length !== 1) return undefined;
  return searchable[0] === 'email' ? sql`m.email` : sql`m.name_key`;
}

/** The words of a text somebody typed; those that another one begins with say nothing more. */
export function searchWords(folded: string): string[] {
  const words = [...new Set(splitWords(folded))].toSorted((a, b) => b.length - a.length);
  return words.filter((word, index) => !words.slice(0, index).some((longer) => longer.startsWith(word)));
}
