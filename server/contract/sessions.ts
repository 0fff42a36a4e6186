import type { SessionId } from './ids.ts';

/** A browser somebody is signed in with at this moment. It works in every organization the person belongs to. */
export interface OpenSession {
  id: SessionId;
  /** In words, as far as the browser told: `Firefox on Windows`. */
  device: string;
  /** The same in parts, for other languages: `Firefox`, `Windows`. */
  browser: string | null;
  system: string | null;
  /** Where it was begun, where the host has a database of places. */
  place: string | null;
  startedAt: string;
  /** Never more exact than a minute. */
  lastUsedAt: string;
  expiresAt: string;
  /** The one this very request came with. */
  current: boolean;
}

export interface SessionList {
  /** Last used first. */
  items: OpenSession[];
}
