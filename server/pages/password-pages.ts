import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { limits } from '../contract/index.ts';
import { requestReset } from '../domain/accounts/request-reset.ts';
import {
  changePassword,
  readReset,
  resetPassword,
  WeakPassword,
  WrongCurrentPassword,
} from '../domain/accounts/set-password.ts';
import { Refused } from '../domain/refused.ts';
import { tokenOwner } from '../domain/secrets.ts';
import { beginSession } from '../domain/sessions/sign-in.ts';
import { address, field, form, hidden, link, submit } from './fields.ts';
import { forgetToken, keepToken, tokenMark, tokenOfForm } from './link-token.ts';
import type { PageFrame } from './layout.ts';
import { browserOf, currentSession, keepSession, landing, show } from './page-context.ts';
import type { PageParts, PageStatus } from './page-context.ts';
import { readForm } from './read-form.ts';
import { ownPath } from './return-to.ts';

export const passwordHint = `At least ${limits.passwordMin} characters. A few words only you would put together do well.`;

/** `/forgot`, `/reset` and `/change-password`. */
export function addPasswordPages(app: Hono, parts: PageParts): void {
  addForgot(app, parts);
  addReset(app, parts);
  addChangePassword(app, parts);
}

function addForgot(app: Hono, parts: PageParts): void {
  const ask = (c: Context, email = '', alert?: string, status: PageStatus = 200) =>
    show(
      c,
      {
        heading: 'Forgot your password?',
        lead: 'Enter your address, and we send you a link to choose a new one.',
        alert,
        body: form(
          'forgot',
          parts.guard.proof(c),
          html`${field({ name: 'email', label: 'Email address', type: 'email', autocomplete: 'username', value: email, focus: true, maxlength: 320 })}
            ${submit('Send link')}
            <p class="aside">${link('sign-in', 'Back to sign in')}</p>`,
        ),
      },
      status,
    );
  app.get('/forgot', (c) => ask(c));
  app.post('/forgot', async (c) => {
    const typed = await readForm(c.req.raw);
    parts.guard.check(c, typed);
    const email = typed('email').trim();
    if (email === '') return ask(c, '', 'Enter your address.', 422);
    const { network } = parts.clientAddress(c);
    // After the answer, so that neither its words nor its time tell whether there is an account.
    parts.later(() =>
      requestReset(parts.services, email, network).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        parts.log('warn', 'reset.limited', { code: error.code });
      }),
    );
    return show(c, {
      heading: 'Look into your mail',
      tone: 'good',
      lead: 'If there is an account for the address you entered, a message with a link is on its way. The link works for an hour.',
      body: html`<p>Nothing there? Look among unwanted mail, and check that the address is the one you sign in with.</p>
        <div class="actions">${link('sign-in', 'Back to sign in', 'secondary')}</div>`,
    });
  });
}

const over: PageFrame = {
  heading: 'This link no longer works',
  tone: 'stop',
  lead: 'It was used already, or its hour is over, or a newer one has taken its place.',
  body: html`<div class="actions">${link('forgot', 'Send me a new link', 'primary')}</div>`,
};

