// Node's own http server, and a page under a strict policy: no inline script or style, nothing from anywhere else, no string
// becomes script.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { Refused } from 'roster/server';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>People</title><script type="module" src="/assets/roster.min.js"></script></head>
  <body><h1>People of Acme</h1><roster-members api-url="/roster" token-endpoint="/token"></roster-members></body>
</html>`;

/**
 * @param {import('roster/server').Roster} roster
 * @param {(request: import('node:http').IncomingMessage) => Promise<string | undefined>} signedIn the address of whoever asks
 */
export function makeHost(roster, signedIn) {
  const api = getRequestListener(roster.app.fetch);
  const assets = new URL('./', import.meta.resolve('roster/cdn/roster.min.js'));
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    if (pathname.startsWith('/roster/')) return api(request, response);
    if (pathname === '/token' && request.method === 'POST') {
      const email = await signedIn(request);
      if (!email) return response.writeHead(401).end();
      try {
        const answer = JSON.stringify(await roster.issueToken('acme', { email }));
        return response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(answer);
      } catch (error) {
        // Refused: signed in here, and no active member there.
        return response.writeHead(error instanceof Refused ? 403 : 503).end();
      }
    }
    const asset = /^\/assets\/((?:locales\/)?[\w.-]+\.js)$/.exec(pathname)?.[1];
    if (asset) {
      const script = await readFile(fileURLToPath(new URL(asset, assets))).catch(() => undefined);
      response.writeHead(script ? 200 : 404, { 'content-type': 'text/javascript' });
      return response.end(script);
    }
    if (pathname !== '/') return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
    response.end(page);
  });
}
