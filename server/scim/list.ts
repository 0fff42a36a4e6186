import { limits } from '../contract/index.ts';
import { ScimFault } from './fault.ts';
import { listSchema } from './names.ts';
import type { Projection } from './projection.ts';

/** What a list is asked by, as it stands in the address. */
export interface ListQuestion extends Projection {
  filter?: string | undefined;
  startIndex?: string | undefined;
  count?: string | undefined;
}

/**
 * Rows to leave out and to read. By RFC 7644 section 3.4.2.4 a start before the first is the first, a negative count is
 * none, and more than the server gives is what it gives.
 * @throws ScimFault `invalidValue` for what is no number
 */
export function sliceOf({ startIndex, count }: ListQuestion): { skip: number; limit: number } {
  const start = Math.max(1, integer(startIndex, 1, 'startIndex'));
  return { skip: start - 1, limit: Math.min(Math.max(0, integer(count, limits.pageSize, 'count')), limits.pageSize) };
}

function integer(text: string | undefined, otherwise: number, name: string): number {
  if (text === undefined) return otherwise;
  if (!/^-?\d{1,9}$/.test(text)) throw new ScimFault('invalidValue', `${name} is a number.`);
  return Number(text);
}

export function answerList(total: number, startIndex: number, resources: readonly object[]): object {
  return {
    schemas: [listSchema],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
