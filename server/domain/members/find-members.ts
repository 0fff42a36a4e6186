import type { Context } from '../context.ts';
import { countedTo, type Size } from './facets.ts';
import type { MemberRow } from './member-row.ts';
import { readContaining } from './read-containing.ts';
import { readHits } from './read-hits.ts';
import { everyStatus, statusCondition, type Condition, type Search } from './search.ts';
import { byEmail, type PageOf, type Sort } from './sort-order.ts';
import { countEverybody, isCovered, mostWalked, walkEverybody } from './walk-everybody.ts';
import { countAlong, isListed, listsOf, mergeable, walkLists, type Way } from './walk-lists.ts';

/** Members whose rows are looked at one by one along a list, before all hits are asked for instead. */
const judgeable = 4_000;

/** In microseconds: an entry of an index or a list, a row by its key or on the way, a hit and its row, an entry that is intersected. */
const costs = { entry: 0.6, keyedRow: 3, row: 1.2, hit: 1, intersected: 0.03 };

/**
 * The next rows of a search, in the order of `sort`, and how many there are in all. Whatever the size of the organization,
 * little is read, in one of three ways:
 *
 * - *Along lists.* Every facet keeps its members in the order of addresses and of names, parted by status, and those of statuses,
 *   roles and groups in every other order too. One condition is the first few of each of its lists, merged.
 * - *Together.* Where the conditions are so common that a page of matches must soon be met, the shortest list is walked a
 *   bounded way, and the same stretch of the other lists tells who has the rest too; rows are looked at where there are no lists.
 *   Or everybody is walked, along the index of that order, which knows the words. The total is then counted along such a
 *   stretch, and is "at least".
 * - *All hits.* Where they are met together seldom, or that way did not do, the keys of all conditions are intersected and
 *   the few who have all of them are sorted.
 *
 * @param sizes of the conditions, in their order
 * @param members how many there are in the statuses of the search
 * @param total where it is known already
 */
export async function findMembers(
  context: Context,
  search: Search,
  sort: Sort,
  page: PageOf,
  { sizes, members, total }: { sizes: readonly Size[]; members: number; total: Size | undefined },
): Promise<{ rows: MemberRow[]; total: Size }> {
  const { conditions, narrowing } = search;
  if (total?.count === 0 || sizes.some(({ count, exact }) => count === 0 && exact)) {
    return { rows: [], total: { count: 0, exact: true } };
  }
  if (search.containing !== undefined) return readContaining(context, search, sort, page);
  if (total && conditions.length === 0) {
    const all = search.statuses.length === everyStatus.length;
    const way = all ? undefined : { driver: statusCondition(search.statuses) };
    return { rows: (await walk(context, search, sort, page, way)).rows, total };
  }
  const sizeOf = (condition: Condition): number => sizes[conditions.indexOf(condition)]!.count;
  const shortestIn = (order: Sort): Condition | undefined =>
    conditions.filter((one) => isListed(one, search, order)).toSorted((a, b) => sizeOf(a) - sizeOf(b))[0];
  const shortest = shortestIn(sort);
  if (total && shortest && conditions.length === 1 && narrowing.length === 0) {
    return { rows: (await walk(context, search, sort, page, { driver: shortest })).rows, total };
  }
  const expected = conditions.reduce((all, one) => (all * sizeOf(one)) / members, members);
  const wayAlong = (driver: Condition, order: Sort): Way & { byRows: boolean } => {
    const met = conditions.filter(
      (one) => one !== driver && isListed(one, search, order) && sizeOf(one) < 20 * sizeOf(driver),
    );
    const byRows = narrowing.length > 0 || met.length < conditions.length - 1;
    return { driver, met, byRows, longer: (one) => sizeOf(one) / sizeOf(driver) };
  };
  const ofHits = expected * costs.hit + conditions.reduce((sum, one) => sum + sizeOf(one) * costs.intersected, 0);
  /** With the total, which is counted along lists in the order of addresses. */
  const counted = async (rows: MemberRow[]): Promise<{ rows: MemberRow[]; total: Size }> => {
    if (total) return { rows, total };
    const driver = shortestIn(byEmail);
    const few = driver
      ? await countAlong(context, search, byEmail, wayAlong(driver, byEmail))
      : await countEverybody(context, search);
    return { rows, total: { count: Math.min(countedTo, Math.max(few.count, rows.length)), exact: few.exact } };
  };

  if (shortest) {
    const way = wayAlong(shortest, sort);
    const need = (page.limit * sizeOf(shortest)) / expected;
    const lists = listsOf(shortest, search.statuses).length;
    const most = Math.ceil(Math.min(mergeable / lists, way.byRows ? Math.min(judgeable, 2 * need) : 8 * need));
    const cost = need * (way.byRows ? costs.keyedRow : costs.entry);
    if (cost <= ofHits && 1.5 * need <= most) {
      let met = await walk(context, search, sort, page, { ...way, most });
      // The other condition and the order have to do with each other: then mostly the first rows have it, or none.
      if (met.strayed) met = await walk(context, search, sort, page, { driver: shortest, most: 4 * page.limit });
      return met.complete ? counted(met.rows) : readHits(context, search, sort, page);
    }
  }
  const need = (page.limit * members) / expected;
  const most = mostWalked(search, expected);
  if (need * (isCovered(search) ? costs.entry : costs.row) <= ofHits && 1.5 * need <= most) {
    const { rows, complete } = await walk(context, search, sort, page, undefined, most);
    if (complete) return counted(rows);
  }
  return readHits(context, search, sort, page);
}

/** The next rows where nothing is asked for, which need no count to be found. */
export async function everyRow(context: Context, sort: Sort, page: PageOf): Promise<MemberRow[]> {
  const search = { statuses: everyStatus, conditions: [], narrowing: [] };
  return (await walk(context, search, sort, page, undefined)).rows;
}

/**
 * Rows that are met one after the other in the order of `sort`. Those that have no key (nobody invited has joined) come last in
 * either direction.
 * @param way along the lists of a condition; undefined: along everybody, of whom `most` are looked at
 * @returns `complete` false where it stopped before it had enough, `strayed` where another list stood too thick to be met
 */
async function walk(
  context: Context,
  search: Search,
  sort: Sort,
  { after, limit }: PageOf,
  way: Way | undefined,
  most = way?.most,
): Promise<{ rows: MemberRow[]; complete: boolean; strayed?: boolean }> {
  const rows: MemberRow[] = [];
  for (const part of sort.key === 'joinedAt' ? (['keyed', 'unkeyed'] as const) : ([undefined] as const)) {
    if (part === 'keyed' && after?.key === null) continue;
    const place = part === 'unkeyed' && after?.key !== null ? null : after;
    const wanted = { after: place, limit: limit - rows.length, part };
    const { seen, found } = way
      ? await walkLists(context, search, sort, wanted, way)
      : await walkEverybody(context, search, sort, wanted, most);
    rows.push(...found);
    if (rows.length === limit) break;
    if (most !== undefined && seen >= most) return { rows, complete: false, strayed: seen === Infinity };
  }
  return { rows, complete: true };
}
