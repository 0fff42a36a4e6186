import { canonicalAddress } from '../addresses/canonical.ts';

/** The one form of a user name: an address as addresses are kept, anything else without case. */
export function foldUserName(text: string): string {
  const address = canonicalAddress(text);
  return address.ok ? address.email : text.normalize('NFC').toLowerCase();
}
