import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
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
import { wordsOf } from './language.ts';
import type { PageWords } from './languages/en.ts';
import type { PageFrame } from './layout.ts';
import { browserOf, currentSession, keepSession, landing, show } from './page-context.ts';
import type { PageParts, PageStatus } from './page-context.ts';
import { readForm } from './read-form.ts';
import { refusalText } from './refusal-text.ts';
import { ownPath } from './return-to.ts';

/** `/forgot`, `/reset` and `/change-password`. */
export function addPasswordPages(app: Hono, parts: PageParts): void {
  addForgot(app, parts);
  addReset(app, parts);
  addChangePassword(app, parts);
}

function addForgot(app: Hono, parts: PageParts): void {
  const ask = (c: Context, email = '', alert?: string, status: PageStatus = 200) => {
    const { email: emailLabel, passwords: words, signIn } = wordsOf(c);
    return show(
      c,
      {
        heading: words.forgot,
        lead: words.forgotLead,
        alert,
        body: form(
          'forgot',
          parts.guard.proof(c),
          html`${field({ name: 'email', label: emailLabel, type: 'email', autocomplete: 'username', value: email, focus: true, maxlength: 320 })}
            ${submit(words.sendLink)}
            <p class="aside">${link('sign-in', signIn.back)}</p>`,
        ),
      },
      status,
    );
  };
  app.get('/forgot', (c) => ask(c));
  app.post('/forgot', async (c) => {
    const typed = await readForm(c.req.raw);
    parts.guard.check(c, typed);
    const email = typed('email').trim();
    if (email === '') return ask(c, '', wordsOf(c).passwords.enterAddress, 422);
    const { network } = parts.clientAddress(c);
    // After the answer, so that neither its words nor its time tell whether there is an account.
    parts.later(() =>
      requestReset(parts.services, email, network).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        parts.log('warn', 'reset.limited', { code: error.code });
      }),
    );
    const { passwords: words, signIn } = wordsOf(c);
    return show(c, {
      heading: words.look,
      tone: 'good',
      lead: words.lookLead,
      body: html`<p>${words.lookHint}</p>
        <div class="actions">${link('sign-in', signIn.back, 'secondary')}</div>`,
    });
  });
}

function over({ passwords: words }: PageWords): PageFrame {
  return {
    heading: words.over,
    tone: 'stop',
    lead: words.overLead,
    body: html`<div class="actions">${link('forgot', words.sendNew, 'primary')}</div>`,
  };
}

function addReset(app: Hono, parts: PageParts): void {
  const ask = (c: Context, email: string, token: string, error?: string, alert?: string, status: PageStatus = 200) => {
    const { passwords: words } = wordsOf(c);
    return show(
      c,
      {
        heading: words.choose,
        lead: words.chooseLead(address(email)),
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
            ${field({ name: 'password', label: words.new, type: 'password', autocomplete: 'new-password', hint: words.hint, error, focus: true })}
            ${submit(words.save)}`,
        ),
      },
      status,
    );
  };

  app.get('/reset', async (c) => {
    if (c.req.query('token') !== undefined) {
      if (tokenOwner('rst', c.req.query('token')) === undefined) return show(c, over(wordsOf(c)), 404);
      keepToken(parts, c, 'reset', c.req.query('token')!);
      return c.redirect('reset', 303);
    }
    const token = tokenOfForm(parts, c, 'reset');
    const account = await readReset(parts.services, token);
    return account ? ask(c, account.email, token!) : show(c, over(wordsOf(c)), 410);
  });

  app.post('/reset', async (c) => {
    const typed = await readForm(c.req.raw);
    parts.guard.check(c, typed);
    const token = tokenOfForm(parts, c, 'reset', typed('link'));
    const account = await readReset(parts.services, token);
    if (!account) return show(c, over(wordsOf(c)), 410);
    try {
      await resetPassword(parts.services, token, typed('password'));
    } catch (error) {
      if (error instanceof WeakPassword)
        return ask(c, account.email, token!, wordsOf(c).faults.password[error.fault.code], undefined, 422);
      if (!(error instanceof Refused)) throw error;
      if (error.code === 'gone') return show(c, over(wordsOf(c)), 410);
      c.header('Retry-After', String(error.options.retryAfter ?? 2));
      return ask(
        c,
        account.email,
        token!,
        undefined,
        refusalText(error, wordsOf(c)),
        error.code === 'unavailable' ? 503 : 429,
      );
    }
    forgetToken(parts, c, 'reset');
    const { passwords: words, signIn } = wordsOf(c);
    return show(c, {
      heading: words.changed,
      tone: 'good',
      lead: words.changedLead,
      body: html`<div class="actions">${link('sign-in?switch=1', signIn.heading, 'primary')}</div>`,
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
  ) => {
    const { passwords: words } = wordsOf(c);
    return show(
      c,
      {
        heading: words.choose,
        lead: session.mustChangePassword ? words.temporaryLead : words.chooseLead(address(session.email)),
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
            ${field({ name: 'current', label: session.mustChangePassword ? words.temporary : words.current, type: 'password', autocomplete: 'current-password', error: errors.current, focus: !errors.password })}
            ${field({ name: 'password', label: words.new, type: 'password', autocomplete: 'new-password', hint: words.hint, error: errors.password, focus: Boolean(errors.password) })}
            ${submit(words.save)}`,
        ),
      },
      status,
    );
  };

  app.get('/change-password', async (c) => {
    const session = await currentSession(parts, c);
    return session ? ask(c, session, {}) : c.redirect('sign-in', 303);
  });

  app.post('/change-password', async (c) => {
    const typed = await readForm(c.req.raw);
    parts.guard.check(c, typed);
    const session = await currentSession(parts, c);
    if (!session) return c.redirect('sign-in', 303);
    if (typed('current') === '') return ask(c, session, { current: wordsOf(c).passwords.enterCurrent }, 422);
    const browser = browserOf(parts, c);
    try {
      const input = { current: typed('current'), password: typed('password') };
      const memberships = await changePassword(parts.services, session.accountId, input, browser);
      keepSession(parts, c, await beginSession(parts.services, session.accountId, memberships, browser));
      return c.redirect(landing(parts, memberships, typed('return_to')), 303);
    } catch (error) {
      if (error instanceof WeakPassword)
        return ask(c, session, { password: wordsOf(c).faults.password[error.fault.code] }, 422);
      if (error instanceof WrongCurrentPassword)
        return ask(c, session, { current: wordsOf(c).passwords.wrongCurrent }, 422);
      if (!(error instanceof Refused) || !error.options.retryAfter) throw error;
      c.header('Retry-After', String(error.options.retryAfter));
      return ask(c, session, { alert: refusalText(error, wordsOf(c)) }, error.code === 'unavailable' ? 503 : 429);
    }
  });
}
