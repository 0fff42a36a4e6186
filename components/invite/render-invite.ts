import { html, nothing, type TemplateResult } from 'lit';
import { liveRegion } from '../controllers/announcer.ts';
import { checkIcon } from '../templates/icons-state.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { infoIcon } from './invite.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { renderFields } from './render-fields.ts';
import { renderGo } from './render-go.ts';

/** The dialog as it is now, and the question before something is lost. */
export function renderInvite(dialog: InviteDialog): unknown {
  const { words, common, step, capabilities, portal, later } = dialog;
  const organization = capabilities?.organization.name ?? portal?.name;
  const lead = dialog.mails ? words.lead : words.leadNoMail;
  const close = common.close;
  const { headingLevel, busy } = dialog;
  const shared = { close, ...(headingLevel ? { headingLevel } : {}), busy: busy !== undefined };
  const content =
    step === 'form' || !later
      ? {
          heading: portal?.labels.inviteTitle ?? portal?.labels.invite ?? words.heading,
          lead: organization && lead(organization),
          body: html`${renderBanner(dialog)}
            <div class="form">
              ${dialog.field?.render() ?? renderDraft(dialog)}
              ${dialog.layout === 'rows' ? nothing : dialog.roles.render()}
              ${capabilities ? renderFields(dialog) : nothing}
            </div>`,
          foot: renderFormFoot(dialog),
          wide: dialog.layout === 'rows' && portal?.limits.invitesPerRequest !== 1,
        }
      : later.content(step);
  return html`${dialog.dialog.render({ ...shared, ...content })}${liveRegion()}${later?.renderOver()}`;
}

/** Until the field is there: the room it takes, and where its layout is not known yet, a place to write already. */
function renderDraft(dialog: InviteDialog): TemplateResult {
  const { words, layout, draft, failure } = dialog;
  if (layout === 'rows') return failure ? html`` : html`<span class="bone"></span>`;
  const composing = (event: Event): unknown =>
    (event.currentTarget as Element).toggleAttribute('data-composing', event.type === 'compositionstart');
  return html`<div class="row">
    <div class="label"><label for="people">${words.addresses}</label></div>
    <textarea
      id="people"
      class="field"
      autofocus
      autocapitalize="none"
      spellcheck="false"
      placeholder=${words.addressesPlaceholder}
      aria-describedby="people-hint"
      .value=${draft}
      @input=${(event: InputEvent) => {
        const { value } = event.currentTarget as HTMLTextAreaElement;
        dialog.draft = value + (event.inputType === 'insertFromPaste' ? '\n' : '');
        dialog.touch();
        if (!dialog.failure) void dialog.use();
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Enter' || dialog.draft.trim()) return;
        event.preventDefault();
        void dialog.submit();
      }}
      @compositionstart=${composing}
      @compositionend=${composing}
    ></textarea>
    <p id="people-hint" class="aside">${words.addressesHint}</p>
  </div>`;
}

function renderBanner(dialog: InviteDialog): unknown {
  const { problem, failure, capabilities, words, common } = dialog;
  const refused = capabilities?.caller.can['member:invite'];
  if (failure) {
    return html`<div class="banner bad">
      ${triangleAlertIcon}
      <p>
        <strong>${dialog.failureText(failure)}</strong> ${words.lostNothing}
        <button type="button" class="link" @click=${() => void dialog.load()}>${common.retry}</button>
      </p>
    </div>`;
  }
  if (refused && refused !== true) {
    return html`<div class="banner bad">
      ${triangleAlertIcon}
      <p><strong>${words.notAllowed}</strong> ${dialog.connection.reason(refused)}</p>
    </div>`;
  }
  return html`${
    problem?.title
      ? html`<div class="banner ${problem.partly ? 'part' : 'bad'}">
          ${problem.partly ? checkIcon : triangleAlertIcon}
          <p><strong>${problem.title}</strong> ${problem.detail ?? nothing}</p>
        </div>`
      : nothing
  }
  ${
    dialog.mails
      ? nothing
      : html`<div class="banner">
          ${infoIcon}
          <p>${words.noMail}</p>
        </div>`
  }`;
}

function renderFormFoot(dialog: InviteDialog): TemplateResult {
  const { words, formats, common, busy, portal } = dialog;
  // Only who can be invited is counted: the others have to be corrected or removed first.
  const count = (dialog.field?.state.chips.length ?? 0) - (dialog.later?.wrong.length ?? 0);
  const stuck = dialog.later?.stuckText;
  // The portal's own verb is for one, whether or not a question follows; how many is said where there are more.
  const own = count < 2 ? portal?.labels.send : undefined;
  const go = dialog.mails ? words.send : words.create;
  const may = dialog.capabilities?.caller.can['member:invite'] ?? true;
  return html`<span class="hint ${stuck ? 'bad' : ''}">${stuck ?? lifeText(dialog) ?? nothing}</span> ${
      busy === 'sending'
        ? html`<button type="button" class="button" @click=${() => dialog.later?.sending.stop()}>${words.stop}</button>`
        : html`<button type="button" class="button" @click=${() => void dialog.cancel('button')}>
            ${common.cancel}
          </button>`
    }
    ${renderGo(
      busy,
      { checking: words.checking, sending: words.sending },
      own ?? ((dialog.later?.needsReview ?? count > 1) && count > 0 ? words.review : go)(count, formats),
      () => void dialog.submit(),
      may !== true,
    )}`;
}

/** How long links work. */
function lifeText({ portal, formats, words }: InviteDialog): string | undefined {
  const life = portal && durationText(portal.limits.invitationLife, formats.locale);
  return life && words.linkWorksFor(life);
}

/** `P1D` as "1 day", `PT12H` as "12 hours", in the words of the language; nothing for what is neither. */
function durationText(duration: string, locale: string): string | undefined {
  const found = /^P(?:(\d+)D|T(\d+)H)$/.exec(duration);
  const [, days, hours] = found ?? [];
  const unit = days ? 'day' : 'hour';
  const amount = Number(days ?? hours);
  if (!found) return undefined;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}
