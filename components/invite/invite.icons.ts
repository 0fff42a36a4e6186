import { draw } from '../templates/icons.ts';

// More of Lucide 1.62.0 (ISC), used by the dialog alone.

export const plusIcon = draw('M5 12h14M12 5v14');
export const infoIcon = draw('M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 16v-4M12 8h.01');
