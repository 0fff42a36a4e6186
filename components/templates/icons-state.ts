import { svg } from 'lit';
import { draw } from './icons.ts';

// Of Lucide 1.62.0 (ISC) too: beside sentences and in heads, once the first rows are drawn.
export const checkIcon = draw(svg`<path d="M20 6 9 17l-5-5"/>`);
export const clockIcon = draw(svg`<circle cx="12" cy="12" r="10"/><path d="M12 6v6l4 2"/>`);
export const lockIcon = draw(
  svg`<rect width="18" height="11" x="3" y="11" rx="2" ry="2"/><path d="M7 11V7a5 5 0 0 1 10 0v4"/>`,
);
export const slidersIcon = draw(
  svg`<path d="M10 5H3"/><path d="M12 19H3"/><path d="M14 3v4"/><path d="M16 17v4"/><path d="M21 12h-9"/><path d="M21 19h-5"/><path d="M21 5h-7"/><path d="M8 10v4"/><path d="M8 12H3"/>`,
);
