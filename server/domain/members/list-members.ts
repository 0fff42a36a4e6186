import type { MemberList, MemberStatus } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';
import { openCursor, sealCursor } from '../cursor.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { countMembers, findMembers, placeOf, type Place, type Sort } from './find-members.ts';
import { foldText } from './identity.ts';
import { countOf, fewestFirst, readCounts } from './member-counts.ts';
import type { MemberRow } from './member-row.ts';
import { filterConditions, narrowLetters, narrowWords, searchWords, wordConditions, type Search } from './search.ts';
import { toMembers } from './to-member.ts';

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

/** Totals are exact up to here. */
const countedTo = 1_000;
const byEmail: Sort = { key: 'email', down: false };

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
  const [organization, counts] = await Promise.all([
    readOrganization(context),
    readCounts(context, [...(question.group ?? []), ...(within === undefined ? [] : [within])]),
  ]);

  const { searchable } = organization.portal;
  const folded = foldText(question.query ?? '');
  const words = searchWords(folded);
  const filters = [
    ...filterConditions(question),
    ...(within === undefined ? [] : filterConditions({ group: [within] })),
  ];
  const first: Search = {
    conditions: await fewestFirst(context, [...filters, ...wordConditions(words)], counts),
    narrowing: narrowWords(words, searchable),
  };
  const read = async (search: Search, second: boolean): Promise<Page> => {
    const { count, exact } = countOf(search, counts) ?? (await countMembers(context, search, countedTo));
    const most = { after: place, limit: limit + 1, matches: exact ? count : countedTo + 1 };
    const rows = count === 0 ? [] : await findMembers(context, search, sort, most);
    return { rows, total: count, exact, second };
  };
  const searching = (question.query ?? '').trim() !== '';
  const beginning = !searching || (words.length > 0 && place?.second !== true);
  let page: Page = beginning ? await read(first, false) : { rows: [], total: 0, exact: true, second: false };
  if (searching && page.total === 0 && folded !== '') {
    page = await read({ conditions: filters, narrowing: narrowLetters(folded, searchable), containing: folded }, true);
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
