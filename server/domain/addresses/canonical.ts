import { domainToASCII } from 'node:url';
import { limits, normalizeTyped, octets, readAddress, type AddressFault } from '../../contract/index.ts';

export type CanonicalAddress =
  { ok: true; email: string; domain: string } | { ok: false; code: AddressFault; detail: string };

/**
 * The one form in which an address is kept and compared. Only A to Z lose their case: folding more would make `ı`, the
 * Kelvin sign or a long s the address of somebody else. Domains are kept as they go over the wire.
 */
export function canonicalAddress(text: string): CanonicalAddress {
  const read = readAddress(text);
  if (!read.ok) return read;
  const local = asciiLowerCase(compose(read.local));
  const domain = canonicalDomain(read.domain);
  if (domain === undefined)
    return { ok: false, code: 'malformed_email', detail: 'The domain after the @ is not valid.' };
  const email = `${local}@${domain}`;
  // What was short enough in one form may not be in the other.
  if (
    octets(local) > limits.emailLocalPart ||
    octets(email) > limits.email ||
    domain.split('.').some((label) => label.length > limits.domainLabel)
  ) {
    return { ok: false, code: 'too_long', detail: `An address has at most ${limits.email} characters.` };
  }
  return { ok: true, email, domain };
}

/** The same for one address as somebody typed or pasted it. A control character inside is a fault and never cut away. */
export function typedAddress(text: string): CanonicalAddress {
  // Before anything that takes time with the length.
  if (text.length > 1_000) return { ok: false, code: 'too_long', detail: 'This is too long for an address.' };
  // eslint-disable-next-line no-control-regex -- they are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text))
    return { ok: false, code: 'malformed_email', detail: 'There is a control character in this address.' };
  return canonicalAddress(normalizeTyped(text).trim());
}

/** A domain in its ASCII form, or undefined where there is none. */
export function canonicalDomain(text: string): string | undefined {
  const domain = domainToASCII(text);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain) ? domain : undefined;
}

/** NFC, but for the few signs that Unicode takes apart into ASCII: the Kelvin sign would become a K after all. */
function compose(text: string): string {
  return text.replace(/[^\u1fef\u212a]+/g, (part) => part.normalize('NFC'));
}

function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
