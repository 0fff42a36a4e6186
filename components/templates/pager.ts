import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/formats.ts';
import { choose } from './choose.ts';
import { chevronLeftIcon, chevronRightIcon } from './icons-list.ts';

export interface PagerParts {
  index: number;
  pageSize: number;
  shown: number;
  /** Empty where nobody counts. */
  totalText: string;
  hasNext: boolean;
  onPage(forward: boolean): void;
  /** Absent where nobody chooses how many. */
  onSize: ((size: number) => void) | undefined;
}

/** "1–25 of 312", how many at a time, and on. What leads nowhere stays focusable. */
export function pager(words: Messages['common'], formats: Formats, parts: PagerParts): TemplateResult {
  const { index, pageSize, shown, hasNext, onSize } = parts;
  const from = index * pageSize + 1;
  const span = [from, from + shown - 1].map((number) => formats.number(number)) as [string, string];
  const sizes = [...new Set([10, 25, 50, 100, pageSize])].sort((a, b) => a - b);
  const step = (forward: boolean, possible: boolean): TemplateResult =>
    html`<button
      type="button"
      class="button"
      part=${forward ? 'next' : 'previous'}
      aria-disabled=${possible ? 'false' : 'true'}
      @click=${() => possible && parts.onPage(forward)}
    >
      ${forward ? '' : chevronLeftIcon}<span>${forward ? words.next : words.previous}</span>${forward ? chevronRightIcon : ''}
    </button>`;
  return html`<div class="pager" part="pager" role="group" aria-label=${words.pages}>
    <span class="range"
      >${shown ? (parts.totalText ? words.range(...span, parts.totalText) : span.join('–')) : ''}</span
    >
    ${
      onSize
        ? html`<label class="size"
            >${words.rowsPerPage}
            ${choose(
              words.rowsPerPage,
              String(pageSize),
              sizes.map((size) => ({ value: String(size), label: formats.number(size) })),
              (size) => onSize(Number(size)),
            )}</label
          >`
        : nothing
    }
    ${step(false, index > 0)}${step(true, hasNext)}
  </div>`;
}
