import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';

// The few used of Lucide 1.62.0 (ISC), inlined. Decorative always: the words are beside them.
const draw = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;

export const searchIcon = draw(svg`<path d="m21 21-4.34-4.34"/><circle cx="11" cy="11" r="8"/>`);
export const chevronDownIcon = draw(svg`<path d="m6 9 6 6 6-6"/>`);
export const chevronLeftIcon = draw(svg`<path d="m15 18-6-6 6-6"/>`);
export const chevronRightIcon = draw(svg`<path d="m9 18 6-6-6-6"/>`);
export const ellipsisIcon = draw(
  svg`<circle cx="12" cy="12" r="1"/><circle cx="19" cy="12" r="1"/><circle cx="5" cy="12" r="1"/>`,
);
export const arrowUpIcon = draw(svg`<path d="m5 12 7-7 7 7"/><path d="M12 19V5"/>`);
export const chevronsUpDownIcon = draw(svg`<path d="m7 15 5 5 5-5"/><path d="m7 9 5-5 5 5"/>`);
export const xIcon = draw(svg`<path d="M18 6 6 18"/><path d="m6 6 12 12"/>`);
export const checkIcon = draw(svg`<path d="M20 6 9 17l-5-5"/>`);
export const triangleAlertIcon = draw(
  svg`<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/><path d="M12 9v4"/><path d="M12 17h.01"/>`,
);
export const userPlusIcon = draw(
  svg`<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><circle cx="9" cy="7" r="4"/><line x1="19" x2="19" y1="8" y2="14"/><line x1="22" x2="16" y1="11" y2="11"/>`,
);
export const usersIcon = draw(
  svg`<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><path d="M16 3.128a4 4 0 0 1 0 7.744"/><path d="M22 21v-2a4 4 0 0 0-3-3.87"/><circle cx="9" cy="7" r="4"/>`,
);
export const sendIcon = draw(
  svg`<path d="M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11z"/><path d="m21.854 2.147-10.94 10.939"/>`,
);
export const linkIcon = draw(
  svg`<path d="M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71"/><path d="M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71"/>`,
);
export const banIcon = draw(svg`<circle cx="12" cy="12" r="10"/><path d="M4.929 4.929 19.07 19.071"/>`);
export const mailIcon = draw(
  svg`<path d="m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7"/><rect x="2" y="4" width="20" height="16" rx="2"/>`,
);
export const lockIcon = draw(
  svg`<rect width="18" height="11" x="3" y="11" rx="2" ry="2"/><path d="M7 11V7a5 5 0 0 1 10 0v4"/>`,
);
export const clockIcon = draw(svg`<circle cx="12" cy="12" r="10"/><path d="M12 6v6l4 2"/>`);
