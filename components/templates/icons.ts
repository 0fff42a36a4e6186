import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';

// The few used of Lucide 1.62.0 (ISC), inlined. Decorative always: the words are beside them.
export const draw = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;

export const searchIcon = draw(svg`<path d="m21 21-4.34-4.34"/><circle cx="11" cy="11" r="8"/>`);
export const chevronDownIcon = draw(svg`<path d="m6 9 6 6 6-6"/>`);
export const xIcon = draw(svg`<path d="M18 6 6 18"/><path d="m6 6 12 12"/>`);
export const triangleAlertIcon = draw(
  svg`<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/><path d="M12 9v4"/><path d="M12 17h.01"/>`,
);
export const userPlusIcon = draw(
  svg`<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><circle cx="9" cy="7" r="4"/><line x1="19" x2="19" y1="8" y2="14"/><line x1="22" x2="16" y1="11" y2="11"/>`,
);
export const mailIcon = draw(
  svg`<path d="m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7"/><rect x="2" y="4" width="20" height="16" rx="2"/>`,
);
