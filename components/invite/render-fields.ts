import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { hasFeature, limits } from '../../server/contract/index.ts';
import { circleAlertIcon, plusIcon } from './invite.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import type { InviteLater } from './invite-later.ts';

/** Groups, and the message that goes with the mail. */
export function renderFields(dialog: InviteDialog, later: InviteLater): TemplateResult {
  return html`${renderGroups(dialog, later)} ${renderMessage(dialog, later)}`;
}

function renderGroups(dialog: InviteDialog, { words, groups }: InviteLater): unknown {
  if (!groups.offered) return nothing;
  const { people, problem } = dialog;
  const fault = problem?.fields['groups'];
  const [before, after] = words.defaultGroup;
  const joins = groups.standard && groups.chosen.length === 0;
  return html`<div class="row">
    ${
      people.layout === 'rows'
        ? nothing
        : html`<div class="label">
              <label for="groups">${groups.name}</label><span class="counter">${words.optional}</span>
            </div>
            ${groups.combobox.render('groups-hint')}`
    }
    ${fault ? html`<p class="fault">${circleAlertIcon}${fault}</p>` : nothing}
    <p id="groups-hint" class=${joins ? 'aside' : ''}>
      ${
        joins
          ? html`${before}<em><bdi>${groups.standard}</bdi></em
              >${after}`
          : nothing
      }
    </p>
    ${groups.roleOffered ? renderGroupRole(dialog, words, groups) : nothing}
  </div>`;
}

function renderGroupRole(
  dialog: InviteDialog,
  words: InviteLater['words'],
  groups: InviteLater['groups'],
): TemplateResult {
  const { portal } = dialog;
  const fault = dialog.problem?.fields['groupRole'];
  return html`<fieldset class="group-role">
    <legend>${portal?.labels.groupRole ?? words.groupRole}</legend>
    ${(['member', 'owner'] as const).map(
      (role) =>
        html`<label
          ><input
            type="radio"
            name="group-role"
            .checked=${live(groups.role === role)}
            @change=${() => {
              groups.role = role;
              dialog.touch();
            }}
          />${words.groupRoles[role]}</label
        >`,
    )}
    ${fault ? html`<p class="fault">${circleAlertIcon}${fault}</p>` : nothing}
  </fieldset>`;
}

function renderMessage(dialog: InviteDialog, { words }: InviteLater): unknown {
  const { formats, message } = dialog;
  if (!dialog.mails || !hasFeature(dialog.portal, 'message')) return nothing;
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
