import type { MiddlewareHandler } from 'hono';
import { problemResponse } from './http/problem.ts';
import { newUuid } from './domain/uuid.ts';

const loopback = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Refuses requests under a name that is not the public one. Nothing is ever made from the header; refusing it keeps what
 * stands before us (caches, proxies, a browser that was led here by somebody else's DNS) from being fooled by it.
 * The machine's own names pass: proxies and health checks use them, and no page elsewhere can stand behind one.
 */
export function hostGuard(publicUrl: string): MiddlewareHandler {
  const { host } = new URL(publicUrl);
  return async (c, next) => {
    const given = c.req.header('host');
    // Absent where no network was involved, as in a host's own call of `fetch`.
    if (given === undefined || given.toLowerCase() === host || loopback.test(given)) return next();
    return problemResponse(
      'malformed',
      { detail: `This server is ${host}, and was asked under another name.` },
      newUuid(),
    );
  };
}
