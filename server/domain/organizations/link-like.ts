const scheme = /\b[a-z][a-z0-9+.-]{1,20}:\/\/|\bwww\./iu;
/** Two letters or more on both sides of a dot, without a space: `evil.com`, and not `U.S.A.` or `St. Gallen`. */
const host = /[\p{L}\p{N}-]{2}\.\p{L}{2}/u;

/**
 * Whether mail programs may make a link of something in this text. A name that is one would turn the invitations of an
 * organization into somebody's advertisement.
 */
export function isLinkLike(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll('\u3002', '.');
  return scheme.test(plain) || host.test(plain);
}
