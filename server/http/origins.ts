import { Refused } from '../domain/refused.ts';

/** Which pages may talk to this server from a browser. Compared whole and exactly: nothing is a prefix or a suffix. */
export interface Origins {
  /** Whether the request comes from a page of this very server. */
  isOwn(request: Request): boolean;
  /** The other origin that may read the answer, or null for pages of this server and for programs. */
  crossOrigin(request: Request): string | null;
}

/** @throws TypeError for an allowed origin that is none, such as one with a path */
export function makeOrigins(publicUrl: string, allowed: readonly string[]): Origins {
  const own = new URL(publicUrl).origin;
  for (const origin of allowed) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new TypeError(`${origin} is not an origin like https://app.example.`);
  }
  const known = new Set(allowed);
  const isOwn = (request: Request): boolean => {
    // Only browsers send it, no page can forge it, and it is right behind any proxy.
    const site = request.headers.get('sec-fetch-site');
    return site === null ? request.headers.get('origin') === own : site === 'same-origin';
  };
  return {
    isOwn,
    crossOrigin(request) {
      const origin = request.headers.get('origin');
      if (origin === null || origin === own || isOwn(request)) return null;
      if (!known.has(origin))
        throw new Refused('forbidden', { detail: 'Pages of this origin may not use this server.' });
      return origin;
    },
  };
}

/** The origin of the page that asks, as the browser tells it; a page of this server need not send one to read. */
export function originOf(request: Request, origins: Origins, publicUrl: string): string | null {
  return request.headers.get('origin') ?? (origins.isOwn(request) ? new URL(publicUrl).origin : null);
}

/** Headers that let the page of `origin` read an answer. Never with cookies: those are for pages of this server. */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'etag, retry-after, x-request-id, idempotency-replayed',
  };
}

export const preflightHeaders: Record<string, string> = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers':
    'authorization, content-type, if-match, if-none-match, idempotency-key, last-event-id, roster-organization, x-request-id',
  'access-control-max-age': '600',
};
