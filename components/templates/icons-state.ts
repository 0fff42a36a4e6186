import { draw } from './icons.ts';

// Of Lucide 1.62.0 (ISC) too: beside sentences and in heads, once the first rows are drawn.
export const checkIcon = draw('M20 6L9 17l-5-5');
export const clockIcon = draw('M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 6v6l4 2');
export const lockIcon = draw(
  'M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-7a2 2 0 0 1 2 -2zM7 11V7a5 5 0 0 1 10 0v4',
);
export const slidersIcon = draw('M10 5H3M12 19H3M14 3v4M16 17v4M21 12h-9M21 19h-5M21 5h-7M8 10v4M8 12H3');
