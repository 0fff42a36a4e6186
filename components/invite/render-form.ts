import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Role } from '../../server/contract/index.ts';
import { mailIcon } from '../templates/icons.ts';
import { circleAlertIcon } from './invite.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { isWhole, labelOf } from './invite-people.ts';

/** The form; its later fields are there as soon as they are loaded. */
export function renderForm(dialog: InviteDialog): TemplateResult {
  return html`<div class="form">${renderAddresses(dialog)} ${renderRoles(dialog)} ${renderLater(dialog)}</div>`;
}

/** The fields that follow; until then the room they take. */
function renderLater({ later, capabilities }: InviteDialog): unknown {
  if (!capabilities) return nothing;
  if (later) return later.renderFields();
  return capabilities.caller.can['group:read'] === true ? html`<span class="bone"></span>` : nothing;
}

function renderAddresses(dialog: InviteDialog): TemplateResult {
  const { words, formats, chips, limits: given } = dialog;
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
      look: (chip) => ({
        label: labelOf(chip.value),
        name: isWhole(chip.value) ? chip.value.name : undefined,
        icon: mailIcon,
        ...dialog.later?.lookOf(chip),
      }),
      describedBy: 'people-hint people-over',
      invalid: Boolean(required ?? over),
    })}
    <p id="people-over" class=${required || over ? 'fault' : ''}>
      ${required || over ? html`${circleAlertIcon}${required ?? over}` : nothing}
    </p>
    ${renderRemoved(dialog)} ${dialog.later?.renderIssues()}
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
