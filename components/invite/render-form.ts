import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { limits, type Role } from '../../server/contract/index.ts';
import type { ChipLook } from '../templates/chips.ts';
import { banIcon, checkIcon, clockIcon, mailIcon, triangleAlertIcon } from '../templates/icons.ts';
import { circleAlertIcon, copyIcon, globeIcon, plusIcon, userCheckIcon } from './invite.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { isWhole, labelOf, type PersonChip, type StandingState } from './invite-people.ts';

/** How each state looks: never by colour alone. */
const looks: Record<StandingState, { icon: TemplateResult; tone?: 'note' | 'warn' | 'bad' }> = {
  ok: { icon: checkIcon },
  malformed: { icon: circleAlertIcon, tone: 'bad' },
  refused: { icon: circleAlertIcon, tone: 'bad' },
  blocked: { icon: banIcon, tone: 'bad' },
  member: { icon: userCheckIcon, tone: 'bad' },
  invited: { icon: clockIcon, tone: 'warn' },
  duplicate: { icon: copyIcon, tone: 'warn' },
  rateLimited: { icon: clockIcon, tone: 'warn' },
  lookalike: { icon: triangleAlertIcon, tone: 'warn' },
  otherDomain: { icon: globeIcon, tone: 'note' },
};

export function renderForm(dialog: InviteDialog): TemplateResult {
  return html`<div class="form">
    ${renderAddresses(dialog)} ${renderRoles(dialog)} ${renderGroups(dialog)} ${renderMessage(dialog)}
  </div>`;
}

function lookOf(dialog: InviteDialog, { key, value }: PersonChip): ChipLook {
  const { words } = dialog;
  const standing = dialog.check.of(key);
  const { icon, tone } = standing ? looks[standing.state] : { icon: mailIcon, tone: undefined };
  const resembles = standing?.state === 'lookalike' && standing.resembles;
  return {
    label: labelOf(value),
    name: isWhole(value) ? value.name : undefined,
    icon,
    tone,
    description: standing?.detail ?? (resembles ? words.resembles(resembles) : standing && words.state[standing.state]),
  };
}

function renderAddresses(dialog: InviteDialog): TemplateResult {
  const { words, formats, common, chips, limits: given } = dialog;
  const { length } = chips.state.chips;
  const over = dialog.overText;
  const required = dialog.problem?.fields['people'];
  return html`<div class="row">
    <div class="label">
      <label for="people">${words.addresses}</label>
      ${
        length > 1
          ? html`<span class="counter ${length >= given.count ? 'warn' : ''}"
              >${words.count(length, given.count, formats)}</span
            >`
          : nothing
      }
    </div>
    ${chips.render({
      list: words.listed,
      placeholder: words.addressesPlaceholder,
      remove: words.remove,
      look: (chip) => lookOf(dialog, chip),
      describedBy: 'people-hint people-over',
      invalid: Boolean(required ?? over),
    })}
    <p id="people-over" class=${required || over ? 'fault' : ''}>
      ${required || over ? html`${circleAlertIcon}${required ?? over}` : nothing}
    </p>
    ${renderRemoved(dialog)} ${renderIssues(dialog)}
    ${
      dialog.check.failed && length > 0
        ? html`<p class="aside">
            ${words.notChecked}
            <button type="button" class="link" @click=${() => dialog.check.retry()}>${common.retry}</button>
          </p>`
        : nothing
    }
    <p class="aside" ?hidden=${length > 0}>${words.addressesHint}</p>
    <p id="people-hint" class="vh">${words.addressesHint} ${words.addressesKeys}</p>
  </div>`;
}

function renderRemoved(dialog: InviteDialog): unknown {
  const text = dialog.removedText;
  if (!text) return nothing;
  return html`<p class="aside">
    <bdi>${text}</bdi>
    <button type="button" class="link" @click=${() => dialog.chips.undo()}>${dialog.common.undo}</button>
  </p>`;
}

function renderIssues(dialog: InviteDialog): unknown {
  const { issues } = dialog;
  if (issues.length === 0) return nothing;
  return html`<ul class="issues" role="list">
    ${issues.map(
      ({ state, text, chips }) =>
        html`<li class="issue ${looks[state].tone ?? ''}">
          ${looks[state].icon}
          <div>${renderIssue(dialog, text, chips)}</div>
          <div class="acts">${renderActions(dialog, state, chips)}</div>
        </li>`,
    )}
  </ul>`;
}