function addReset(app: Hono, parts: PageParts): void {
  const ask = (c: Context, email: string, token: string, error?: string, alert?: string, status: PageStatus = 200) =>
    show(
      c,
      {
        heading: 'Choose a new password',
        lead: html`For ${address(email)}. You will be signed out everywhere else.`,
        alert,
        body: form(
          'reset',
          parts.guard.proof(c),
          html`${hidden('link', tokenMark(token))}
            <input
              class="unseen"
              type="text"
              name="username"
              autocomplete="username"
              value="${email}"
              readonly
              tabindex="-1"
              aria-hidden="true"
            />
            ${field({ name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password', hint: passwordHint, error, focus: true })}
            ${submit('Save password')}`,
        ),
      },
      status,
    );

  app.get('/reset', async (c) => {
    if (c.req.query('token') !== undefined) {
      if (tokenOwner('rst', c.req.query('token')) === undefined) return show(c, over, 404);
      keepToken(parts, c, 'reset', c.req.query('token')!);
      return c.redirect('reset', 303);
    }
    const token = tokenOfForm(parts, c, 'reset');
    const account = await readReset(parts.services, token);
    return account ? ask(c, account.email, token!) : show(c, over, 410);
  });

  app.post('/reset', async (c) => {
    const typed = await readForm(c.req.raw);
    parts.guard.check(c, typed);
    const token = tokenOfForm(parts, c, 'reset', typed('link'));
    const account = await readReset(parts.services, token);
    if (!account) return show(c, over, 410);
    try {
      await resetPassword(parts.services, token, typed('password'));
    } catch (error) {
      if (error instanceof WeakPassword) return ask(c, account.email, token!, error.fault.detail, undefined, 422);
      if (!(error instanceof Refused)) throw error;
      if (error.code === 'gone') return show(c, over, 410);
      c.header('Retry-After', String(error.options.retryAfter ?? 2));
      return ask(c, account.email, token!, undefined, error.message, error.code === 'unavailable' ? 503 : 429);
    }
    forgetToken(parts, c, 'reset');
    return show(c, {
      heading: 'Your password is changed',
      tone: 'good',
      lead: 'Sign in with it now. All your other sessions have ended.',
      body: html`<div class="actions">${link('sign-in?switch=1', 'Sign in', 'primary')}</div>`,
    });
  });
}

interface ChangeErrors {
  current?: string;
  password?: string;
  alert?: string;
}

function addChangePassword(app: Hono, parts: PageParts): void {
  const ask = (
    c: Context,
    session: { email: string; mustChangePassword: boolean },
    errors: ChangeErrors,
    status: PageStatus = 200,
  ) =>
    show(
      c,
      {
        heading: 'Choose a new password',
        lead: session.mustChangePassword
          ? 'You were given a temporary password. Choose one of your own to go on.'
          : html`For ${address(session.email)}. You will be signed out everywhere else.`,
        alert: errors.alert,
        body: form(
          'change-password',
          parts.guard.proof(c),
          html`${hidden('return_to', ownPath(c.req.query('return_to'), parts.services.publicUrl))}
            <input
              class="unseen"
              type="text"
              name="username"
              autocomplete="username"
              value="${session.email}"
              readonly
              tabindex="-1"
              aria-hidden="true"
            />
            ${field({ name: 'current', label: session.mustChangePassword ? 'Temporary password' : 'Current password', type: 'password', autocomplete: 'current-password', error: errors.current, focus: !errors.password })}
            ${field({ name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password', hint: passwordHint, error: errors.password, focus: Boolean(errors.password) })}
            ${submit('Save password')}`,
        ),
      },
      status,
    );

  app.get('/change-password', async (c) => {
    const session = await currentSession(parts, c);
    return session ? ask(c, session, {}) : c.redirect('sign-in', 303);
  });

  app.post('/change-password', async (c) => {
    const typed = await readForm(c.req.raw);
    parts.guard.check(c, typed);
    const session = await currentSession(parts, c);
    if (!session) return c.redirect('sign-in', 303);
    if (typed('current') === '') return ask(c, session, { current: 'Enter the password you have now.' }, 422);
    const browser = browserOf(parts, c);
    try {
      const input = { current: typed('current'), password: typed('password') };
      const memberships = await changePassword(parts.services, session.accountId, input, browser);
      keepSession(parts, c, await beginSession(parts.services, session.accountId, memberships, browser));
      return c.redirect(landing(parts, memberships, typed('return_to')), 303);
    } catch (error) {
      if (error instanceof WeakPassword) return ask(c, session, { password: error.fault.detail }, 422);
      if (error instanceof WrongCurrentPassword)
        return ask(c, session, { current: 'This is not the password you have now.' }, 422);
      if (!(error instanceof Refused) || !error.options.retryAfter) throw error;
      c.header('Retry-After', String(error.options.retryAfter));
      return ask(c, session, { alert: error.message }, error.code === 'unavailable' ? 503 : 429);
    }
  });
}
