import { svg } from 'lit';
import { draw } from '../templates/icons.ts';

// Of Lucide 1.62.0 (ISC) too; these are the table's alone.
export const chevronLeftIcon = draw(svg`<path d="m15 18-6-6 6-6"/>`);
export const chevronRightIcon = draw(svg`<path d="m9 18 6-6-6-6"/>`);
// One path with the looks of three circles, because there is one in every row.
export const ellipsisIcon = draw(svg`<path stroke-width="4" d="M5 12h.01M12 12h.01M19 12h.01"/>`);
export const arrowUpIcon = draw(svg`<path d="m5 12 7-7 7 7"/><path d="M12 19V5"/>`);
export const chevronsUpDownIcon = draw(svg`<path d="m7 15 5 5 5-5"/><path d="m7 9 5-5 5 5"/>`);
export const usersIcon = draw(
  svg`<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><path d="M16 3.128a4 4 0 0 1 0 7.744"/><path d="M22 21v-2a4 4 0 0 0-3-3.87"/><circle cx="9" cy="7" r="4"/>`,
);
