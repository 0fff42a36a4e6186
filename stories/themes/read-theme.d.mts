export type Scheme = 'light' | 'dark';
export interface Pair {
  /** Names of variables without `--roster-`. */
  ink: string;
  ground: string;
  /** The contrast it needs. */
  least: number;
}
export const PAIRS: readonly Pair[];
export function readTheme(css: string, scheme: Scheme): Map<string, string>;
export function isColour(value: string): boolean;
export function channels(colour: string): number[];
export function contrast(one: string, other: string): number;
export function contrasts(css: string, scheme: Scheme): (Pair & { ratio: number })[];
