import { css, html, type TemplateResult } from 'lit';
import { mailIcon } from './icons.ts';

/** A quiet tint and initials for a person; decorative, for the name is beside it. Somebody invited has an envelope yet. */
export function avatar(id: string, name: string | null): TemplateResult {
  if (!name) return html`<span class="avatar waiting" part="avatar" aria-hidden="true">${mailIcon}</span>`;
  return html`<span class="avatar t${tint(id)}" part="avatar" aria-hidden="true">${initials(name)}</span>`;
}

function tint(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) >>> 0;
  return sum % 8;
}

/** First letters of the first and the last word; of one word, or of a script that needs no spaces, the first alone. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? '')][0]?.toUpperCase()).join('');
}

export const avatarStyles = css`
  .avatar {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
    border: 1px solid transparent;
    background: light-dark(oklch(0.92 0.045 var(--h)), oklch(0.36 0.05 var(--h)));
    color: light-dark(oklch(0.4 0.09 var(--h)), oklch(0.9 0.05 var(--h)));
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.02em;
    line-height: 1;
    user-select: none;
  }
  .avatar.waiting {
    border: 1px dashed var(--_line-strong);
    background: none;
    color: var(--_muted);
  }
  .avatar .icon {
    inline-size: 14px;
    block-size: 14px;
  }
  .t0 {
    --h: 25;
  }
  .t1 {
    --h: 65;
  }
  .t2 {
    --h: 110;
  }
  .t3 {
    --h: 155;
  }
  .t4 {
    --h: 200;
  }
  .t5 {
    --h: 245;
  }
  .t6 {
    --h: 290;
  }
  .t7 {
    --h: 335;
  }
`;
