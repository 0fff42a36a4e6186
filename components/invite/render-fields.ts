import { html, nothing, type TemplateResult } from 'lit';
import { hasFeature } from '../../server/contract/index.ts';
import { comboboxBefore } from '../templates/combobox-before.ts';
import { chevronDownIcon } from '../templates/icons.ts';
import { plusIcon } from './invite.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';

/** Groups, and the message that goes with the mail. */
export function renderFields(dialog: InviteDialog): TemplateResult {
  return html`${renderGroups(dialog)} ${renderMessage(dialog)}`;
}

function renderGroups(dialog: InviteDialog): unknown {
  const { words, groups, layout, later } = dialog;
  if (!groups.offered) return nothing;
  const [before, after] = words.defaultGroup;
  const joins = groups.standard && groups.chosen.length === 0;
  const describedBy = 'groups-hint';
  return html`<div class="row">
    ${
      layout === 'rows'
        ? nothing
        : html`<div class="label">
              <label for="groups">${groups.name}</label><span class="counter">${words.optional}</span>
            </div>
            ${
              groups.combobox?.render(describedBy) ??
              html`<div class="before">
                ${comboboxBefore({
                  id: 'groups',
                  placeholder: words.groupsPlaceholder,
                  describedBy,
                  use: (before) => void dialog.use(before),
                })}${chevronDownIcon}
              </div>`
            }`
    }
    ${later?.renderGroupsFault()}
    <p id=${describedBy} class=${joins ? 'aside' : ''}>
      ${
        joins
          ? html`${before}<em><bdi>${groups.standard}</bdi></em
              >${after}`
          : nothing
      }
    </p>
    ${later?.renderGroupRole()}
  </div>`;
}

function renderMessage(dialog: InviteDialog): unknown {
  if (!dialog.mails || !hasFeature(dialog.portal, 'message')) return nothing;
  if (dialog.messageShown && dialog.later) return dialog.later.renderMessage();
  return html`<button type="button" class="link more" @click=${() => void dialog.showMessage()}>
    ${plusIcon}${dialog.words.addMessage}
  </button>`;
}
