import type { Credential } from '../domain/credentials/authenticate.ts';
import { unauthenticated } from '../domain/credentials/authenticate.ts';
import { findOrganization } from '../domain/credentials/find-organization.ts';
import { sessionCookieName, sessionPrefix } from '../domain/credentials/session-cookie.ts';
import type { Database } from '../domain/context.ts';
import { Refused } from '../domain/refused.ts';
import { tokenOwner } from '../domain/secrets.ts';
import { originOf, type Origins } from './origins.ts';

export interface CredentialReader {
  database: Database;
  origins: Origins;
  publicUrl: string;
  /** Keeps order among the look-ups of one account. */
  lookUp?: ((accountId: string, work: () => Promise<string>) => Promise<string>) | undefined;
}

/** Reads the one credential of a request. Judging it is the transaction's work. */
export async function readCredential(
  request: Request,
  { database, origins, publicUrl, lookUp = (_, work) => work() }: CredentialReader,
): Promise<Credential> {
  refuseInAddress(request.url);
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const credential = bearer(authorization, originOf(request, origins, publicUrl));
    // In a host's page everybody could read it; our own documentation lets its reader try theirs.
    if (credential.kind === 'key' && origins.crossOrigin(request) !== null) {
      throw new Refused('forbidden', { detail: 'API keys are for servers. A page uses a widget token.' });
    }
    return credential;
  }
  const token = cookie(request.headers.get('cookie'), sessionCookieName(publicUrl));
  const accountId = tokenOwner(sessionPrefix, token);
  if (token === undefined || accountId === undefined) throw unauthenticated();
  refuseOtherSites(request, origins);
  const named = request.headers.get('roster-organization') ?? undefined;
  const organizationId = await lookUp(accountId, () => findOrganization(database, accountId, named));
  return { kind: 'session', accountId, token, organizationId };
}

function bearer(authorization: string, origin: string | null): Credential {
  const token = /^Bearer ([\w-]{1,200})$/i.exec(authorization)?.[1];
  const widget = tokenOwner('wt', token);
  if (token !== undefined && widget) return { kind: 'widget', organizationId: widget, token, origin };
  const key = tokenOwner('rk', token);
  if (token !== undefined && key) return { kind: 'key', organizationId: key, token };
  throw unauthenticated();
}

/** Addresses end up in histories and logs: a credential that came in one has to be taken for known. */
function refuseInAddress(url: string): void {
  for (const [name, value] of new URL(url).searchParams) {
    if (/^(access_?token|token|key|authorization)$/i.test(name) || /^(wt|rk|rs)_[0-9a-f]{32}/.test(value)) {
      throw new Refused('unauthenticated', {
        detail: 'A credential is never sent in an address. This one should be replaced.',
      });
    }
  }
}

/**
 * A browser adds the cookie to requests of any page, so with a cookie the page itself has to be of this server. Where
 * neither header came, no browser of this decade sent it: reading is allowed, changing is not.
 */
function refuseOtherSites(request: Request, origins: Origins): void {
  const silent = !request.headers.has('sec-fetch-site') && !request.headers.has('origin');
  if (origins.isOwn(request) || (silent && request.method === 'GET')) return;
  throw new Refused('forbidden', { detail: 'With a session, only pages of this server may ask.' });
}

function cookie(header: string | null, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  // Two of one name are a trick: nobody can say which one is meant.
  return values.length === 1 ? values[0]!.slice(name.length + 1) : undefined;
}
