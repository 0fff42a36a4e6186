import type { Messages } from './en.ts';
export const fr = { a: 'fr' } as unknown as Messages;
