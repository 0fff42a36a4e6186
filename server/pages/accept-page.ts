import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { judgePassword } from '../domain/accounts/judge-password.ts';
import { acceptInvitation } from '../domain/invitations/accept-invitation.ts';
import { invitationOrganization } from '../domain/invitations/invitation-link.ts';
import type { AcceptingAccount } from '../domain/invitations/invited-account.ts';
import { readInvitation, type ShownInvitation } from '../domain/invitations/read-invitation.ts';
import { cleanName } from '../domain/members/identity.ts';
import { Refused } from '../domain/refused.ts';
import { endSession } from '../domain/sessions/end-session.ts';
import type { Session } from '../domain/sessions/read-session.ts';
import { beginSession } from '../domain/sessions/sign-in.ts';
import { address, field, form, hidden, link, name, submit } from './fields.ts';
import { wordsOf } from './language.ts';
import type { PageWords } from './languages/en.ts';
import type { Markup, PageFrame } from './layout.ts';
import { forgetToken, keepToken, tokenMark, tokenOfForm } from './link-token.ts';
import {
  browserOf,
  currentSession,
  forgetSession,
  keepSession,
  landing,
  membershipsOf,
  sessionToken,
  show,
} from './page-context.ts';
import type { PageParts, PageStatus } from './page-context.ts';
import { readForm, type Form } from './read-form.ts';
import { refusalText } from './refusal-text.ts';

interface Visit {
  token: string;
  invitation: ShownInvitation;
  session: Session | undefined;
}

interface Errors {
  name?: string | undefined;
  password?: string | undefined;
  alert?: string | undefined;
}

/** `/accept`: shows who invites to what, and joins by its button alone. */
export function addAccept(app: Hono, parts: PageParts): void {
  app.get('/accept', async (c) => {
    const given = c.req.query('token');
    if (given !== undefined) {
      if (invitationOrganization(given) === undefined) return show(c, unknown(wordsOf(c).accept), 404);
      keepToken(parts, c, 'accept', given);
      return c.redirect('accept', 303);
    }
    const visit = await visitOf(parts, c);
    return visit instanceof Refused ? refuse(c, visit) : ask(parts, c, visit);
  });

  app.post('/accept', async (c) => {
    const typed = await readForm(c.req.raw);
    parts.guard.check(c, typed);
    const visit = await visitOf(parts, c, typed('link'));
    if (visit instanceof Refused) return refuse(c, visit);
    if (typed('switch') !== '') {
      await endSession(parts.services.database, sessionToken(parts, c));
      forgetSession(parts, c);
      return c.redirect('accept', 303);
    }
    const account = await accountOf(parts, visit, typed, wordsOf(c));
    if ('errors' in account) return ask(parts, c, visit, typed, account.errors);
    if (account.kind === 'signInFirst') {
      // An account that was not there before may have come with the same link, pressed twice: then the link is used.
      const now = await visitOf(parts, c, typed('link'));
      return now instanceof Refused ? refuse(c, now) : ask(parts, c, now);
    }
    try {
      return await join(parts, c, visit, account);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code === 'unavailable') return ask(parts, c, visit, typed, { alert: refusalText(error, wordsOf(c)) });
      return refuse(c, error, visit);
    }
  });
}

/** The address an invitation is for, while its link is being followed: what somebody signs in with to accept it. */
export async function invitedAddress(parts: PageParts, c: Context): Promise<string | undefined> {
  const visit = await visitOf(parts, c);
  return visit instanceof Refused ? undefined : visit.invitation.email;
}

async function visitOf(parts: PageParts, c: Context, mark?: string): Promise<Visit | Refused> {
  const token = tokenOfForm(parts, c, 'accept', mark);
  if (token === undefined) return new Refused('not_found');
  try {
    const invitation = await readInvitation(parts.services, token);
    return { token, invitation, session: await currentSession(parts, c) };
  } catch (error) {
    if (!(error instanceof Refused) || !['not_found', 'gone'].includes(error.code)) throw error;
    if (error.code === 'not_found')
      parts.log('warn', 'invite.token_invalid', { network: parts.clientAddress(c).network });
    return error;
  }
}

