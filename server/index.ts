import { Hono } from 'hono';
import { openDatabase, migrate, pendingMigrations, applicationRole, type Database } from './db/open-database.ts';
import { passwordIn } from './db/embedded.ts';
import { makePasswordHasher, type PasswordHasher } from './domain/accounts/password-hasher.ts';
import { strangersDatabase } from './domain/accounts/strangers-database.ts';
import { resetLimits, signInLimits, type TryLimits } from './domain/accounts/tries.ts';
import {
  fromId,
  type KeyAnswer,
  type KeyRequest,
  type OrganizationId,
  type TokenAnswer,
  type TokenRequest,
} from './contract/index.ts';
import { asSystem } from './domain/as-system.ts';
import type { PlaceFinder, Services } from './domain/context.ts';
import { sessionCookieName } from './domain/credentials/session-cookie.ts';
import { readSession } from './domain/sessions/read-session.ts';
import { createKey } from './domain/keys/create-key.ts';
import {
  deleteOrganization,
  reopenOrganization,
  suspendOrganization,
} from './domain/organizations/close-organization.ts';
import { foundOrganization, type NewOrganization } from './domain/organizations/found-organization.ts';
import { issueToken } from './domain/tokens/issue-token.ts';
import type { Log } from './domain/log.ts';
import { makeLive } from './domain/events/live.ts';
import { makeMeter } from './domain/meter.ts';
import { makeSecrets } from './domain/secrets.ts';
import { newUuid } from './domain/uuid.ts';
import { makeApi } from './http/api.ts';
import { makeHealth } from './http/health.ts';
import { mailboxApp } from './http/mailbox.ts';
import { errorResponse } from './http/problem.ts';
import { usualQuota, type Quota } from './http/turnstile.ts';
import { measureRequests, makeMetrics } from './http/metrics.ts';
import { startExpiry } from './jobs/expiry-worker.ts';
import type { Worker } from './jobs/loop.ts';
import { startWorker } from './jobs/mail-worker.ts';
import { startWebhookWorker } from './jobs/webhook-worker.ts';
import { makeMailbox, smtpMailer, type DevelopmentMailbox, type Mailer, type MailTemplates } from './mail/index.ts';
import { hostGuard } from './host-guard.ts';
import { makeLog } from './log.ts';
import { packageVersion } from './package-version.ts';
import { makePages } from './pages/make-pages.ts';
import { readPortal } from './presets/read-portal.ts';
import { requestsInFlight } from './requests-in-flight.ts';

export type { Database } from './db/open-database.ts';
export { DatabaseUnavailable } from './db/open-database.ts';
export { UnsafeDatabaseRole } from './db/refuse-unsafe-role.ts';
export type { NewOrganization } from './domain/organizations/found-organization.ts';
export type { PlaceFinder } from './domain/context.ts';
export type { Quota } from './http/turnstile.ts';
export type { Log, LogLevel } from './domain/log.ts';
export { Refused } from './domain/refused.ts';
export type { InvitationMail, MailContent, Mailer, MailTemplates, OutgoingMail, ResetMail } from './mail/index.ts';
export { defaultTemplates, MailRefused } from './mail/index.ts';

/** An embedded database in a folder of the machine. */
export interface EmbeddedDatabase {
  folder: string;
  /** `postgres` where the platform has its programs, else `pglite`. */
  engine?: 'postgres' | 'pglite';
  /** Gives up safety against power loss for speed: for tests. */
  ephemeral?: boolean;
}

export interface RosterOptions {
  /**
   * The address of a PostgreSQL that `migrate` has made ready, for a role that owns nothing; a folder for the embedded
   * database (`.roster` when left out); or a database that is open already and stays open after `close`.
   */
  database?: string | EmbeddedDatabase | Database;
  /** At least 32 random characters, the same in every process. With an embedded database one is made and kept in its folder. */
  secret?: string;
  /** Where people and pages reach Roster, base path included: `https://app.example/roster`. Links in mail start with it. */
  url: string;
  /** Carries mail; else `mail.smtp` does; else mail is kept and shown at `/dev/mail`. */
  mailer?: Mailer;
  mail?: {
    /** `smtp://user:password@host:port` or `smtps://…` */
    smtp?: string;
    /** Address mail comes from (`no-reply@` and the host of `url`). */
    from?: string;
    /** Replace messages, kind by kind. */
    templates?: Partial<MailTemplates>;
  };
  /** The sign-in pages; `false` for a host that signs people in by itself. */
  signIn?: false | SignInOptions;
  /**
   * Where to listen for what other processes change, when `database` leads to a pooler in transaction mode, which passes no
   * notification on: the address of the server itself. Without it they are looked for every second or two.
   */
  listenDatabase?: string;
  /** Webhooks may lead into private networks, and over `http`: on a host's own premises. */
  allowPrivateWebhooks?: boolean;
  /** Origins of pages that may use the API with a widget token: `https://app.example`. */
  allowedOrigins?: readonly string[];
  /** Proxies whose X-Forwarded-For is believed: addresses, or networks such as `10.0.0.0/8`. */
  trustedProxies?: readonly string[];
  /**
   * What one organization may ask of this process: beyond that it is answered 429, so that the others never wait for it.
   * Parts replace the usual ones; `false` where something before the server keeps order.
   */
  quota?: Partial<Quota> | false;
  /** Names the place of a network address for the list of somebody's sessions, from a database of the host's. */
  places?: PlaceFinder;
  /** `false` for a process that carries no mail and sweeps nothing: another one does. */
  jobs?: false;
  log?: Log;
  /** Passwords hashed at once and in waiting. */
  hasher?: PasswordHasher;
}

