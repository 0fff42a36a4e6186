import { normalizeTyped } from '../../contract/index.ts';
import { canonicalAddress } from '../addresses/canonical.ts';

/** The one form of a typed address that accounts are found by; `undefined` for what is no address. */
export function canonicalEmail(typed: string): string | undefined {
  if (typed.length > 1000) return undefined;
  const canonical = canonicalAddress(normalizeTyped(typed).trim());
  return canonical.ok ? canonical.email : undefined;
}