/** How the person shows who they are, from what they sent; or what is wrong with it. */
async function accountOf(
  { services }: PageParts,
  { invitation, session }: Visit,
  typed: Form,
  words: PageWords,
): Promise<AcceptingAccount | { kind: 'signInFirst' } | { errors: Errors }> {
  if (session) return { kind: 'session', accountId: session.accountId };
  if (invitation.account === 'proven' || invitation.account === 'elsewhere') return { kind: 'signInFirst' };
  const called = cleanName(typed('name'));
  const nameFault = typeof called === 'string' ? undefined : words.faults.name[called.code];
  const plainName = typeof called === 'string' ? called : null;
  if (invitation.singleSignOn) {
    return nameFault === undefined ? { kind: 'noPassword', name: plainName } : { errors: { name: nameFault } };
  }
  const about = [invitation.email, plainName, invitation.organizationName, invitation.portalName];
  const fault = judgePassword(typed('password'), about);
  if (fault || nameFault !== undefined)
    return { errors: { name: nameFault, password: fault && words.faults.password[fault.code] } };
  try {
    return { kind: 'newPassword', name: plainName, passwordHash: await services.hasher.hash(typed('password')) };
  } catch (error) {
    if (error instanceof Refused) return { errors: { alert: refusalText(error, words) } };
    throw error;
  }
}

async function join(parts: PageParts, c: Context, visit: Visit, account: AcceptingAccount): Promise<Response> {
  const { services } = parts;
  const requestId = services.newUuid();
  const accepted = await acceptInvitation(services, { token: visit.token, account, requestId });
  forgetToken(parts, c, 'accept');
  parts.log('info', 'invite.accepted', {
    organizationId: accepted.organizationId,
    memberId: accepted.memberId,
    requestId,
  });
  const { organizationId, organizationSlug, singleSignOn } = visit.invitation;
  const memberships = await membershipsOf(parts, accepted.accountId);
  const here = memberships.filter((membership) => membership.organizationId === organizationId);
  if (account.kind === 'newPassword') {
    const joined = memberships.filter(({ joined: is }) => is);
    keepSession(parts, c, await beginSession(services, accepted.accountId, joined, browserOf(parts, c)));
  }
  // Who signs in by single sign-on gets no session of ours: the host's own sign-in begins one.
  if (singleSignOn && account.kind === 'noPassword') {
    const words = wordsOf(c);
    const target = parts.after?.replaceAll('{organization}', encodeURIComponent(organizationSlug));
    return show(c, {
      heading: words.accept.in,
      tone: 'good',
      brand: visit.invitation.portalName,
      lead: words.accept.inLead(name(visit.invitation.organizationName)),
      body: target ? html`<div class="actions">${link(target, words.goOn, 'primary')}</div>` : '',
    });
  }
  return c.redirect(landing(parts, here), 303);
}

/** The page for whoever came: a form, a question, or the way to the right account. */
function ask(
  parts: PageParts,
  c: Context,
  visit: Visit,
  typed?: Form,
  errors: Errors = {},
): Response | Promise<Response> {
  const { invitation, session, token } = visit;
  const { email } = invitation;
  const { accept: words, email: emailLabel, passwords } = wordsOf(c);
  const frame = { ...invitationFrame(invitation, words), alert: errors.alert };
  const invited = invitedBy(invitation, words);
  const own = (content: Markup) =>
    form('accept', parts.guard.proof(c), html`${hidden('link', tokenMark(token))} ${content}`);
  if (session && session.email !== email) return show(c, otherAccount(visit, session, own, words), 403);
  if (session) {
    return show(c, {
      ...frame,
      lead: html`${invited} ${words.joinAs(address(email))}`,
      body: own(submit(words.joinNow)),
    });
  }
  if (invitation.account === 'elsewhere') return show(c, elsewhere(invitation, words), 403);
  if (invitation.account === 'proven') {
    const back = `${new URL(parts.services.publicUrl).pathname.replace(/\/$/, '')}/accept`;
    return show(c, {
      ...frame,
      lead: html`${invited} ${words.haveAccount(address(email))}`,
      body: html`<div class="actions">
        ${link(`sign-in?return_to=${encodeURIComponent(back)}`, words.signInToJoin, 'primary')}
      </div>`,
    });
  }
  const status: PageStatus = errors.alert ? 503 : errors.name || errors.password ? 422 : 200;
  if (errors.alert) c.header('Retry-After', '2');
  const first = errors.name || (!errors.password && !invitation.name) ? 'name' : 'password';
  const called = typed ? typed('name') : (invitation.name ?? '');
  const nameField = field({
    name: 'name',
    label: words.yourName,
    autocomplete: 'name',
    value: called,
    error: errors.name,
    focus: first === 'name' || invitation.singleSignOn,
    maxlength: 400,
  });
  const emailField = field({
    name: 'email',
    label: emailLabel,
    type: 'email',
    autocomplete: 'username',
    value: email,
    readonly: true,
  });
  const passwordField = field({
    name: 'password',
    label: words.choosePassword,
    type: 'password',
    autocomplete: 'new-password',
    hint: passwords.hint,
    error: errors.password,
    focus: first === 'password',
  });
  const lead = html`${invited} ${invitation.singleSignOn ? words.singleSignOn : words.chooseAndIn}`;
  return show(
    c,
    {
      ...frame,
      lead,
      body: own(
        html`${emailField} ${nameField} ${invitation.singleSignOn ? '' : passwordField} ${submit(words.accept)}`,
      ),
      foot: words.foot,
    },
    status,
  );
}

