import type { Refused } from '../domain/refused.ts';
import type { PageWords } from './languages/en.ts';

/** Why somebody has to wait before they try again. */
export function refusalText({ code, options }: Refused, words: PageWords): string {
  return code === 'rate_limited' ? words.tooManyTries(Math.ceil((options.retryAfter ?? 60) / 60)) : words.tooManyPeople;
}
