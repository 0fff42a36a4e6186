import { draw } from '../templates/icons.ts';

// Of Lucide 1.62.0 (ISC) too; these are the table's alone.
export const chevronLeftIcon = draw('M15 18l-6-6 6-6');
export const chevronRightIcon = draw('M9 18l6-6-6-6');
export const arrowUpIcon = draw('M5 12l7-7 7 7M12 19V5');
export const chevronsUpDownIcon = draw('M7 15l5 5 5-5M7 9l5-5 5 5');
export const usersIcon = draw(
  'M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M16 3.128a4 4 0 0 1 0 7.744M22 21v-2a4 4 0 0 0-3-3.87M5 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0',
);