type Words = PageWords['accept'];

function invitationFrame({ organizationName, portalName }: ShownInvitation, words: Words): PageFrame {
  return { heading: words.join(name(organizationName)), title: words.title, brand: portalName };
}

function invitedBy({ inviterName, organizationName }: ShownInvitation, words: Words): Markup {
  return inviterName ? words.invitedBy(name(inviterName)) : words.invitedTo(name(organizationName));
}

function otherAccount(
  { invitation }: Visit,
  session: Session,
  own: (content: Markup) => Markup,
  words: Words,
): PageFrame {
  return {
    ...invitationFrame(invitation, words),
    heading: words.other,
    lead: words.otherLead(address(invitation.email), address(session.email)),
    body: html`${own(html`${hidden('switch', '1')} ${submit(words.switchAccount)}`)}
      <p class="aside">${link('home', words.stay)}</p>`,
  };
}

function elsewhere(invitation: ShownInvitation, words: Words): PageFrame {
  return {
    ...invitationFrame(invitation, words),
    heading: words.asMail,
    tone: 'stop',
    lead: words.asMailLead(address(invitation.email)),
  };
}

function unknown(words: Words): PageFrame {
  return { heading: words.unknown, tone: 'stop', lead: words.unknownLead };
}

function over({ accept: words, signIn }: PageWords): PageFrame {
  return {
    heading: words.over,
    tone: 'stop',
    lead: words.overLead,
    body: html`<ul class="ways">
        ${words.ways.map((way) => html`<li>${way}</li>`)}
      </ul>
      <div class="actions">${link('sign-in', signIn.heading, 'secondary')}</div>`,
  };
}

function refuse(c: Context, { code }: Refused, visit?: Visit): Response | Promise<Response> {
  const all = wordsOf(c);
  const words = all.accept;
  const brand = visit && { brand: visit.invitation.portalName };
  const stop = (heading: string, lead: string, way: Markup, status: PageStatus): Response | Promise<Response> =>
    show(c, { heading, tone: 'stop', ...brand, lead, body: html`<div class="actions">${way}</div>` }, status);
  switch (code) {
    case 'gone':
      return show(c, { ...over(all), ...brand }, 410);
    case 'email_unverified':
      return stop(words.unconfirmed, words.unconfirmedLead, link('forgot', words.sendLink, 'primary'), 403);
    case 'email_mismatch':
      return stop(words.other, words.mismatch, link('accept', words.lookAgain, 'secondary'), 403);
    case 'seat_limit':
      return stop(words.seats, words.seatsLead, link('accept', words.tryAgain, 'secondary'), 409);
    case 'already_member':
      return show(
        c,
        {
          heading: words.member,
          ...brand,
          lead: words.memberLead,
          body: html`<div class="actions">${link('home', all.goOn, 'primary')}</div>`,
        },
        409,
      );
    default:
      return show(c, unknown(words), 404);
  }
}
