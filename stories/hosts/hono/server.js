// Hono: Roster's application is one of its own kind.
import { Hono } from 'hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refused } from 'roster/server';

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
    try {
      return c.json(await roster.issueToken('acme', { email }));
    } catch (error) {
      // Signed in here, and no active member there.
      if (error instanceof Refused) return c.body(null, 403);
      throw error;
    }
  });
  const assets = fileURLToPath(new URL('./', import.meta.resolve('roster/cdn/roster.min.js')));
  const rewriteRequestPath = (path) => path.replace(/^\/assets/, '');
  app.use('/assets/*', serveStatic({ root: relative(process.cwd(), assets), rewriteRequestPath }));
  // Last: what looks at every request of Roster would look at the product's later routes as well.
  app.route('/', roster.app);
  return app;
}
