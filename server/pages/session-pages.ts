import type { Hono } from 'hono';
import { html } from 'hono/html';
import { endSession } from '../domain/sessions/end-session.ts';
import { address, form, link, name, submit } from './fields.ts';
import { currentSession, forgetSession, landing, membershipsOf, sessionToken, show } from './page-context.ts';
import type { PageParts } from './page-context.ts';
import { readForm } from './read-form.ts';

/** `/home`: where somebody lands whom no host waits for. `/sign-out`: ends the session, by its button only. */
export function addSessionPages(app: Hono, parts: PageParts): void {
  app.get('/home', async (c) => {
    const session = await currentSession(parts, c);
    if (!session) return c.redirect('sign-in', 303);
    if (session.mustChangePassword) return c.redirect('change-password', 303);
    const memberships = (await membershipsOf(parts, session.accountId)).filter(({ joined }) => joined);
    const none = 'You are not a member of any organization at the moment.';
    return show(c, {
      heading: session.name ? html`Hello ${name(session.name)}` : 'You are signed in',
      title: 'You are signed in',
      lead: memberships.length === 0 ? none : html`Signed in as ${address(session.email)}.`,
      body: html`${
          memberships.length === 0
            ? ''
            : html`<ul class="places">
                ${memberships.map(
                  (place) =>
                    html`<li>
                      ${
                        place.suspended
                          ? html`<span>${name(place.name)} <em>Suspended</em></span>`
                          : parts.after === undefined
                            ? html`<span>${name(place.name)}</span>`
                            : html`<a href="${landing(parts, [place])}">${name(place.name)}</a>`
                      }
                    </li>`,
                )}
              </ul>`
        }
        <div class="actions">
          ${link('change-password', 'Change password', 'secondary')}
          ${form('sign-out', parts.guard.proof(c), submit('Sign out', 'secondary'))}
        </div>`,
    });
  });

  app.get('/sign-out', async (c) => {
    const session = await currentSession(parts, c);
    if (!session) return show(c, signedOut);
    return show(c, {
      heading: 'Sign out?',
      lead: html`You are signed in as ${address(session.email)}.`,
      body: form('sign-out', parts.guard.proof(c), submit('Sign out')),
    });
  });

  app.post('/sign-out', async (c) => {
    parts.guard.check(c, await readForm(c.req.raw));
    await endSession(parts.services.database, sessionToken(parts, c));
    forgetSession(parts, c);
    return show(c, signedOut);
  });
}

const signedOut = {
  heading: 'You are signed out',
  tone: 'good',
  lead: 'This browser no longer has your session.',
  body: html`<div class="actions">${link('sign-in', 'Sign in again', 'secondary')}</div>`,
} as const;
