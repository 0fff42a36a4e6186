import { normalizeTyped } from '../../contract/index.ts';
import { canonicalAddress, type CanonicalAddress } from '../addresses/canonical.ts';

/** One typed address in the form it is kept in. A control character inside is a fault and never cut away. */
export function readInviteeAddress(text: string): CanonicalAddress {
  // Before anything that takes time with the length.
  if (text.length > 1_000) return { ok: false, code: 'too_long', detail: 'This is too long for an address.' };
  // eslint-disable-next-line no-control-regex -- they are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text))
    return { ok: false, code: 'malformed_email', detail: 'There is a control character in this address.' };
  return canonicalAddress(normalizeTyped(text).trim());
}
