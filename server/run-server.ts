import { Hono } from 'hono';
import { CannotListen, serve } from './serve.ts';
import { CommandFailed } from './command-failed.ts';
import type { Configuration } from './configuration.ts';
import { openDatabase, pendingMigrations, type Database } from './db/open-database.ts';
import type { MemberList } from './contract/index.ts';
import { makeDemo } from './demo/make-demo.ts';
import { domainOf } from './demo/organizations.ts';
import { demoPassword, seedDemo } from './demo/seed-demo.ts';
import { makePasswordHasher } from './domain/accounts/password-hasher.ts';
import { Refused } from './domain/refused.ts';
import { createRoster, type Roster } from './index.ts';
import { makeLog } from './log.ts';

/** Where the API and the pages are mounted. */
const basePath = '/roster';
const pages = ['sign-in', 'sign-out', 'forgot', 'reset', 'accept', 'change-password', 'home'];

/** Serves until it is told to stop; answers the exit status. */
export function runServer(configuration: Configuration): Promise<number> {
  const { demo } = configuration;
  return runUntilStopped(configuration, (roster, origin) => ({
    app: rootApp(roster, origin, demo),
    words: `Roster is at ${origin}${demo ? '' : `${basePath}/sign-in`}`,
  }));
}

/** Does what servers leave to it until it is told to stop, and answers nothing but how it is. */
export function runWorker(configuration: Configuration): Promise<number> {
  const { host, port } = configuration;
  return runUntilStopped({ ...configuration, jobs: true, demo: false }, (roster) => ({
    app: healthOf(roster),
    words: `Roster is at work, and says how it is at http://${shownHost(host)}:${port}/readyz`,
  }));
}

interface Shown {
  app: Hono;
  /** Said once it listens. */
  words: string;
}

async function runUntilStopped(
  configuration: Configuration,
  show: (roster: Roster, origin: string) => Shown,
): Promise<number> {
  const { host, port, database, listenUrl, secret, smtp, mailFrom, jobs, demo } = configuration;
  const origin = configuration.publicUrl ?? `http://${shownHost(host)}:${port}`;
  const terminal = process.stderr.isTTY === true;
  const log = makeLog({
    level: configuration.logLevel ?? (terminal ? 'warn' : 'info'),
    form: terminal ? 'human' : 'json',
  });
  const hasher = makePasswordHasher();
  // Looked at before anything is set to work on it.
  const source = 'url' in database ? await openCurrent(database.url, listenUrl) : database;
  const closeSource = async (): Promise<void> => ('folder' in source ? undefined : source.close());
  const roster = await createRoster({
    database: source,
    ...(secret !== undefined && { secret }),
    url: `${origin}${basePath}`,
    mail: { ...(smtp && { smtp }), ...(mailFrom && { from: mailFrom }) },
    signIn: demo ? { after: '/demo/{organization}' } : {},
    allowPrivateWebhooks: configuration.privateWebhooks,
    allowedOrigins: configuration.allowedOrigins,
    trustedProxies: configuration.trustedProxies,
    ...(!jobs && { jobs }),
    log,
    hasher,
  }).catch(async (error: unknown) => {
    await closeSource();
    throw error;
  });
  try {
    if (demo) {
      const { services } = roster;
      const passwordHash = await hasher.hash(demoPassword);
      await seedDemo({ database: roster.database, secrets: services.secrets, passwordHash });
    }
    const { app, words } = show(roster, origin);
    const serving = await serve(app, { host, port });
    process.stdout.write(`${words} (stop it with Ctrl+C)\n`);
    if (roster.mailbox && roster.services.mailWorks)
      process.stdout.write(`Mail is kept and shown at ${origin}/dev/mail\n`);
    else if (roster.mailbox) log('warn', 'mail.nowhere', { hint: 'Without SMTP_URL no mail leaves this server.' });
    const signal = await toldToStop();
    log('info', 'server.stopping', { signal });
    await Promise.all([serving.stop(), roster.close()]);
    await closeSource();
    log('info', 'server.stopped');
    return 0;
  } catch (error) {
    await roster.close();
    await closeSource();
    throw error instanceof CannotListen ? new CommandFailed(error.message) : error;
  }
}

function healthOf(roster: Roster): Hono {
  const health = new Hono();
  for (const path of ['/healthz', '/readyz', '/metrics'])
    health.get(path, (c) => roster.app.fetch(c.req.raw, c.env as object));
  return health;
}

function rootApp(roster: Roster, origin: string, demo: boolean): Hono {
  const root = new Hono();
  root.route('/', roster.app);
  // People type these; they live below the base path.
  for (const page of pages) {
    root.get(`/${page}`, (c) => c.redirect(`${basePath}/${page}${new URL(c.req.url).search}`, 308));
  }
  if (!demo) {
    root.get('/', (c) => c.redirect(`${basePath}/home`));
    return root;
  }
  root.route(
    '/',
    makeDemo({
      apiPath: basePath,
      publicUrl: origin,
      ...(roster.mailbox && { mailbox: '/dev/mail' }),
      signedIn: (request) => roster.signedIn(request),
      tokenFor: ({ organization, ...whom }) =>
        roster.issueToken(organization, whom).catch((error: unknown) => {
          if (error instanceof Refused && ['not_found', 'forbidden'].includes(error.code)) return undefined;
          throw error;
        }),
      peopleOf: (organization) => peopleOf(roster, organization),
    }),
  );
  return root;
}

/** What a product knows of some of its people: their ids, asked of the API as any product would. */
async function peopleOf(roster: Roster, organization: string): Promise<string[]> {
  const { token } = await roster.issueToken(organization, { email: `admin@${domainOf(organization)}` });
  const headers = { authorization: `Bearer ${token}` };
  const response = await roster.app.request(`${basePath}/v1/members?status=active&limit=12`, { headers });
  const { items } = (await response.json()) as MemberList;
  return items.map(({ id }) => id);
}

/** @throws CommandFailed for a database of another version */
async function openCurrent(url: string, listenUrl: string | undefined): Promise<Database> {
  const database = await openDatabase({ url, ...(listenUrl !== undefined && { listenUrl }) });
  try {
    const pending = await pendingMigrations(database);
    if (pending.length === 0) return database;
    throw new CommandFailed(
      `The database is not of this version yet (${pending.join(', ')}). Run "roster migrate" with ROSTER_OWNER_URL, then start again.`,
    );
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** An address to click on: what listens everywhere is reached here. */
export function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** The first signal ends the server in peace; a second one ends the process. */
function toldToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve(signal);
        process.once(signal, () => process.exit(1));
      });
    }
  });
}
