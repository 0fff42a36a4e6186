import type { Context } from 'hono';
import type { AccountServices } from '../domain/accounts/account-services.ts';
import { readMemberships, type Membership } from '../domain/accounts/read-account.ts';
import { sessionCookieName } from '../domain/credentials/session-cookie.ts';
import type { Log } from '../domain/log.ts';
import { readSession, type Session } from '../domain/sessions/read-session.ts';
import type { Browser } from '../domain/sessions/sign-in.ts';
import { isTouchDue, touchSession } from '../domain/sessions/touch-session.ts';
import type { ClientAddress } from './client-address.ts';
import type { PageCookies } from './cookies.ts';
import type { FormGuard } from './form-guard.ts';
import { speechOf } from './language.ts';
import { document, type PageFrame } from './layout.ts';
import { ownPath } from './return-to.ts';

/** What every page is given. */
export interface PageParts {
  services: AccountServices;
  log: Log;
  cookies: PageCookies;
  guard: FormGuard;
  clientAddress: (c: Context) => ClientAddress;
  /** Where people land, with `{organization}` for the slug; a page of our own when absent. */
  after: string | undefined;
  /** Runs work after the answer; `close` waits for it. */
  later: (work: () => Promise<unknown>) => void;
}

export type PageStatus = 200 | 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;

export function show(c: Context, frame: PageFrame, status: PageStatus = 200): Response | Promise<Response> {
  return c.html(document(frame, speechOf(c)) as string, status);
}

/** What a session is begun with: where the request came from, in which browser, and which session ends with it. */
export function browserOf(parts: PageParts, c: Context): Browser {
  const { network, address } = parts.clientAddress(c);
  const userAgent = c.req.header('user-agent');
  const oldToken = sessionToken(parts, c);
  return {
    network,
    ...(address !== undefined && { address }),
    ...(userAgent !== undefined && { userAgent }),
    ...(oldToken !== undefined && { oldToken }),
  };
}

export function sessionToken({ cookies, services }: PageParts, c: Context): string | undefined {
  return cookies.get(c, sessionCookieName(services.publicUrl));
}

/** Gives the browser its session, and a new secret for forms, since it is somebody else's now. */
export function keepSession(parts: PageParts, c: Context, { token, life }: { token: string; life: number }): void {
  parts.cookies.set(c, sessionCookieName(parts.services.publicUrl), token, life);
  parts.guard.renew(c);
}

export function forgetSession(parts: PageParts, c: Context): void {
  parts.cookies.clear(c, sessionCookieName(parts.services.publicUrl));
  parts.guard.renew(c);
}

/** Who is signed in in this browser. The moment is written down once a minute, after the answer. */
export async function currentSession(parts: PageParts, c: Context): Promise<Session | undefined> {
  const { database } = parts.services;
  const session = await readSession(database, sessionToken(parts, c));
  if (session && isTouchDue(session)) parts.later(() => touchSession(database, session));
  return session;
}

/** The address of the page to go on to: what was asked for, else where the host sends people, else our own page. */
export function landing(parts: PageParts, memberships: readonly Membership[], asked?: string): string {
  const wanted = ownPath(asked, parts.services.publicUrl);
  if (wanted !== undefined) return wanted;
  const open = memberships.filter(({ joined, suspended }) => joined && !suspended);
  // Of several organizations the person chooses one.
  if (parts.after === undefined || open.length !== 1) return 'home';
  return parts.after.replaceAll('{organization}', encodeURIComponent(open[0]!.slug));
}

export function membershipsOf({ services }: PageParts, accountId: string): Promise<Membership[]> {
  return services.database.withAccount(accountId, (tx) => readMemberships(tx));
}
