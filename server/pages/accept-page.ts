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
import { passwordHint } from './password-pages.ts';
import { readForm, type Form } from './read-form.ts';

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
      if (invitationOrganization(given) === undefined) return show(c, unknown, 404);
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
    const account = await accountOf(parts, visit, typed);
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
      if (error.code === 'unavailable') return ask(parts, c, visit, typed, { alert: error.message });
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
): Promise<AcceptingAccount | { kind: 'signInFirst' } | { errors: Errors }> {
  if (session) return { kind: 'session', accountId: session.accountId };
  if (invitation.account === 'proven' || invitation.account === 'elsewhere') return { kind: 'signInFirst' };
  const called = cleanName(typed('name'));
  const nameFault =
    typeof called === 'string' ? undefined : called.code === 'required' ? 'Enter your name.' : called.message;
  const plainName = typeof called === 'string' ? called : null;
  if (invitation.singleSignOn) {
    return nameFault === undefined ? { kind: 'noPassword', name: plainName } : { errors: { name: nameFault } };
  }
  const about = [invitation.email, plainName, invitation.organizationName, invitation.portalName];
  const fault = judgePassword(typed('password'), about);
  if (fault || nameFault !== undefined) return { errors: { name: nameFault, password: fault?.detail } };
  try {
    return { kind: 'newPassword', name: plainName, passwordHash: await services.hasher.hash(typed('password')) };
  } catch (error) {
    if (error instanceof Refused) return { errors: { alert: error.message } };
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
    const target = parts.after?.replaceAll('{organization}', encodeURIComponent(organizationSlug));
    return show(c, {
      heading: 'You are in',
      tone: 'good',
      brand: visit.invitation.portalName,
      lead: html`You are now a member of ${name(visit.invitation.organizationName)}. From now on, sign in with your
      organization’s single sign-on.`,
      body: target ? html`<div class="actions">${link(target, 'Go on', 'primary')}</div>` : '',
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
  const frame = { ...invitationFrame(invitation), alert: errors.alert };
  const own = (content: Markup) =>
    form('accept', parts.guard.proof(c), html`${hidden('link', tokenMark(token))} ${content}`);
  if (session && session.email !== email) return show(c, otherAccount(visit, session, own), 403);
  if (session) {
    return show(c, {
      ...frame,
      lead: html`${invitedBy(invitation)} You join as ${address(email)}.`,
      body: own(submit('Join')),
    });
  }
  if (invitation.account === 'elsewhere') return show(c, elsewhere(invitation), 403);
  if (invitation.account === 'proven') {
    const back = `${new URL(parts.services.publicUrl).pathname.replace(/\/$/, '')}/accept`;
    return show(c, {
      ...frame,
      lead: html`${invitedBy(invitation)} You have an account with ${address(email)} already: sign in to it, then join.`,
      body: html`<div class="actions">
        ${link(`sign-in?return_to=${encodeURIComponent(back)}`, 'Sign in to join', 'primary')}
      </div>`,
    });
  }
  const status: PageStatus = errors.alert ? 503 : errors.name || errors.password ? 422 : 200;
  if (errors.alert) c.header('Retry-After', '2');
  const first = errors.name || (!errors.password && !invitation.name) ? 'name' : 'password';
  const called = typed ? typed('name') : (invitation.name ?? '');
  const nameField = field({
    name: 'name',
    label: 'Your name',
    autocomplete: 'name',
    value: called,
    error: errors.name,
    focus: first === 'name' || invitation.singleSignOn,
    maxlength: 400,
  });
  const emailField = field({
    name: 'email',
    label: 'Email address',
    type: 'email',
    autocomplete: 'username',
    value: email,
    readonly: true,
  });
  const passwordField = field({
    name: 'password',
    label: 'Choose a password',
    type: 'password',
    autocomplete: 'new-password',
    hint: passwordHint,
    error: errors.password,
    focus: first === 'password',
  });
  const lead = invitation.singleSignOn
    ? html`${invitedBy(invitation)} You sign in with your organization’s single sign-on, so there is no password to
      choose.`
    : html`${invitedBy(invitation)} Choose a password, and you are in.`;
  return show(
    c,
    {
      ...frame,
      lead,
      body: own(
        html`${emailField} ${nameField} ${invitation.singleSignOn ? '' : passwordField} ${submit('Accept invitation')}`,
      ),
      foot: 'It was not you who was meant? Close this page: nothing happens without the button.',
    },
    status,
  );
}

function invitationFrame({ organizationName, portalName }: ShownInvitation): PageFrame {
  return { heading: html`Join ${name(organizationName)}`, title: 'Accept your invitation', brand: portalName };
}

function invitedBy({ inviterName, organizationName }: ShownInvitation): ReturnType<typeof html> {
  return inviterName
    ? html`${name(inviterName)} has invited you.`
    : html`You have been invited to ${name(organizationName)}.`;
}

function otherAccount({ invitation }: Visit, session: Session, own: (content: Markup) => Markup): PageFrame {
  return {
    ...invitationFrame(invitation),
    heading: 'This invitation is for another address',
    lead: html`It was sent to ${address(invitation.email)}, and you are signed in as ${address(session.email)}. Nothing
    has been changed.`,
    body: html`${own(html`${hidden('switch', '1')} ${submit('Switch account')}`)}
      <p class="aside">${link('home', 'Stay signed in')}</p>`,
  };
}

function elsewhere(invitation: ShownInvitation): PageFrame {
  return {
    ...invitationFrame(invitation),
    heading: 'Ask for this invitation as mail',
    tone: 'stop',
    lead: html`There is an account of ${address(invitation.email)}, and nobody has confirmed that address yet. A link
    that was handed over cannot confirm it; one that is sent to it can. Ask whoever invited you to resend it.`,
  };
}

const unknown: PageFrame = {
  heading: 'There is no invitation here',
  tone: 'stop',
  lead: 'Open the link in your invitation again, whole as it stands there. Your browser must allow cookies for this page.',
};

const over: PageFrame = {
  heading: 'This invitation no longer works',
  tone: 'stop',
  lead: 'It was accepted already, or it has expired, was withdrawn, or was replaced by a newer one.',
  body: html`<ul class="ways">
      <li>Look for a newer message from the same sender.</li>
      <li>Or ask whoever invited you to send it again.</li>
      <li>Or sign in, if you have joined already.</li>
    </ul>
    <div class="actions">${link('sign-in', 'Sign in', 'secondary')}</div>`,
};

function refuse(c: Context, { code, message }: Refused, visit?: Visit): Response | Promise<Response> {
  const brand = visit && { brand: visit.invitation.portalName };
  switch (code) {
    case 'gone':
      return show(c, { ...over, ...brand }, 410);
    case 'email_unverified':
      return show(
        c,
        {
          heading: 'Confirm your address first',
          tone: 'stop',
          ...brand,
          lead: 'Nobody has shown yet that this address is yours. Have a link sent to it, choose a password there, and open the invitation again.',
          body: html`<div class="actions">${link('forgot', 'Send me a link', 'primary')}</div>`,
        },
        403,
      );
    case 'email_mismatch':
      return show(
        c,
        {
          heading: 'This invitation is for another address',
          tone: 'stop',
          ...brand,
          lead: message,
          body: html`<div class="actions">${link('accept', 'Look at it again', 'secondary')}</div>`,
        },
        403,
      );
    case 'seat_limit':
      return show(
        c,
        {
          heading: 'All seats are taken',
          tone: 'stop',
          ...brand,
          lead: 'Your invitation stays open. Tell whoever invited you, and try again when there is a seat.',
          body: html`<div class="actions">${link('accept', 'Try again', 'secondary')}</div>`,
        },
        409,
      );
    case 'already_member':
      return show(
        c,
        {
          heading: 'You are a member already',
          ...brand,
          lead: 'Under an address you had before. There is nothing left to accept.',
          body: html`<div class="actions">${link('home', 'Go on', 'primary')}</div>`,
        },
        409,
      );
    default:
      return show(c, unknown, 404);
  }
}
