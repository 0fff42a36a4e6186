import type { Messages } from './en.ts';
export const es = { a: 'es' } as unknown as Messages;
