import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { limits } from '../../server/contract/index.ts';
import { circleAlertIcon } from './invite-later.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import type { InviteLater } from './invite-later.ts';

export function renderGroupsFault({ problem }: InviteDialog): unknown {
  const fault = problem?.fields['groups'];
  return fault ? html`<p class="fault">${circleAlertIcon}${fault}</p>` : nothing;
}

/** The part that people have in the groups they join. */
export function renderGroupRole(dialog: InviteDialog, { words }: InviteLater): unknown {
  const { portal, groups } = dialog;
  if (!groups.roleOffered) return nothing;
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

/** The message that goes with the mail. */
export function renderMessage(dialog: InviteDialog, { words }: InviteLater): TemplateResult {
  const { formats, message } = dialog;
  const left = limits.message - message.length;
  const fault = dialog.problem?.fields['message'];
  return html`<div class="row">
    <div class="label">
      <label for="message">${words.message}</label>
      <span id="message-hint" class="counter ${left < 0 ? 'bad' : ''}"
        >${left < 200 ? words.messageHint(left, formats) : dialog.words.optional}</span
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
