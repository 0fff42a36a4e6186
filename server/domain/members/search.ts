import { sql, type SQL } from 'drizzle-orm';
import type { MemberStatus, Portal } from '../../contract/index.ts';
import { splitWords } from './identity.ts';

/**
 * One thing that every found member must have. It can be asked in two ways: of the indexes of facets, and of a member's own
 * row.
 */
export interface Condition {
  /** Any of these facets. Undefined where more words begin alike than can be named. */
  facets: string[] | undefined;
  /** The facets of all words that begin alike stand from here to before there. */
  range?: { from: string; to: string };
  /** Any of these keys of the intersecting index. */
  keys: string[];
  /** The word that a found row must have a beginning of, where the keys do not say it all. */
  beginning?: string;
  onRow: SQL;
  /** Whether the row is judged by its words alone. */
  onWords: boolean;
  /** Whether no member can have two of the facets. */
  disjoint: boolean;
}

export interface Search {
  /** Every one of the three where none was asked for. */
  statuses: readonly MemberStatus[];
  conditions: Condition[];
  /** What else a found row must satisfy, of which the indexes know nothing. */
  narrowing: SQL[];
  /** The same for the intersecting index: words that must begin in this column. */
  narrow?: { column: 'email' | 'name_key'; words: readonly string[] } | undefined;
  /** Letters that stand anywhere in a name or an address: the second try, where no word begins with them. */
  containing?: string;
}

export interface Filters {
  status?: readonly MemberStatus[] | undefined;
  /** UUIDs. */
  role?: readonly string[] | undefined;
  group?: readonly string[] | undefined;
}

export const everyStatus: readonly MemberStatus[] = ['invited', 'active', 'suspended'];

const onStatus: Record<MemberStatus, SQL> = {
  invited: sql`m.joined_at is null`,
  active: sql`(m.joined_at is not null and m.suspended_at is null)`,
  suspended: sql`(m.joined_at is not null and m.suspended_at is not null)`,
};

export function statusesOf({ status = [] }: Filters): readonly MemberStatus[] {
  return status.length === 0 ? everyStatus : [...new Set(status)];
}

/** Of the members in a status, should nothing else be asked. */
export function statusCondition(statuses: readonly MemberStatus[]): Condition {
  const facets = statuses.map((status) => `s:${status}`);
  return { facets, keys: [], onRow: sql`true`, onWords: true, disjoint: true };
}

/** Roles and groups that were asked for. */
export function filterConditions({ role = [], group = [] }: Filters): Condition[] {
  const conditions: Condition[] = [];
  if (role.length > 0) {
    const ids = [...new Set(role)];
    const param = sql`${sql.param(ids)}::uuid[]`;
    conditions.push({
      facets: ids.map((id) => `r:${id}`),
      keys: ids.map((id) => `r:${id}`),
      onWords: false,
      onRow: sql`(m.role_ids && ${param} or m.inherited_role_ids && ${param})`,
      disjoint: ids.length === 1,
    });
  }
  if (group.length > 0) {
    const ids = [...new Set(group)];
    conditions.push({
      facets: ids.map((id) => `g:${id}`),
      keys: ids.map((id) => `g:${id}`),
      onWords: false,
      onRow: sql`m.group_ids && ${sql.param(ids)}::uuid[]`,
      disjoint: ids.length === 1,
    });
  }
  return conditions;
}

/** A word that was typed, which begins a word of the member. */
export interface TypedWord {
  word: string;
  /** Where the facets of the words stand that begin with it. */
  range: { from: string; to: string };
}

export function typedWords(words: readonly string[]): TypedWord[] {
  return words.map((word) => ({ word, range: { from: `w:${word}`, to: `w:${word}\u{10ffff}` } }));
}

/** @param known the facets that begin with it; undefined where they are too many to name */
export function wordCondition({ word, range }: TypedWord, known: string[] | undefined): Condition {
  const letters = [...word];
  // Beginnings up to this length have a key of their own.
  const short = letters.length <= 5;
  const keys = short || !known ? [`b:${letters.slice(0, 5).join('')}`] : known;
  return {
    facets: known,
    range,
    keys,
    ...(!short && !known && { beginning: word }),
    onRow: sql`exists (select 1 from unnest(m.words) word where starts_with(word, ${word}))`,
    onWords: true,
    disjoint: known?.length === 1,
  };
}

/** All that a row must satisfy, where it was found in a way that knows nothing of it. */
export function onRows({ statuses, conditions, narrowing }: Search, but?: Condition): SQL[] {
  const status = statuses.map((one) => onStatus[one]);
  return [
    ...(but || status.length === everyStatus.length ? [] : [sql`(${sql.join(status, sql` or `)})`]),
    ...conditions.filter((one) => one !== but).map(({ onRow }) => onRow),
    ...narrowing,
  ];
}

/** Where the portal searches addresses only, or names only, the words have to begin there. */
export function narrowWords(
  words: readonly string[],
  searchable: Portal['searchable'],
): Pick<Search, 'narrowing' | 'narrow'> {
  const column = onlyColumn(searchable);
  if (!column || words.length === 0) return { narrowing: [] };
  const narrowing = words.map((word) => sql`m.${sql.raw(column)} ~ ${`(^|[^[:alnum:]])${word}`}`);
  return { narrowing, narrow: { column, words } };
}

/** The same for letters from the middle of a word. */
export function narrowLetters(letters: string, searchable: Portal['searchable']): SQL[] {
  const column = onlyColumn(searchable);
  return column ? [sql`position(${letters} in m.${sql.raw(column)}) > 0`] : [];
}

function onlyColumn(searchable: Portal['searchable']): 'email' | 'name_key' | undefined {
  if (searchable.length !== 1) return undefined;
  return searchable[0] === 'email' ? 'email' : 'name_key';
}

/** The words of a text somebody typed; those that another one begins with say nothing more. */
export function searchWords(folded: string): string[] {
  const words = [...new Set(splitWords(folded))].toSorted((a, b) => b.length - a.length);
  return words.filter((word, index) => !words.slice(0, index).some((longer) => longer.startsWith(word)));
}
