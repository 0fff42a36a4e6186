import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../templates/avatar.ts';
import { address, personal } from '../templates/cells.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { memberForm } from './member.form.ts';
import type { Profile } from './member.profile.ts';

/** What the dialog, or the page, is headed with. */
export function headingOf(profile: Profile): string {
  const { words, portal, person, form, creating } = profile;
  const noun = portal?.labels.member ?? words.noun;
  if (creating) return portal?.labels.create ?? words.create(noun);
  if (!form) return noun;
  return person?.status === 'invited'
    ? (portal?.labels.editInvitation ?? words.editInvitation)
    : (portal?.labels.edit ?? words.edit(noun));
}

const bones = html`<div class="form"><span class="bone"></span><span class="bone"></span></div>`;

/** Who it is, the form, and all that stands below it. */
export function memberBody(profile: Profile, title?: TemplateResult): TemplateResult {
  const { later, error, ready, host } = profile;
  if (later?.step) return html`${title} ${later.step.render()}`;
  if (error && !ready)
    return html`<div id="refused" tabindex="-1">${profile.refused?.(profile) ?? unknown(profile)}</div>`;
  if (!ready) return bones;
  return html`${later?.renderTop()} ${profile.creating ? title : identity(profile, title)} ${banner(profile)}
  ${profile.form ? memberForm(profile) : profile.facts!.drawFacts(profile)}
  ${host.layout === 'panel' ? html`<div class="foot">${memberFoot(profile)}</div>` : nothing}
  ${profile.creating ? nothing : (profile.below?.render() ?? html`<div id="below"></div>`)}`;
}

/** Not even what says why could be loaded. */
function unknown(profile: Profile): TemplateResult {
  const { common } = profile;
  return html`<p class="fault" role="alert">
    ${common.failed} <button type="button" class="link" @click=${() => void profile.load()}>${common.retry}</button>
  </p>`;
}

function banner(profile: Profile): unknown {
  const text = profile.faults[''];
  return text
    ? html`<div class="banner bad" id="fault" role="alert" tabindex="-1">
        ${triangleAlertIcon}
        <p>${text}</p>
      </div>`
    : nothing;
}

function identity(profile: Profile, title: TemplateResult | undefined): unknown {
  const { person, portal, words, capabilities } = profile;
  if (!person) return nothing;
  const { id, name, email, status } = person;
  const called = name ?? ((status === 'invited' && portal?.invitedName) || email);
  const tone = status === 'active' ? 'good' : status === 'invited' ? 'warn' : '';
  const state = status === 'suspended' ? (portal?.labels.suspended ?? words.status.suspended) : words.status[status];
  const expired = person.invitation?.state === 'expired';
  return html`<div class="identity">
    ${avatar(id, status === 'invited' && !name ? null : called)}
    <div>
      <div class="named">
        ${title ?? html`<strong part="name">${called === email ? address(called) : personal(called)}</strong>`}
        ${capabilities?.caller.member === id ? html`<span class="badge" part="badge">${words.you}</span>` : nothing}
        <span class="badge ${expired ? '' : tone}" part="badge">${expired ? words.expired : state}</span>
      </div>
      ${called === email ? nothing : html`<span class="quiet">${address(email)}</span>`}
      <p class="quiet meta">${status === 'invited' ? profile.invitation?.drawInvitation(profile) : uses(profile)}</p>
    </div>
  </div>`;
}

/** With dots between. */
export const dotted = (parts: unknown[]): unknown =>
  parts.filter(Boolean).map((part, index) => html`${index ? ' · ' : ''}<span>${part}</span>`);

function uses({ person, words, formats, common, portal }: Profile): unknown {
  const { lastActiveAt, joinedAt } = person!;
  const moment = (at: string, text: string): TemplateResult =>
    html`<time datetime=${at} title=${formats.moment(at)}>${text}</time>`;
  return dotted([
    portal?.columns.includes('lastActive') &&
      html`${portal.labels.lastActive ?? words.lastActive}:
      ${lastActiveAt ? moment(lastActiveAt, formats.relative(lastActiveAt)) : common.never}`,
    joinedAt && moment(joinedAt, words.joined(formats.day(joinedAt))),
  ]);
}

/** Save and Cancel, where there is something to save. */
export function memberFoot(profile: Profile): unknown {
  const { words, common, form, ready, busy, host, dirty, creating } = profile;
  const cancel = (): void => void profile.cancel('button');
  const panel = host.layout === 'panel';
  if (profile.later?.step) return profile.later.step.foot();
  if (!form || !ready) {
    return panel ? nothing : html`<button type="button" class="button" @click=${cancel}>${common.close}</button>`;
  }
  if (panel && !dirty && !busy) return nothing;
  return html`<button type="button" class="button" @click=${cancel}>${common.cancel}</button>
    <button type="submit" form="form" class="button primary go" aria-disabled=${busy ? 'true' : 'false'}>
      ${busy === 'form' ? html`<span class="spinner"></span>${words.saving}` : creating ? headingOf(profile) : words.save}
    </button>`;
}