export interface SignInOptions {
  /** Where people land: an address, in which `{organization}` is the organization's slug. A small page of our own when left out. */
  after?: string;
  limits?: { signIn?: TryLimits; reset?: TryLimits };
}

export interface SignedInPerson {
  accountId: string;
  email: string;
  name: string | null;
}

/** By slug or id (`org_…`). All throw Refused: `not_found`, and `invalid` for what cannot be founded. */
export interface RosterOrganizations {
  /** Empty but for its roles; its first people are invited with a key, or made in it. */
  found(organization: NewOrganization): Promise<OrganizationId>;
  /** All of its credentials are dead at once; nothing is lost. */
  suspend(organization: string): Promise<void>;
  reopen(organization: string): Promise<void>;
  /** For good. The slug can be used again. */
  delete(organization: string): Promise<void>;
}

export interface Roster {
  /** Answers requests below the path of `url`, and `/healthz`, `/readyz`, `/metrics` at the root. Mount it whole: `host.route('/', roster.app)`. */
  app: Hono;
  database: Database;
  services: Services;
  /** Where mail goes when there is no mail server. */
  mailbox: DevelopmentMailbox | undefined;
  /**
   * A widget token for a member, as `POST /tokens` gives it: for a host in the same process, which has signed the person in.
   * @throws Refused `not_found` for nobody of this organization, `forbidden` for somebody who may not come in now
   */
  issueToken(organization: string, whom: TokenRequest): Promise<TokenAnswer>;
  /** Who is signed in by the built-in pages in the browser that sent this request. */
  signedIn(request: Request): Promise<SignedInPerson | undefined>;
  /** An API key for programs; shown this once. */
  createKey(organization: string, key: KeyRequest): Promise<KeyAnswer>;
  /** Organizations, for the host that has them: no route of the API founds or closes one. */
  organizations: RosterOrganizations;
  /** Brings the database to this version's schema, as its owner, and makes the application's role ready. */
  migrate(options: { ownerUrl: string; role?: string; password?: string }): Promise<string[]>;
  /** Names of migrations that the database has not seen yet. */
  pendingMigrations(): Promise<string[]>;
  /** Answers what has begun, for ten seconds at most, lets go of the mail at hand, and closes what it has opened. */
  close(): Promise<void>;
}

const farewell = 10_000;
/** An id that no member has. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Sets Roster up.
 * @throws TypeError for options that cannot work, UnsafeDatabaseRole, FolderInUse, FolderUnusable, DatabaseUnavailable
 */