/** One person with what is to be said of them; several by their number and the first addresses. */
function renderIssue(dialog: InviteDialog, text: string, chips: PersonChip[]): TemplateResult {
  const [only] = chips;
  const address = ({ value }: PersonChip): TemplateResult =>
    html`<bdi dir="ltr" translate="no">${labelOf(value)}</bdi>`;
  if (only && chips.length === 1) {
    return html`<strong>${address(only)}</strong> <span class="who">${lookOf(dialog, only).description}</span>`;
  }
  const more = chips.length - 3;
  return html`<strong>${text}</strong>
    <span class="who"
      >${chips.slice(0, 3).map((chip, index) => html`${index > 0 ? ', ' : nothing}${address(chip)}`)}
      ${more > 0 ? dialog.words.andMore(more, dialog.formats) : nothing}</span
    >`;
}

function renderActions(dialog: InviteDialog, state: StandingState, chips: PersonChip[]): unknown {
  const { words, formats } = dialog;
  const [first] = chips;
  if (!first || state === 'otherDomain' || state === 'rateLimited') return nothing;
  const who = chips.length === 1 ? labelOf(first.value) : '';
  const resendable = state === 'invited' ? chips.filter(({ key }) => dialog.check.of(key)?.member) : [];
  const edits = state === 'malformed' || state === 'refused' || state === 'lookalike';
  return html`${
      edits
        ? html`<button
            type="button"
            class="link"
            aria-label="${words.edit} ${labelOf(first.value)}"
            @click=${() => dialog.chips.edit(first.key)}
          >
            ${words.edit}
          </button>`
        : nothing
    }
    ${
      resendable.length > 0
        ? html`<button
            type="button"
            class="link"
            aria-label="${words.resend(resendable.length, formats)} ${who}"
            @click=${() => void dialog.resend(resendable)}
          >
            ${words.resend(resendable.length, formats)}
          </button>`
        : nothing
    }
    <button
      type="button"
      class="link"
      aria-label="${words.removeIssue(chips.length, formats)} ${who}"
      @click=${() => dialog.chips.remove(chips.map(({ key }) => key))}
    >
      ${words.removeIssue(chips.length, formats)}
    </button>`;
}

function renderRoles(dialog: InviteDialog): unknown {
  const { words, offered, portal, common } = dialog;
  const one = portal?.rolesPerMember === 'one';
  const legend = portal?.labels.role ?? (one ? words.role : words.roles);
  if (!dialog.capabilities) {
    if (dialog.failure) return nothing;
    return html`<div class="row" aria-hidden="true">
      <div class="label"><span>${words.roles}</span></div>
      <div class="roles"><span class="bone"></span><span class="bone"></span></div>
    </div>`;
  }
  if (offered.length === 0) return nothing;
  const fault = dialog.problem?.fields['roles'];
  return html`<fieldset class="row" aria-describedby=${fault ? 'roles-fault' : nothing}>
    <legend class="label">${legend}</legend>
    <div class="roles">${offered.map((role) => renderRole(dialog, role, one))}</div>
    ${fault ? html`<p id="roles-fault" class="fault">${circleAlertIcon}${fault}</p>` : nothing}
    ${
      dialog.clearedText
        ? html`<p class="aside">
            ${dialog.clearedText}
            <button type="button" class="link" @click=${() => dialog.undoRoles()}>${common.undo}</button>
          </p>`
        : nothing
    }
  </fieldset>`;
}

