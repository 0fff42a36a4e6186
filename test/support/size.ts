/**
 * Whether the tests run at their full numbers (`npm run test:long`: `ROSTER_LONG=1`): hours instead of minutes, a million rows
 * instead of dozens, and bounds in time without an allowance for a machine that other tests share.
 */
export const isLong = process.env.ROSTER_LONG === '1';

/** One of two numbers: for every day, and for the long run. */
export const size = (short: number, long: number): number => (isLong ? long : short);
