import { html, nothing, type TemplateResult } from 'lit';
import { lookOf, looks } from './chip-looks.ts';
import type { InviteDialog } from './invite-dialog.ts';
import type { InviteLater } from './invite-later.ts';
import { labelOf, type PersonChip, type StandingState } from './invite-people.ts';

/** What is to be said of the entries, with what can be done about it. */
export function renderIssues(dialog: InviteDialog, later: InviteLater): TemplateResult {
  const failed = later.check.failed && dialog.people.state.chips.length > 0;
  const listed = dialog.people.layout === 'shared' && later.issues.length > 0;
  return html`${listed ? renderList(dialog, later) : nothing}
  ${
    failed
      ? html`<p class="aside">
          ${later.words.notChecked}
          <button type="button" class="link" @click=${() => later.check.retry()}>${dialog.common.retry}</button>
        </p>`
      : nothing
  }`;
}

function renderList(dialog: InviteDialog, later: InviteLater): TemplateResult {
  return html`<ul class="issues" role="list">
    ${later.issues.map(
      ({ state, text, chips }) =>
        html`<li class="issue ${looks[state].tone ?? ''}">
          ${looks[state].icon}
          <div>${renderIssue(dialog, later, text, chips)}</div>
          <div class="acts">${renderActions(dialog, later, state, chips)}</div>
        </li>`,
    )}
  </ul>`;
}

/** One person with what is to be said of them; several by their number and the first addresses. */
function renderIssue(dialog: InviteDialog, later: InviteLater, text: string, chips: PersonChip[]): TemplateResult {
  const [only] = chips;
  const address = ({ value }: PersonChip): TemplateResult =>
    html`<bdi dir="ltr" translate="no">${labelOf(value)}</bdi>`;
  if (only && chips.length === 1) {
    return html`<strong>${address(only)}</strong> <span class="who">${lookOf(later, only).description}</span>`;
  }
  const more = chips.length - 3;
  return html`<strong>${text}</strong>
    <span class="who"
      >${chips.slice(0, 3).map((chip, index) => html`${index > 0 ? ', ' : nothing}${address(chip)}`)}
      ${more > 0 ? later.words.andMore(more, dialog.formats) : nothing}</span
    >`;
}

function renderActions(dialog: InviteDialog, later: InviteLater, state: StandingState, chips: PersonChip[]): unknown {
  const { formats } = dialog;
  const { words } = later;
  const [first] = chips;
  if (!first || state === 'otherDomain' || state === 'rateLimited') return nothing;
  const who = chips.length === 1 ? labelOf(first.value) : '';
  const resendable = state === 'invited' ? chips.filter(({ key }) => later.check.of(key)?.member) : [];
  const edits = state === 'malformed' || state === 'refused' || state === 'lookalike';
  return html`${
      edits
        ? html`<button
            type="button"
            class="link"
            aria-label="${words.edit} ${labelOf(first.value)}"
            @click=${() => dialog.people.edit(first.key)}
          >
            ${words.edit}
          </button>`
        : nothing
    }
    ${
      resendable.length > 0
        ? html`<button
            type="button"
            class="link"
            aria-label="${words.resend(resendable.length, formats)} ${who}"
            @click=${() => void later.sending.resend(resendable)}
          >
            ${words.resend(resendable.length, formats)}
          </button>`
        : nothing
    }
    <button
      type="button"
      class="link"
      aria-label="${words.removeIssue(chips.length, formats)} ${who}"
      @click=${() => dialog.people.remove(chips.map(({ key }) => key))}
    >
      ${words.removeIssue(chips.length, formats)}
    </button>`;
}
