import { html, nothing, type TemplateResult } from 'lit';
import type { InviteDialog } from './invite-dialog.ts';

/** The button that goes on. It keeps its focus while something is under way, and a second press does nothing. */
export function renderGo(
  busy: InviteDialog['busy'],
  states: { checking: string; sending: string },
  word: string,
  go: () => void,
  refused: boolean,
): TemplateResult {
  return html`<button
    type="button"
    class="button primary go"
    part="send"
    aria-disabled=${busy || refused ? 'true' : nothing}
    @click=${() => (busy || refused ? undefined : go())}
  >
    ${busy ? html`<span class="spinner"></span>` : nothing}${busy ? states[busy] : word}
  </button>`;
}
