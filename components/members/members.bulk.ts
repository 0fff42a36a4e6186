import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/formats.ts';
import { xIcon } from '../templates/icons.ts';

/** An action that is offered here; `reason`: why it can be done to nobody who is selected. */
export interface BulkAction {
  reason: string | undefined;
}

export interface BulkParts {
  count: number;
  /** "Select all 312 matching", where there are more than are selected. */
  allText: string | undefined;
  all: boolean;
  totalText: string;
  busy: string | undefined;
  resend: BulkAction | undefined;
  revoke: BulkAction | undefined;
  onAll(): void;
  onClear(): void;
  onResend(): void;
  onRevoke(): void;
}

/** What can be done with the selection; stands where the filters stand. */
export function bulkBar(words: Messages['membersLater'], formats: Formats, parts: BulkParts): TemplateResult {
  const reasons = [...new Set([parts.resend?.reason, parts.revoke?.reason].filter((one) => one !== undefined))];
  const button = (word: string, action: BulkAction | undefined, run: () => void): unknown =>
    action
      ? html`<button
          type="button"
          class="button"
          aria-disabled=${parts.busy || action.reason ? 'true' : 'false'}
          aria-describedby=${action.reason ? 'bulk-reason' : nothing}
          @click=${() => parts.busy || action.reason || run()}
        >
          ${word}
        </button>`
      : nothing;
  return html`<div class="bulk" part="bulk-bar" role="group" aria-label=${words.selected(parts.count, formats)}>
    <span class="chosen">${parts.all ? words.allSelected(parts.totalText) : words.selected(parts.count, formats)}</span>
    <button type="button" class="button quiet square" aria-label=${words.clearSelection} @click=${parts.onClear}>
      ${xIcon}
    </button>
    ${parts.allText ? html`<button type="button" class="link" @click=${parts.onAll}>${parts.allText}</button>` : nothing}
    <span class="gap"></span>
    ${parts.busy ? html`<span class="quiet">${parts.busy}</span>` : nothing}
    ${reasons.length ? html`<span class="quiet" id="bulk-reason">${reasons.join(' ')}</span>` : nothing}
    ${button(words.resend, parts.resend, parts.onResend)} ${button(words.revoke, parts.revoke, parts.onRevoke)}
    <slot name="bulk-actions"></slot>
  </div>`;
}
