import { html, type TemplateResult } from 'lit';

// The few used of Lucide 1.62.0 (ISC), inlined. Decorative always: the words are beside them. Each is one path, its circles as
// arcs, so that the browser reads one template for all of them.
export const draw = (path: string): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;

export const searchIcon = draw('M21 21l-4.34-4.34M3 11a8 8 0 1 0 16 0a8 8 0 1 0-16 0');
export const chevronDownIcon = draw('M6 9l6 6 6-6');
export const xIcon = draw('M18 6L6 18M6 6l12 12');
export const triangleAlertIcon = draw(
  'M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01',
);
export const userPlusIcon = draw(
  'M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M5 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0M19 8L19 14M22 11L16 11',
);
export const mailIcon = draw(
  'M22 7l-8.991 5.727a2 2 0 0 1-2.009 0L2 7M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2z',
);
