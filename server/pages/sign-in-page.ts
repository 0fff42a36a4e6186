import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { usualRoom } from '../domain/accounts/password-hasher.ts';
import { makePace } from '../domain/pace.ts';
import { Refused } from '../domain/refused.ts';
import { Barred, signIn, WrongPassword } from '../domain/sessions/sign-in.ts';
import { makeTurns } from '../domain/turns.ts';
import { address, field, form, hidden, link, name, submit } from './fields.ts';
import { speechOf, wordsOf } from './language.ts';
import type { Markup } from './layout.ts';
import { refusalText } from './refusal-text.ts';
import { browserOf, currentSession, keepSession, landing, membershipsOf, show } from './page-context.ts';
import type { PageParts, PageStatus } from './page-context.ts';
import { readForm } from './read-form.ts';
import { ownPath } from './return-to.ts';

/** Forms that are read, or sent back, in one round of the event loop: about a millisecond. */
const formsEachRound = 4;
/** Sign-ins whose account is looked for while others' passwords are compared. */
const ahead = 3;

interface Typed {
  email?: string | undefined;
  returnTo?: string | undefined;
  alert?: Markup | string;
  /** Somebody who is signed in shows once more who they are. */
  again?: boolean;
}

/** `/sign-in`: address and password, in one form that password managers know. */
export function addSignIn(app: Hono, parts: PageParts, suggested: (c: Context) => Promise<string | undefined>): void {
  const ask = (c: Context, { email, returnTo, alert, again }: Typed, status: PageStatus = 200) => {
    const { email: emailLabel, signIn: words } = wordsOf(c);
    return show(
      c,
      {
        heading: again ? words.again : words.heading,
        lead: again ? words.againLead : undefined,
        alert,
        body: form(
          'sign-in',
          parts.guard.proof(c),
          html`${hidden('return_to', returnTo)}
            ${field({ name: 'email', label: emailLabel, type: 'email', autocomplete: 'username', value: email ?? '', focus: !email, maxlength: 320 })}
            ${field({ name: 'password', label: words.password, type: 'password', autocomplete: 'current-password', focus: Boolean(email) })}
            ${submit(words.heading)}
            <p class="aside">${link('forgot', words.forgot)}</p>`,
        ),
      },
      status,
    );
  };

  app.get('/sign-in', async (c) => {
    const returnTo = ownPath(c.req.query('return_to'), parts.services.publicUrl);
    const session = await currentSession(parts, c);
    if (!session || c.req.query('switch') !== undefined) {
      return ask(c, { email: returnTo && (await suggested(c)), returnTo });
    }
    if (c.req.query('again') !== undefined) return ask(c, { email: session.email, returnTo, again: true });
    const memberships = await membershipsOf(parts, session.accountId);
    const { signIn: words } = wordsOf(c);
    return show(c, {
      heading: words.already,
      lead: words.as(address(session.email)),
      body: html`<div class="actions">
        ${link(landing(parts, memberships, returnTo), words.go, 'primary')}
        ${link(`sign-in?switch=1${returnTo ? `&return_to=${encodeURIComponent(returnTo)}` : ''}`, words.other, 'secondary')}
      </div>`,
    });
  });

  const inPace = makePace(formsEachRound);
  // As many as there is room for hashes. Who finds the line full has cost the database nothing, and no try is counted.
  const { concurrency, waiting } = parts.services.hasher.room ?? usualRoom;
  const early = Math.min(ahead, waiting);
  const inTurn = makeTurns({
    atOnce: concurrency + early,
    waiting: waiting - early,
    detail: 'Too many people are signing in right now. Try again in a moment.',
  });

  app.post('/sign-in', async (c) => {
    await inPace();
    const typed = await readForm(c.req.raw);
    parts.guard.check(c, typed);
    const email = typed('email').trim();
    const returnTo = ownPath(typed('return_to'), parts.services.publicUrl);
    if (email === '' || typed('password') === '') {
      return ask(c, { email, returnTo, alert: wordsOf(c).signIn.empty }, 422);
    }
    try {
      const input = { email, password: typed('password') };
      const signedIn = await inTurn(() => signIn(parts.services, input, browserOf(parts, c)));
      keepSession(parts, c, signedIn);
      if (signedIn.mustChangePassword) {
        return c.redirect(`change-password${returnTo ? `?return_to=${encodeURIComponent(returnTo)}` : ''}`, 303);
      }
      return c.redirect(landing(parts, signedIn.memberships, returnTo), 303);
    } catch (error) {
      if (error instanceof WrongPassword) {
        return ask(c, { email, returnTo, alert: wordsOf(c).signIn.wrong }, 401);
      }
      if (error instanceof Barred) return barred(c, error);
      if (error instanceof Refused && (error.code === 'rate_limited' || error.code === 'unavailable')) {
        c.header('Retry-After', String(error.options.retryAfter ?? 2));
        return ask(
          c,
          { email, returnTo, alert: refusalText(error, wordsOf(c)) },
          error.code === 'unavailable' ? 503 : 429,
        );
      }
      throw error;
    }
  });
}

function barred(c: Context, { bar, organizations }: Barred): Response | Promise<Response> {
  const { language, words: all } = speechOf(c);
  const words = all.signIn;
  if (bar === 'temporary_over') {
    return show(
      c,
      {
        heading: words.temporaryOver,
        tone: 'stop',
        lead: words.temporaryOverLead,
        body: html`<div class="actions">${link('forgot', all.passwords.choose, 'primary')}</div>`,
      },
      403,
    );
  }
  const list = new Intl.ListFormat(language).formatToParts(organizations);
  const where = html`${list.map(({ type, value }) => (type === 'element' ? name(value) : value))}`;
  return show(
    c,
    {
      heading: words.suspended,
      tone: 'stop',
      lead: words.suspendedLead(where),
      body: html`<div class="actions">${link('sign-in', words.back, 'secondary')}</div>`,
    },
    403,
  );
}
