import { migrate, applicationRole } from '../../server/db/open-database.ts';
import { createRoster } from '../../server/index.ts';
import { preset } from '../../server/presets/presets.ts';
import type { Tenant } from './clerk.ts';
import { startGateway, type Gateway } from './gateway.ts';
import type { Ledger } from './ledger.ts';
import { startMailSink, type MailSink } from './mail-sink.ts';
import { ServerProcess } from './server-process.ts';
import { startSmallDatabase, type SmallDatabase } from './small-database.ts';

/** Everything a run consists of: real processes of the server on a real database, with a real mail server. */
export interface Site {
  database: SmallDatabase;
  gateway: Gateway;
  mail: MailSink;
  apis: ServerProcess[];
  workers: ServerProcess[];
  tenants: Tenant[];
  /** Addresses of the servers that are there. */
  doors(): string[];
  close(): Promise<void>;
}

export interface SiteOptions {
  ledger: Ledger;
  apis: number;
  workers: number;
  tenants: number;
  /** Another build of the server. */
  sources?: string;
}

export const password = 'application';
export const publicUrl = 'http://127.0.0.1';
export const secret = 'a secret of the chaos, long enough';

export async function openSite({ ledger, sources, ...counts }: SiteOptions): Promise<Site> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).toReversed()) await one().catch((error: unknown) => console.error(error));
  };
  try {
    const database = await startSmallDatabase();
    closers.push(() => database.stop());
    await migrate({ ownerUrl: database.ownerUrl, appRole: { name: applicationRole, password } });
    const gateway = await startGateway(database.port);
    closers.push(() => gateway.close());
    const mail = await startMailSink();
    closers.push(() => mail.close());
    const direct = applicationUrl(database.port);
    const tenants = await foundTenants(direct, counts.tenants);
    let ending = false;
    const make = (kind: 'api' | 'worker', count: number): ServerProcess[] =>
      Array.from({ length: count }, (_, index) => {
        const server = new ServerProcess({
          name: `${kind} ${index + 1}`,
          kind,
          ...(sources !== undefined && { sources }),
          environment: {
            DATABASE_URL: applicationUrl(gateway.port),
            ROSTER_SECRET: secret,
            // Whichever process writes a link, it is the same.
            ROSTER_URL: publicUrl,
            SMTP_URL: mail.url,
            ROSTER_LOG: 'error',
          },
          onExit(name, words) {
            if (ending) return;
            ledger.exits.push(`${name} ${words}`);
            void server.start().catch(() => {});
          },
        });
        return server;
      });
    const apis = make('api', counts.apis);
    const workers = make('worker', counts.workers);
    closers.push(async () => {
      ending = true;
      await Promise.all([...apis, ...workers].map((server) => server.kill()));
    });
    await Promise.all([...apis, ...workers].map((server) => server.start()));
    const doors = (): string[] => {
      const up = apis.filter((server) => server.up);
      return (up.length > 0 ? up : apis).map(({ url }) => url);
    };
    return { database, gateway, mail, apis, workers, tenants, doors, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const applicationUrl = (port: number): string => `postgres://${applicationRole}:${password}@127.0.0.1:${port}/postgres`;

/** In process, as a host founds them: no route does. */
export async function foundTenants(url: string, count: number): Promise<Tenant[]> {
  const roster = await createRoster({
    database: url,
    secret,
    url: `${publicUrl}/roster`,
    jobs: false,
    signIn: false,
    log: () => {},
  });
  try {
    const tenants: Tenant[] = [];
    for (let index = 0; index < count; index++) {
      const slug = `tenant${index + 1}`;
      const portal = preset('default');
      const id = await roster.organizations.found({ slug, name: slug, portal, domains: [`${slug}.example`] });
      const { secret: key } = await roster.createKey(slug, { name: 'Chaos', scopes: ['*'] });
      const answer = await roster.app.request('/roster/v1/roles', { headers: { authorization: `Bearer ${key}` } });
      const { items } = (await answer.json()) as { items: { id: string; key: string }[] };
      tenants.push({ slug, id, key, roles: Object.fromEntries(items.map((role) => [role.key, role.id])) });
    }
    return tenants;
  } finally {
    await roster.close();
  }
}
