// Hono: Roster's application is one of its own kind.
import { Hono } from 'hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>People</title><script type="module" src="/assets/roster.min.js"></script></head>
  <body><h1>People of Acme</h1><roster-members api-url="/roster" token-endpoint="/token"></roster-members></body>
</html>`;

/**
 * @param {import('roster/server').Roster} roster
 * @param {(request: Request) => Promise<string | undefined>} signedIn the address of whoever asks
 */
export function makeHost(roster, signedIn) {
  const app = new Hono();
  app.get('/', (c) => c.html(page));
  app.post('/token', async (c) => {
    const email = await signedIn(c.req.raw);
    if (!email) return c.body(null, 401);
    c.header('cache-control', 'no-store');
    return c.json(await roster.issueToken('acme', { email }));
  });
  const assets = fileURLToPath(new URL('./', import.meta.resolve('roster/cdn/roster.min.js')));
  const rewriteRequestPath = (path) => path.replace(/^\/assets/, '');
  app.use('/assets/*', serveStatic({ root: relative(process.cwd(), assets), rewriteRequestPath }));
  // Last, because it answers whatever is left.
  app.route('/', roster.app);
  return app;
}
