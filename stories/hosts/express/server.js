// Express 5. Roster is asked before any body parser: it reads bodies itself.
import express from 'express';
import { getRequestListener } from '@hono/node-server';
import { fileURLToPath } from 'node:url';
import { Refused } from 'roster/server';

const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>People</title><script type="module" src="/assets/roster.min.js"></script></head>
  <body><h1>People of Acme</h1><roster-members api-url="/roster" token-endpoint="/token"></roster-members></body>
</html>`;

/**
 * @param {import('roster/server').Roster} roster
 * @param {(request: express.Request) => Promise<string | undefined>} signedIn the address of whoever asks
 */
export function makeHost(roster, signedIn) {
  const app = express();
  const api = getRequestListener(roster.app.fetch);
  // Not `app.use('/roster', …)`, which takes the path away that Roster looks at.
  app.all('/roster/*path', (request, response) => api(request, response));
  app.use(express.json());
  app.post('/token', async (request, response) => {
    const email = await signedIn(request);
    if (!email) return response.status(401).end();
    try {
      response.set('cache-control', 'no-store').json(await roster.issueToken('acme', { email }));
    } catch (error) {
      // Signed in here, and no active member there.
      if (!(error instanceof Refused)) throw error;
      response.status(403).end();
    }
  });
  app.use('/assets', express.static(fileURLToPath(new URL('./', import.meta.resolve('roster/cdn/roster.min.js')))));
  app.get('/', (_request, response) => response.type('html').send(page));
  return app;
}
