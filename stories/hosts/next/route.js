// Next and whatever else has handlers of `Request` and `Response`: in Next the file `app/roster/[...path]/route.js`, which
// exports these by name, and `app/token/route.js` with the second one.

import { Refused } from 'roster/server';

/** @param {import('roster/server').Roster} roster */
export function rosterRoutes(roster) {
  const handle = (request) => roster.app.fetch(request);
  return { GET: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle, OPTIONS: handle };
}

/**
 * @param {import('roster/server').Roster} roster
 * @param {(request: Request) => Promise<string | undefined>} signedIn the address of whoever asks
 */
export function tokenRoutes(roster, signedIn) {
  return {
    async POST(request) {
      const email = await signedIn(request);
      if (!email) return new Response(null, { status: 401 });
      try {
        const headers = { 'cache-control': 'no-store' };
        return Response.json(await roster.issueToken('acme', { email }), { headers });
      } catch (error) {
        // Signed in here, and no active member there.
        if (error instanceof Refused) return new Response(null, { status: 403 });
        throw error;
      }
    },
  };
}
