import { randomBytes } from 'node:crypto';

/** The part of the test server's request that the rules need. */
interface Exchange {
  path: string;
  body: unknown;
  response: { is(type: string): string | false | null };
  set(name: string, value: string): void;
}

/**
 * Serves the tests' page under the strictest rules a host may have, so that an element that writes a style attribute,
 * an inline script or unchecked markup fails at once. The runner's own inline scripts carry a nonce.
 */
export async function hostRules(exchange: Exchange, next: () => Promise<void>): Promise<void> {
  await next();
  if (exchange.path !== '/' || !exchange.response.is('html') || typeof exchange.body !== 'string') return;
  const nonce = randomBytes(16).toString('base64');
  exchange.body = exchange.body.replaceAll('<script', `<script nonce="${nonce}"`);
  exchange.set(
    'content-security-policy',
    [
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}'`,
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
    ].join('; '),
  );
}