function renderRole(dialog: InviteDialog, role: Role, one: boolean): TemplateResult {
  const { words } = dialog;
  const checked = dialog.roles.some(({ id }) => id === role.id);
  const refusal = role.can.assign === true ? undefined : role.can.assign.reason;
  const id = `role-${role.id}`;
  const exclusive = role.exclusive && !one;
  const change = (event: Event): void => dialog.chooseRole(role, (event.currentTarget as HTMLInputElement).checked);
  // A refused one can still be reached, so that its reason is heard; it only cannot be changed.
  const guard = (event: Event): void => {
    if (refusal) event.preventDefault();
  };
  return html`<label class="role" for=${id} ?data-refused=${refusal !== undefined}>
    <input
      id=${id}
      type=${one ? 'radio' : 'checkbox'}
      name="role"
      .checked=${live(checked)}
      aria-disabled=${refusal ? 'true' : nothing}
      aria-labelledby="${id}-name"
      aria-describedby="${id}-about"
      @click=${guard}
      @change=${change}
    />
    <span>
      <span class="role-name"
        ><bdi id="${id}-name">${role.name}</bdi>${
          exclusive ? html`<span class="tag" aria-hidden="true">${words.exclusive}</span>` : nothing
        }</span
      >
      <span id="${id}-about" class="about"
        >${refusal ?? role.description}${exclusive ? html`<span class="vh"> ${words.exclusiveHint}</span>` : nothing}</span
      >
    </span>
  </label>`;
}

function renderGroups(dialog: InviteDialog): unknown {
  const { words, capabilities, portal, groups, hasGroups } = dialog;
  if (capabilities?.caller.can['group:read'] !== true || !hasGroups) return nothing;
  const chosen = groups.selected.length > 0;
  const fault = dialog.problem?.fields['groups'];
  const [before, after] = words.defaultGroup;
  const joins = portal?.rules.defaultGroup && dialog.defaultGroup && !chosen;
  return html`<div class="row">
    <div class="label">
      <label for="groups">${portal?.labels.groups ?? words.groups}</label><span class="counter">${words.optional}</span>
    </div>
    ${groups.render('groups-hint')} ${fault ? html`<p class="fault">${circleAlertIcon}${fault}</p>` : nothing}
    <p id="groups-hint" class=${joins ? 'aside' : ''}>
      ${
        joins
          ? html`${before}<em><bdi>${dialog.defaultGroup}</bdi></em
              >${after}`
          : nothing
      }
    </p>
    ${chosen && dialog.offersGroupRole ? renderGroupRole(dialog) : nothing}
  </div>`;
}

function renderGroupRole(dialog: InviteDialog): TemplateResult {
  const { words, portal } = dialog;
  const fault = dialog.problem?.fields['groupRole'];
  return html`<fieldset class="group-role">
    <legend>${portal?.labels.groupRole ?? words.groupRole}</legend>
    ${(['member', 'owner'] as const).map(
      (role) =>
        html`<label
          ><input
            type="radio"
            name="group-role"
            .checked=${live(dialog.groupRole === role)}
            @change=${() => {
              dialog.groupRole = role;
              dialog.touch();
            }}
          />${words.groupRoles[role]}</label
        >`,
    )}
    ${fault ? html`<p class="fault">${circleAlertIcon}${fault}</p>` : nothing}
  </fieldset>`;
}

function renderMessage(dialog: InviteDialog): unknown {
  const { words, formats, message } = dialog;
  if (!dialog.mails) return nothing;
  if (!dialog.messageShown) {
    return html`<button
      type="button"
      class="link more"
      @click=${() => {
        dialog.messageShown = true;
        dialog.touch();
        void dialog.host.updateComplete.then(() =>
          dialog.host.renderRoot.querySelector<HTMLElement>('#message')?.focus(),
        );
      }}
    >
      ${plusIcon}${words.addMessage}
    </button>`;
  }
  const left = limits.message - message.length;
  const fault = dialog.problem?.fields['message'];
  return html`<div class="row">
    <div class="label">
      <label for="message">${words.message}</label>
      <span id="message-hint" class="counter ${left < 0 ? 'bad' : ''}"
        >${left < 200 ? words.messageHint(left, formats) : words.optional}</span
      >
    </div>
    <textarea
      id="message"
      class="field"
      rows="3"
      dir="auto"
      aria-describedby="message-hint ${fault ? 'message-fault' : ''}"
      aria-invalid=${fault ? 'true' : nothing}
      .value=${live(message)}
      @input=${(event: InputEvent) => {
        dialog.message = (event.currentTarget as HTMLTextAreaElement).value;
        dialog.touch();
      }}
    ></textarea>
    ${fault ? html`<p id="message-fault" class="fault">${circleAlertIcon}${fault}</p>` : nothing}
  </div>`;
}
