import type { KeyId, MemberId } from './ids.ts';

/** Asked for by the host's server with an API key of scope `token:issue`. One of `member`, `externalId`, `email`. */
export interface TokenRequest {
  member?: string;
  externalId?: string;
  email?: string;
  /** Permissions the token is narrowed to; absent: all the member has. */
  scopes?: string[];
  /** Origin of the page that may use the token, `https://app.example`. */
  origin?: string;
}

export interface TokenAnswer {
  token: string;
  expiresAt: string;
}

export interface Key {
  id: KeyId;
  name: string;
  scopes: string[];
  /** The first letters of the secret, to tell keys apart. */
  hint: string;
  createdAt: string;
  lastUsedAt: string | null;
  /** Who made it: it does no more than they may at the moment. Null where the host or the command line did. */
  createdBy: MemberId | null;
}

export interface KeyRequest {
  name: string;
  scopes: string[];
}

/** The only moment at which the key itself is shown. */
export interface KeyAnswer {
  key: Key;
  secret: string;
}
