import { svg } from 'lit';
import { draw } from '../templates/icons.ts';

// More of Lucide 1.62.0 (ISC), used by the dialog alone.

export const plusIcon = draw(svg`<path d="M5 12h14"/><path d="M12 5v14"/>`);
export const infoIcon = draw(svg`<circle cx="12" cy="12" r="10"/><path d="M12 16v-4"/><path d="M12 8h.01"/>`);
