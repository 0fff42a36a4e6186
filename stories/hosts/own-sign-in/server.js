// A product that signs its people in by itself, with Roster as a server elsewhere. The page asks the product for a token, and
// the product asks Roster, with an API key that no page ever sees.
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

const shell = (body) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>People</title></head>
  <body>${body}</body>
</html>`;
const signInPage = shell(`<h1>Sign in</h1>
<form method="post" action="/sign-in"><label>Address <input name="email" type="email" required /></label><button>Sign in</button></form>`);

/** @param {{ api: string, key: string, origin: string, script: string, people: string[] }} options `people`: who has an account here */
export function makeHost({ api, key, origin, script, people }) {
  const sessions = new Map();
  const app = new Hono();
  app.get('/', (c) => {
    if (!sessions.has(getCookie(c, 'session'))) return c.html(signInPage);
    return c.html(
      shell(`<h1>People of Acme</h1>
<form method="post" action="/sign-out"><button>Sign out</button></form>
<roster-members api-url="${api}" token-endpoint="/token"></roster-members>
<script type="module" src="${script}"></script>`),
    );
  });
  // Passwords are this product's business; the sample has none.
  app.post('/sign-in', async (c) => {
    const { email } = await c.req.parseBody();
    if (!people.includes(email)) return c.html(signInPage, 401);
    const id = randomUUID();
    sessions.set(id, email);
    setCookie(c, 'session', id, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return c.redirect('/', 303);
  });
  app.post('/sign-out', (c) => {
    sessions.delete(deleteCookie(c, 'session'));
    return c.redirect('/', 303);
  });
  app.post('/token', async (c) => {
    const email = sessions.get(getCookie(c, 'session'));
    if (!email) return c.body(null, 401);
    const answer = await fetch(`${api}/v1/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email, origin }),
    });
    if (!answer.ok) return c.body(null, answer.status === 404 ? 403 : 503);
    c.header('cache-control', 'no-store');
    return c.json(await answer.json());
  });
  return app;
}
