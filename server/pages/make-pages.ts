import { readFile } from 'node:fs/promises';
import { Hono, type MiddlewareHandler } from 'hono';
import { DatabaseUnavailable } from '../domain/context.ts';
import type { AccountServices } from '../domain/accounts/account-services.ts';
import { describeError, type Log } from '../domain/log.ts';
import { Refused } from '../domain/refused.ts';
import { problems } from '../contract/index.ts';
import { addAccept, invitedAddress } from './accept-page.ts';
import { clientAddresses } from './client-address.ts';
import { pageCookies } from './cookies.ts';
import { formGuard } from './form-guard.ts';
import { wordsOf } from './language.ts';
import type { PageWords } from './languages/en.ts';
import { pageHeaders, type PageFrame } from './layout.ts';
import { PageError } from './page-error.ts';
import { addPasswordPages } from './password-pages.ts';
import { show, type PageParts, type PageStatus } from './page-context.ts';
import { addSessionPages } from './session-pages.ts';
import { addSignIn } from './sign-in-page.ts';

export interface PagesOptions {
  services: AccountServices;
  log: Log;
  /** Addresses and networks whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
  /** Where people land: an address, in which `{organization}` is the organization's slug. */
  after?: string;
  /** Rings the worker that carries mail. */
  wakeMail?: () => void;
}

/** What the request log, which stands before the pages, leaves for them to fill in. */
interface PageEnv {
  Variables: { logFields?: { route?: string } };
}

export interface Pages {
  /** To be mounted at the base path. */
  app: Hono;
  /** Waits for what runs on after an answer. */
  close(): Promise<void>;
}

/** Pages for people who have no host to sign them in: plain documents that work without scripts and with password managers. */
export function makePages({ services, log, trustedProxies, after, wakeMail = () => {} }: PagesOptions): Pages {
  const cookies = pageCookies(services.publicUrl);
  const running = new Set<Promise<unknown>>();
  const parts: PageParts = {
    services,
    log,
    cookies,
    guard: formGuard(services.secrets, cookies),
    clientAddress: clientAddresses(trustedProxies),
    after,
    later(work) {
      const done = work()
        .catch((error: unknown) => log('error', 'page.afterwards', describeError(error)))
        .finally(() => {
          running.delete(done);
          wakeMail();
        });
      running.add(done);
    },
  };
  const app = new Hono();
  const { origin } = new URL(services.publicUrl);
  // Browsers hold a form's redirect to the same rule, so the host's page has to be named in it.
  const landings = after === undefined ? origin : new URL(after, origin).origin;
  const formAction = landings === origin ? "'self'" : `'self' ${landings}`;
  app.onError((error, c) => {
    pageHeaders(c, formAction);
    const { status, retryAfter, ...frame } = pageOf(error, wordsOf(c), log);
    if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
    return show(c, frame, status);
  });
  const paths = ['/home', '/sign-in', '/sign-out', '/forgot', '/reset', '/change-password', '/accept'];
  for (const path of paths) {
    const named: MiddlewareHandler<PageEnv> = async (c, next) => {
      const fields = c.get('logFields');
      if (fields) fields.route = path;
      pageHeaders(c, formAction);
      await next();
    };
    app.use(path, named);
  }
  const style = readFile(new URL('pages.css', import.meta.url), 'utf8');
  app.get('/pages.css', async (c) =>
    c.body(await style, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    }),
  );
  addSignIn(app, parts, (c) => invitedAddress(parts, c));
  addAccept(app, parts);
  addSessionPages(app, parts);
  addPasswordPages(app, parts);
  return {
    app,
    async close() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

function pageOf(
  error: Error,
  { refusals }: PageWords,
  log: Log,
): PageFrame & { status: PageStatus; retryAfter?: number } {
  const told = (why: keyof PageWords['refusals'], status: PageStatus) => {
    const [heading, lead] = refusals[why];
    return { heading, lead, tone: 'stop', status } as const;
  };
  if (error instanceof PageError) return told(error.why, error.status);
  if (error instanceof DatabaseUnavailable || (error instanceof Refused && error.code === 'unavailable')) {
    if (error instanceof DatabaseUnavailable) log('warn', 'database_unavailable', { reason: error.reason });
    return { ...told('unavailable', 503), retryAfter: 2 };
  }
  if (error instanceof Refused) return told('refused', problems[error.code].status as PageStatus);
  log('error', 'defect', describeError(error));
  return told('defect', 500);
}
