import type { Messages } from './en.ts';
export const ja = { a: 'ja' } as unknown as Messages;
