import type { MiddlewareHandler } from 'hono';

/** Answers are one person's, for this moment, and never a page. */
export const apiHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  headers.set('cache-control', 'private, no-store');
  headers.set('vary', 'Authorization, Cookie, Origin');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  headers.set('referrer-policy', 'no-referrer');
};
