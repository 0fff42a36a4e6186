import type { Context } from 'hono';
import { tokenHash } from '../domain/secrets.ts';
import type { PageParts } from './page-context.ts';

/**
 * The token of a mail's link moves from the address into a cookie at once, so that it stays in no history, is sent to
 * nobody as a referrer, and is not in the page.
 */
type Kind = 'accept' | 'reset';

const seconds = 30 * 60;

export function keepToken({ cookies }: PageParts, c: Context, kind: Kind, token: string): void {
  cookies.set(c, `roster-${kind}`, token, seconds);
}

export function forgetToken({ cookies }: PageParts, c: Context, kind: Kind): void {
  cookies.clear(c, `roster-${kind}`);
}

/**
 * The token the browser brought. A form says by `mark` which link it was shown for: with a second link opened in another
 * tab the cookie has changed, and the form must not act on that one.
 */
export function tokenOfForm({ cookies }: PageParts, c: Context, kind: Kind, mark?: string): string | undefined {
  const token = cookies.get(c, `roster-${kind}`);
  if (token === undefined || (mark !== undefined && mark !== tokenMark(token))) return undefined;
  return token;
}

/** Tells one link from another and nothing else. */
export function tokenMark(token: string): string {
  return Buffer.from(tokenHash(`mark:${token}`))
    .toString('base64url')
    .slice(0, 16);
}
