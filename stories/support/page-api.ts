import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { databaseOver, type Database } from '../../server/db/database.ts';
import { pglitePool } from '../../server/db/pglite-pool.ts';
import * as tables from '../../server/db/schema.ts';
import type { Services } from '../../server/domain/context.ts';
import { isDemoPerson, type DemoPersonKey } from '../../server/demo/persons.ts';
import { makeSecrets, tokenHash } from '../../server/domain/secrets.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { makeApi, type Api } from '../../server/http/api.ts';
import { overNetwork, type Network } from './network.ts';
import { storySecret } from './story-secret.ts';

/** Where the API answers inside the page. */
export const apiUrl = '/roster';

/** The role of the application: the migrations in the dump grant to it by this name. */
const role = 'roster_app';

interface PageApi {
  api: Api;
  database: Database;
  services: Services;
}

let starting: Promise<PageApi> | undefined;

/**
 * The real API on a real database inside the page, with the demo's people: from here on, requests of this page to
 * `/roster` are answered by it. Loaded once; every story that asks shares it.
 */
export function pageApi(): Promise<PageApi> {
  return (starting ??= start());
}

async function start(): Promise<PageApi> {
  const dump = await fetch(new URL('demo-database.tar.gz', document.baseURI));
  const pglite = await PGlite.create({ loadDataDir: await dump.blob(), extensions: { pg_trgm } });
  const database = databaseOver(pglitePool(pglite, { role }), { deadline: 20_000 });
  const services: Services = {
    secrets: makeSecrets(storySecret),
    publicUrl: new URL(apiUrl, location.origin).href,
    mailWorks: true,
    // Nobody signs in with a password in a story, so none is hashed in the page.
    hasher: { hash: async () => 'of a story', verify: async () => false },
    newUuid,
  };
  const api = makeApi({ database, services, log: () => {} });
  answerInPage(api);
  return { api, database, services };
}

/** Requests below `/roster` never leave the page. */
function answerInPage(api: Api): void {
  const network = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (url.origin !== location.origin || !url.pathname.startsWith(`${apiUrl}/`)) return network(input, init);
    init?.signal?.throwIfAborted();
    const within = new URL(url.pathname.slice(apiUrl.length) + url.search, url.origin);
    const request = new Request(within, withoutSignal(init));
    const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    const answer = await overNetwork(networks.get(token) ?? 'fast', async () => api.fetch(request));
    init?.signal?.throwIfAborted();
    return answer;
  };
}

/** A request that is given up is answered all the same, and its answer dropped: the database has one connection. */
function withoutSignal({ signal: _, ...init }: RequestInit = {}): RequestInit {
  return init;
}

/** What the toolbar says of who looks, and over what. */
interface Looking {
  /** One of the people whose addresses are known, instead of the story's own. */
  viewer?: DemoPersonKey | 'story' | undefined;
  network?: Network | undefined;
}

/** The network that requests with a token go over: a story's own preparations have another token, and always arrive. */
const networks = new Map<string, Network>();

const tokens = new Map<string, Promise<string>>();

/**
 * A widget token for a person of the demo, as a host's server would have it made: `admin@optra.example` is of the
 * organization `optra`. The same token each time, so that a story keeps what it shows when only its looks are changed.
 */
export function tokenFor(email: string, { viewer, network = 'fast' }: Looking = {}): Promise<string> {
  const organization = email.split(/[@.]/)[1]!;
  const who = isDemoPerson(viewer) ? `${viewer}@${organization}.example` : email;
  const key = `${who} ${network}`;
  const token = tokens.get(key) ?? issue(organization, who);
  tokens.set(key, token);
  token.then(
    (issued) => networks.set(issued, network),
    () => tokens.delete(key),
  );
  return token;
}

/** For `loaders`: the API in the page, asked by this person of the demo, or by whom the toolbar names instead. */
export const as = (email: string) => [
  async ({ globals }: { globals: Looking }): Promise<{ token: string }> => ({ token: await tokenFor(email, globals) }),
];

async function issue(organization: string, email: string): Promise<string> {
  const { database, services } = await pageApi();
  const organizationId = await database.withNobody(async (tx) => {
    const rows = await tx.execute<{ id: string }>(
      `select id from roster.organization_by('${organization.replaceAll("'", "''")}')`,
    );
    return rows[0]!.id;
  });
  const token = services.secrets.randomToken('wt', organizationId);
  await database.withTenant({ organizationId }, async (tx) => {
    const member = await tx.query.members.findFirst({
      columns: { id: true },
      where: (row, { eq }) => eq(row.email, email),
    });
    await tx.insert(tables.widgetTokens).values({
      organizationId,
      id: newUuid(),
      memberId: member!.id,
      tokenHash: tokenHash(token),
      // A story may stay open for a working day.
      expiresAt: new Date(Date.now() + 86_400_000),
    });
  });
  return token;
}