export async function createRoster(options: RosterOptions): Promise<Roster> {
  const publicUrl = readUrl(options.url);
  const opened = await open(options);
  try {
    return setUp(options, publicUrl, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function setUp(options: RosterOptions, publicUrl: string, { database, secret, close: closeDatabase }: Opened): Roster {
  const log = options.log ?? makeLog();
  const mailbox = options.mailer || options.mail?.smtp ? undefined : makeMailbox();
  const mailer = options.mailer ?? (options.mail?.smtp ? smtpMailer({ url: options.mail.smtp }) : mailbox!);
  // On the machine itself the mailbox is a page, so what is in it does reach its reader.
  const mailboxShown = mailbox !== undefined && isLoopback(publicUrl);
  const mailWorks = mailbox === undefined || mailboxShown;
  const services: Services = {
    secrets: makeSecrets(secret),
    publicUrl,
    mailWorks,
    hasher: options.hasher ?? makePasswordHasher(),
    newUuid,
    allowPrivateWebhooks: options.allowPrivateWebhooks ?? false,
    ...(options.places && { places: options.places }),
  };
  let worker: Worker | undefined;
  let webhookWorker: Worker | undefined;
  let expiry: Worker | undefined;
  const inFlight = requestsInFlight();
  const live = makeLive({ database, log });
  const meter = makeMeter();
  let draining = false;

  const app = new Hono();
  app.onError((error) => errorResponse(error, newUuid(), log));
  app.use('*', inFlight.count);
  app.use('*', measureRequests(meter));
  app.route('/', makeHealth({ database, draining: () => draining }));
  app.route('/', makeMetrics({ database, meter, live, version: packageVersion() }));
  app.use('*', hostGuard(publicUrl));
  app.use('*', async (c, next) => {
    await next();
    // Whoever changed something may have left a mail, and something to tell.
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
    worker?.wake();
    webhookWorker?.wake();
  });
  if (mailboxShown) app.route('/', mailboxApp(mailbox));
  const base = new URL(publicUrl).pathname;
  const pages =
    options.signIn === false
      ? undefined
      : makePages({
          services: {
            ...services,
            database: strangersDatabase(database),
            limits: {
              signIn: options.signIn?.limits?.signIn ?? signInLimits,
              reset: options.signIn?.limits?.reset ?? resetLimits,
            },
          },
          log,
          trustedProxies: options.trustedProxies ?? [],
          ...(options.signIn?.after && { after: options.signIn.after }),
          wakeMail: () => worker?.wake(),
        });
  app.route(
    base,
    makeApi({
      database,
      services,
      log,
      live,
      ...(options.quota !== false && { quota: { ...usualQuota, ...options.quota } }),
      ...(options.allowedOrigins && { allowedOrigins: options.allowedOrigins }),
    }),
  );
  if (pages) app.route(base, pages.app);

  // Last of all: what cannot be set up must leave nothing at work.
  if (options.jobs !== false) {
    expiry = startExpiry({ database, services, meter, onTrouble: (event, fields) => log('warn', event, fields) });
    webhookWorker = startWebhookWorker({
      database,
      services,
      meter,
      onTrouble: (event, fields) => log('warn', event, fields),
    });
    worker = startWorker({
      database,
      services,
      mailer,
      meter,
      ...(options.mail?.templates && { templates: options.mail.templates }),
      ...(options.mail?.from && { from: options.mail.from }),
      onTrouble: (event, fields) => log('warn', event, fields),
    });
  }
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    draining = true;
    live.close();
    await inFlight.ended(farewell);
    await pages?.close();
    await Promise.all([worker?.stop(), webhookWorker?.stop()]);
    await expiry?.stop();
    await mailer.close();
    await closeDatabase();
  };

  return {
    app,
    database,
    services,
    mailbox,
    issueToken: (organization, { member, ...whom }) =>
      asSystem({ database, services, organization }, (context) =>
        issueToken(context, member === undefined ? whom : { ...whom, member: fromId('mem', member) ?? nobody }),
      ),
    signedIn: (request) => signedIn(database, request, publicUrl),
    organizations: {
      found: (organization) =>
        foundOrganization(database, services, { ...organization, portal: readPortal(organization.portal) }),
      suspend: (organization) => asSystem({ database, services, organization }, suspendOrganization),
      reopen: (organization) => asSystem({ database, services, organization }, reopenOrganization),
      delete: (organization) => asSystem({ database, services, organization }, deleteOrganization),
    },
    createKey: (organization, key) =>
      asSystem({ database, services, organization }, (context) => createKey(context, key)),
    migrate: ({ ownerUrl, role = applicationRole, password }) =>
      migrate({ ownerUrl, appRole: { name: role, ...(password !== undefined && { password }) } }),
    pendingMigrations: () => pendingMigrations(database),
    close: () => (closed ??= close()),
  };
}

async function signedIn(database: Database, request: Request, publicUrl: string): Promise<SignedInPerson | undefined> {
  const session = await readSession(database, cookieOf(request, sessionCookieName(publicUrl)));
  if (!session || session.mustChangePassword) return undefined;
  const { accountId, email, name } = session;
  return { accountId, email, name };
}

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

interface Opened {
  database: Database;
  secret: string;
  close(): Promise<void>;
}

async function open({ database = { folder: '.roster' }, listenDatabase, secret }: RosterOptions): Promise<Opened> {
  if (secret !== undefined && secret.length < 32) {
    throw new TypeError('The secret needs at least 32 random characters.');
  }
  if (typeof database === 'object' && 'folder' in database) {
    const opened = await openDatabase(database);
    return { database: opened, secret: secret ?? passwordIn(database.folder, 'secret'), close: () => opened.close() };
  }
  if (secret === undefined) throw new TypeError('A database of its own needs a secret: at least 32 random characters.');
  if (typeof database !== 'string') return { database, secret, close: async () => {} };
  const opened = await openDatabase({ url: database, ...(listenDatabase && { listenUrl: listenDatabase }) });
  return { database: opened, secret, close: () => opened.close() };
}

/** The public address without a slash at its end. */
function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new TypeError('The url must be an address like https://app.example/roster.');
  }
  return url.href.replace(/\/+$/, '');
}

function isLoopback(publicUrl: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(publicUrl).hostname);
}
