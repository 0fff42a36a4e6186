import { html, nothing, type TemplateResult } from 'lit';
import type { DialogContent } from '../templates/dialog.ts';
import { checkIcon } from '../templates/icons-state.ts';
import { copyIcon } from './invite-later.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import type { InviteLater } from './invite-later.ts';

/** The links of people who were invited where nothing is mailed. */
export function linksContent(dialog: InviteDialog, later: InviteLater): Omit<DialogContent, 'close'> {
  const { words, links } = later;
  const { formats } = dialog;
  const left = dialog.people.state.chips.length;
  return {
    heading: words.created(links.rows.length, formats),
    lead: words.linksLead,
    body: renderLinks(dialog, later),
    foot: html`<button type="button" class="button primary" @click=${() => later.leaveLinks()}>
      ${left > 0 ? words.continueWith(left, formats) : words.done}
    </button>`,
  };
}

function renderLinks({ formats }: InviteDialog, { words, links }: InviteLater): TemplateResult {
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
