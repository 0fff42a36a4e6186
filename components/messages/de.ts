import type { Messages } from './en.ts';
export const de = { a: 'de' } as unknown as Messages;
