import { longestAnswer } from './door.ts';
import type { Ledger } from './ledger.ts';

/** What everybody who accepts calls themselves. */
export const guestName = 'A guest';

/**
 * Somebody opens the link of their invitation at this server, chooses a password and joins: with the pages' cookies, as a
 * browser does. `unknown` where the server did not say that they are in.
 */
export async function acceptInvitation(ledger: Ledger, base: string, link: string): Promise<'done' | 'unknown'> {
  const cookies = new Map<string, string>();
  const visit = async (path: string, body?: URLSearchParams): Promise<Response> => {
    const response = await fetch(new URL(path, `${base}/roster/`), {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        ...(body && { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }),
      },
      ...(body && { method: 'POST', body: body.toString() }),
      signal: AbortSignal.timeout(longestAnswer),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  try {
    await (await visit(`accept${new URL(link).search}`)).text();
    const page = await (await visit('accept')).text();
    const form = /<form[^>]*action="accept"[^>]*>([\s\S]*?)<\/form>/.exec(page)?.[1];
    if (form === undefined) return 'unknown';
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const body = new URLSearchParams(hidden.map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&')]));
    body.set('name', guestName);
    body.set('password', 'seven quiet walruses');
    const answer = await visit('accept', body);
    await answer.text();
    // Whoever is in is led on.
    return answer.status === 303 || answer.status === 302 ? 'done' : 'unknown';
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') ledger.hung.push(`/accept at ${base}`);
    return 'unknown';
  }
}
