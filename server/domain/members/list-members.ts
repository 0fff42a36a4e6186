import type { MemberList, MemberStatus } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';
import { openCursor, sealCursor } from '../cursor.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { countedTo, countEntries, expandWords, type Size } from './facets.ts';
import { everyRow, findMembers } from './find-members.ts';
import { foldText } from './identity.ts';
import { membersIn, readCounts, sizesOf, totalOf } from './member-counts.ts';
import type { MemberRow } from './member-row.ts';
import {
  everyStatus,
  filterConditions,
  narrowLetters,
  narrowWords,
  searchWords,
  statusesOf,
  typedWords,
  wordCondition,
  type Search,
} from './search.ts';
import { byEmail, placeOf, type Place, type Sort } from './sort-order.ts';
import { toMembers } from './to-member.ts';
import { isListed } from './walk-lists.ts';

export interface MemberQuestion {
  query?: string | undefined;
  status?: readonly MemberStatus[] | undefined;
  /** UUIDs. */
  role?: readonly string[] | undefined;
  group?: readonly string[] | undefined;
  sort?: Sort | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

interface Page {
  rows: MemberRow[];
  total: number;
  exact: boolean;
  /** Found by letters from the middle of a word, which the pages after this one then go on with. */
  second: boolean;
}

/**
 * A page of the organization's members. Search, filters and order combine freely; every page costs the same, wherever in
 * the list it lies, and first come the rows, then what belongs to them.
 * @throws Refused `bad_cursor`
 */
export async function listMembers(context: Context, question: MemberQuestion): Promise<MemberList> {
  authorize(context, 'member:read');
  return answerMembers(context, question);
}

/**
 * The same for verbs that have already judged the caller.
 * @param within a group whose members alone are listed, whatever the filters say beside it
 */
export async function answerMembers(context: Context, question: MemberQuestion, within?: string): Promise<MemberList> {
  const { cursor, limit = 25, sort = byEmail } = question;
  const name = nameOf(question, sort, within);
  const place = cursor === undefined ? null : (openCursor(context, name, cursor) as Place & { second: boolean });
  const folded = foldText(question.query ?? '');
  const words = searchWords(folded);
  const typed = typedWords(words);
  const statuses = statusesOf(question);
  const filters = [
    ...filterConditions(question),
    ...(within === undefined ? [] : filterConditions({ group: [within] })),
  ];
  const searching = (question.query ?? '').trim() !== '';
  const everybody = !searching && filters.length === 0 && statuses.length === everyStatus.length;
  // All on their way at once.
  const [organization, counts, known, ahead] = await Promise.all([
    readOrganization(context),
    readCounts(context, [...(question.group ?? []), ...(within === undefined ? [] : [within])]),
    expandWords(context, typed),
    everybody ? everyRow(context, sort, { after: place, limit: limit + 1 }) : undefined,
  ]);

  const { searchable } = organization.portal;
  const first: Search = {
    statuses,
    conditions: [...filters, ...typed.map((word, index) => wordCondition(word, known[index]))],
    ...narrowWords(words, searchable),
  };
  const read = async (search: Search, second: boolean): Promise<Page> => {
    const total = totalOf(search, counts) ?? (await countFew(context, search));
    const found = await findMembers(
      context,
      search,
      sort,
      { after: place, limit: limit + 1 },
      {
        sizes: total && isTold(search, sort, total) ? [total] : await sizesOf(context, search, counts),
        members: Math.max(1, membersIn(statuses, counts)),
        total,
      },
    );
    return { rows: found.rows, total: found.total.count, exact: found.total.exact, second };
  };
  const beginning = !searching || (words.length > 0 && place?.second !== true);
  let page: Page = { rows: ahead ?? [], total: ahead ? membersIn(statuses, counts) : 0, exact: true, second: false };
  if (beginning && !ahead) page = await read(first, false);
  if (searching && page.total === 0 && folded !== '') {
    const narrowing = narrowLetters(folded, searchable);
    page = await read({ statuses, conditions: filters, narrowing, containing: folded }, true);
  }

  const rows = page.rows.slice(0, limit);
  const last = page.rows.length > limit ? rows.at(-1) : undefined;
  return {
    ...(await toMembers(context, organization, rows)),
    next: last ? sealCursor(context, name, { ...placeOf(last, sort), second: page.second }) : null,
    total: page.total,
    ...(!page.exact && { atLeast: true }),
  };
}

/** The total of one condition; of several, and of letters from the middle of a word, only the search itself tells it. */
async function countFew(context: Context, search: Search): Promise<Size | undefined> {
  if (search.containing !== undefined) return undefined;
  const [only, ...others] = search.conditions;
  if (!only || others.length > 0 || search.narrowing.length > 0) return undefined;
  const [size] = await countEntries(context, [only], search.statuses, countedTo);
  return size!.exact || size!.count === countedTo ? size : undefined;
}

/** Whether a total says all that has to be known of sizes: it is exact, or the one list there is holds the page as it stands. */
function isTold(search: Search, sort: Sort, { exact }: Size): boolean {
  const [only, ...others] = search.conditions;
  return others.length === 0 && (exact || (only !== undefined && isListed(only, search, sort)));
}

/** What a cursor holds for; the number of rows may change from page to page. */
function nameOf(
  { query = '', status = [], role = [], group = [] }: MemberQuestion,
  sort: Sort,
  within: string | undefined,
): string {
  return JSON.stringify([
    'members',
    within,
    query,
    [...status].sort(),
    [...role].sort(),
    [...group].sort(),
    sort.key,
    sort.down,
  ]);
}
