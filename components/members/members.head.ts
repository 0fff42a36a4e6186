import { html, nothing, type TemplateResult } from 'lit';
import type { Capabilities } from '../../server/contract/index.ts';
import { userPlusIcon } from '../templates/icons.ts';
import type { MembersView } from './members.view.ts';

export interface HeadParts {
  level: number;
  /** How many there are, where no tab says so. */
  count: number | undefined;
  offers: Record<'invite' | 'create' | 'export', boolean>;
  /** Absent until the server has said. */
  caller: Capabilities['caller'] | undefined;
  /** Why nobody can be invited. */
  reason: string | undefined;
  exporting: boolean;
  onInvite(): void;
  onCreate(): void;
  onExport(): void;
}

/** The heading, and beside it what is done without anybody's row. */
export function head({ portal, words, formats }: MembersView, parts: HeadParts): TemplateResult {
  const { labels } = portal;
  const { count, reason, offers, caller } = parts;
  return html`<div class="head">
    <slot name="heading"
      ><h2 part="heading" aria-level=${parts.level} tabindex="-1">
        ${labels.members ?? words.heading}
        ${count === undefined ? nothing : html`<span class="count">${formats.number(count)}</span>`}
      </h2></slot
    >
    <slot name="actions"></slot>
    ${
      offers.export && caller?.can['member:export'] === true
        ? html`<button
            type="button"
            class="button"
            part="export-button"
            aria-disabled=${parts.exporting ? 'true' : 'false'}
            @click=${() => parts.exporting || parts.onExport()}
          >
            ${words.export}
          </button>`
        : nothing
    }
    ${
      offers.create && caller?.can['member:create'] === true
        ? html`<button type="button" id="create" class="button" part="create-button" @click=${parts.onCreate}>
            ${labels.create ?? words.create(labels.member ?? words.member)}
          </button>`
        : nothing
    }
    ${
      offers.invite
        ? html`<button
              type="button"
              id="invite"
              class="button primary"
              part="invite-button"
              aria-disabled=${reason ? 'true' : 'false'}
              aria-describedby=${reason ? 'invite-reason' : nothing}
              @click=${() => reason ?? parts.onInvite()}
            >
              ${userPlusIcon}${labels.invite ?? words.invite}</button
            >${reason ? html`<span id="invite-reason" class="vh">${reason}</span>` : nothing}`
        : nothing
    }
  </div>`;
}
