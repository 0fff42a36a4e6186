import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Everything derived from ROSTER_SECRET, and the form of every credential:
 * `<prefix>_<owner><secret>`, the owner being the organization's or the account's UUID in 32 hex digits. A credential thus
 * says in whose rows it is looked up, and no look-up over all organizations is needed. Only SHA-256 of the whole is kept.
 */
export interface Secrets {
  /** A key of its own for each purpose. */
  key(purpose: string): Uint8Array;
  /**
   * The token of an invitation or a reset, derived from its id: the worker that sends the mail makes it again, so that
   * the link stands nowhere but in the mail.
   */
  derivedToken(prefix: string, owner: string, purpose: string, id: string): string;
  /** A token nobody can make again. */
  randomToken(prefix: string, owner: string): string;
}

export function makeSecrets(secret: string): Secrets {
  const key = (purpose: string): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, 'roster', purpose, 32));
  const keys = new Map<string, Uint8Array>();
  const cached = (purpose: string): Uint8Array => {
    const known = keys.get(purpose) ?? key(purpose);
    keys.set(purpose, known);
    return known;
  };
  const compose = (prefix: string, owner: string, tail: string): string =>
    `${prefix}_${owner.replaceAll('-', '')}${tail}`;
  return {
    key: cached,
    derivedToken: (prefix, owner, purpose, id) =>
      compose(
        prefix,
        owner,
        createHmac('sha256', cached(`token:${purpose}`))
          .update(id)
          .digest('base64url'),
      ),
    randomToken: (prefix, owner) => compose(prefix, owner, randomBytes(32).toString('base64url')),
  };
}

/** The owner's UUID inside a token of this prefix; `undefined` for anything that has not this form. Never throws. */
export function tokenOwner(prefix: string, token: unknown): string | undefined {
  if (typeof token !== 'string') return undefined;
  const match = new RegExp(
    `^${prefix}_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[\\w-]{43}$`,
  ).exec(token);
  return match?.slice(1).join('-');
}

/** What is kept of a token. */
export function tokenHash(token: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(token).digest());
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
