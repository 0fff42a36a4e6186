import type { Messages } from './en.ts';
export const ar = { a: 'ar' } as unknown as Messages;
