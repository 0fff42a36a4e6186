import { html, nothing, type TemplateResult } from 'lit';
import { checkIcon } from '../templates/icons.ts';
import { copyIcon } from './invite.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';

/** The links of people who were invited where nothing is mailed. */
export function renderLinks(dialog: InviteDialog): TemplateResult {
  const { words, formats, links } = dialog;
  return html`<ul class="links" role="list">
    ${links.rows.map((row) => {
      const { member, state, link } = row;
      const copied = state === 'copied';
      return html`<li>
        <div class="link-who">
          ${member.name ? html`<strong><bdi>${member.name}</bdi></strong>` : nothing}
          <bdi dir="ltr" translate="no" class=${member.name ? 'address' : ''}>${member.email}</bdi>
          ${link ? html`<small>${words.linkUntil(formats.moment(link.expiresAt))}</small>` : nothing}
          ${state === 'failed' ? html`<small class="bad">${words.linkFailed(member.email)}</small>` : nothing}
        </div>
        <button
          type="button"
          class="button"
          aria-label=${copied ? words.copiedFor(member.email) : words.makeLinkFor(member.email)}
          aria-disabled=${state === 'making' ? 'true' : nothing}
          @click=${() => void links.copy(row)}
        >
          ${state === 'making' ? html`<span class="spinner"></span>` : copied ? checkIcon : copyIcon}
          ${copied ? words.copied : words.makeLink}
        </button>
        ${
          link
            ? html`<input
                class="field"
                type="text"
                readonly
                dir="ltr"
                translate="no"
                aria-label=${words.linkOf(member.email)}
                .value=${link.url}
                @focus=${(event: FocusEvent) => (event.currentTarget as HTMLInputElement).select()}
              />`
            : nothing
        }
      </li>`;
    })}
  </ul>`;
}
