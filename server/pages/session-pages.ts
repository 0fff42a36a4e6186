import type { Hono } from 'hono';
import { html } from 'hono/html';
import { endSession } from '../domain/sessions/end-session.ts';
import { address, form, link, name, submit } from './fields.ts';
import { wordsOf } from './language.ts';
import type { PageWords } from './languages/en.ts';
import type { PageFrame } from './layout.ts';
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
    const words = wordsOf(c).session;
    return show(c, {
      heading: session.name ? words.hello(name(session.name)) : words.signedIn,
      title: words.signedIn,
      lead: memberships.length === 0 ? words.nowhere : words.signedInAs(address(session.email)),
      body: html`${
          memberships.length === 0
            ? ''
            : html`<ul class="places">
                ${memberships.map(
                  (place) =>
                    html`<li>
                      ${
                        place.suspended
                          ? html`<span>${name(place.name)} <em>${words.suspended}</em></span>`
                          : parts.after === undefined
                            ? html`<span>${name(place.name)}</span>`
                            : html`<a href="${landing(parts, [place])}">${name(place.name)}</a>`
                      }
                    </li>`,
                )}
              </ul>`
        }
        <div class="actions">
          ${link('change-password', words.changePassword, 'secondary')}
          ${form('sign-out', parts.guard.proof(c), submit(words.signOut, 'secondary'))}
        </div>`,
    });
  });

  app.get('/sign-out', async (c) => {
    const session = await currentSession(parts, c);
    const words = wordsOf(c).session;
    if (!session) return show(c, signedOut(words));
    return show(c, {
      heading: words.signOutAsk,
      lead: words.signOutLead(address(session.email)),
      body: form('sign-out', parts.guard.proof(c), submit(words.signOut)),
    });
  });

  app.post('/sign-out', async (c) => {
    parts.guard.check(c, await readForm(c.req.raw));
    await endSession(parts.services.database, sessionToken(parts, c));
    forgetSession(parts, c);
    return show(c, signedOut(wordsOf(c).session));
  });
}

function signedOut(words: PageWords['session']): PageFrame {
  return {
    heading: words.signedOut,
    tone: 'good',
    lead: words.signedOutLead,
    body: html`<div class="actions">${link('sign-in', words.signInAgain, 'secondary')}</div>`,
  };
}
