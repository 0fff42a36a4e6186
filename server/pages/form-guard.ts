import { createHmac, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { sameBytes, type Secrets } from '../domain/secrets.ts';
import type { PageCookies } from './cookies.ts';
import { PageError } from './page-error.ts';
import type { Form } from './read-form.ts';

/** Shows that a form was sent from our own page: a secret in a cookie, and what only we can make from it in the form. */
export interface FormGuard {
  /** The hidden field's value, for the page that is about to be shown. */
  proof(c: Context): string;
  /** @throws PageError 403 when the form did not come from a page of ours */
  check(c: Context, form: Form): void;
  /** A new secret, because somebody has signed in or out: pages shown before no longer send. */
  renew(c: Context): void;
}

const cookie = 'roster-form';

export function formGuard(secrets: Secrets, cookies: PageCookies): FormGuard {
  const proofOf = (secret: string): string =>
    createHmac('sha256', secrets.key('form')).update(secret).digest('base64url');
  const give = (c: Context): string => {
    const secret = randomBytes(24).toString('base64url');
    cookies.set(c, cookie, secret);
    return secret;
  };
  return {
    proof(c) {
      const known = cookies.get(c, cookie);
      return proofOf(known && /^[\w-]{32}$/.test(known) ? known : give(c));
    },
    check(c, form) {
      const site = c.req.header('sec-fetch-site');
      const secret = cookies.get(c, cookie);
      const wanted = Buffer.from(proofOf(secret ?? ''));
      const proven = secret !== undefined && sameBytes(wanted, Buffer.from(form('proof')));
      if (!proven || (site !== undefined && site !== 'same-origin')) {
        throw new PageError(403, 'outdated');
      }
    },
    renew: (c) => void give(c),
  };
}
