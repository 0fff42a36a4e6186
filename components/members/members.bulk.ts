import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/formats.ts';
import { xIcon } from '../templates/icons.ts';

export interface BulkParts {
  count: number;
  /** "Select all 312 matching", where there are more than are selected. */
  allText: string | undefined;
  all: boolean;
  totalText: string;
  busy: string | undefined;
  resend: boolean;
  revoke: boolean;
  onAll(): void;
  onClear(): void;
  onResend(): void;
  onRevoke(): void;
}

/** What can be done with the selection; stands where the filters stand. */
export function bulkBar(words: Messages['membersLater'], formats: Formats, parts: BulkParts): TemplateResult {
  return html`<div class="bulk" part="bulk-bar" role="group" aria-label=${words.selected(parts.count, formats)}>
    <span class="chosen">${parts.all ? words.allSelected(parts.totalText) : words.selected(parts.count, formats)}</span>
    <button type="button" class="button quiet square" aria-label=${words.clearSelection} @click=${parts.onClear}>
      ${xIcon}
    </button>
    ${parts.allText ? html`<button type="button" class="link" @click=${parts.onAll}>${parts.allText}</button>` : nothing}
    <span class="gap"></span>
    ${parts.busy ? html`<span class="quiet">${parts.busy}</span>` : nothing}
    ${
      parts.resend
        ? html`<button
            type="button"
            class="button"
            aria-disabled=${parts.busy ? 'true' : 'false'}
            @click=${parts.onResend}
          >
            ${words.resend}
          </button>`
        : nothing
    }
    ${
      parts.revoke
        ? html`<button
            type="button"
            class="button"
            aria-disabled=${parts.busy ? 'true' : 'false'}
            @click=${parts.onRevoke}
          >
            ${words.revoke}
          </button>`
        : nothing
    }
    <slot name="bulk-actions"></slot>
  </div>`;
}
