import { domainToASCII } from 'node:url';
import { normalizeTyped, readAddress } from '../../contract/index.ts';

/**
 * The one form of an address that accounts are found by: lower case, the domain in Punycode. `undefined` for what is no
 * address. Letters that only happen to have another letter's lower case (the Kelvin sign) stay what they are, so that no
 * look-alike finds somebody else's account.
 */
export function canonicalEmail(typed: string): string | undefined {
  if (typed.length > 1000) return undefined;
  const read = readAddress(normalizeTyped(typed).trim());
  if (!read.ok) return undefined;
  const local = Array.from(read.local, (letter) =>
    letter.toLowerCase().toUpperCase() === letter ? letter.toLowerCase() : letter,
  ).join('');
  const domain = domainToASCII(read.domain);
  return domain === '' ? undefined : `${local}@${domain}`;
}
