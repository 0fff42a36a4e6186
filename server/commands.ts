import { CommandFailed } from './command-failed.ts';
import { settings, type Configuration } from './configuration.ts';
import { connectionTarget } from './db/connection-target.ts';
import { DatabaseUnavailable } from './db/database-unavailable.ts';
import { passwordIn } from './db/embedded.ts';
import { FolderInUse, FolderUnusable } from './db/folder-lock.ts';
import { MigrationRefused } from './db/migrate.ts';
import { applicationRole, migrate, runningUrl } from './db/open-database.ts';
import { UnsafeDatabaseRole } from './db/refuse-unsafe-role.ts';
import { whyUnreachable } from './db/why-unreachable.ts';
import { seedDemo, demoPassword } from './demo/seed-demo.ts';
import { toId } from './contract/index.ts';
import { makePasswordHasher } from './domain/accounts/password-hasher.ts';
import { auditedOrganizations, verifyAudit } from './domain/audit/verify-audit.ts';
import { isPageOrigin, isScope, originWords, scopeWords } from './domain/credentials/narrowing.ts';
import { keyName } from './domain/keys/create-key.ts';
import { Refused } from './domain/refused.ts';
import { createRoster, type Roster, type RosterOptions } from './index.ts';
import { examine } from './doctor.ts';
import { foundWithAdmin, readTyped } from './found-with-admin.ts';
import { runServer, runWorker, shownHost } from './run-server.ts';

type Options = Record<string, { type: 'string' | 'boolean' }>;
type Values = Record<string, string | undefined>;

interface Command {
  summary: string;
  options: Options;
  /** Answers the exit status. */
  run(configuration: Configuration, values: Values): Promise<number>;
}

const text = { type: 'string' } as const;

export const commands = {
  serve: {
    summary: 'serve [--demo]                     answer requests',
    options: { demo: { type: 'boolean' } },
    run: (configuration) => understood(() => runServer(configuration)),
  },
  work: {
    summary: 'work                               carry mail and webhooks, end what has a date; answer health alone',
    options: {},
    run: (configuration) => understood(() => runWorker(configuration)),
  },
  migrate: {
    summary: 'migrate                            bring the database to this version',
    options: {},
    run: (configuration) => understood(() => bringUpToDate(configuration), 'ROSTER_OWNER_URL'),
  },
  seed: {
    summary: 'seed                               found the demo organizations',
    options: {},
    run: (configuration) =>
      beside(configuration, async (roster) => {
        const passwordHash = await makePasswordHasher().hash(demoPassword);
        const { database, services } = roster;
        const founded = await seedDemo({ database, secrets: services.secrets, passwordHash });
        say(founded.length > 0 ? `Founded ${founded.join(', ')}.` : 'The demo organizations are there already.');
      }),
  },
  organization: {
    summary:
      'organization --name <name> --slug <slug> --admin <address> [--preset <name> | --portal <file>] [--domain acme.example]',
    options: { name: text, slug: text, admin: text, preset: text, portal: text, domain: text },
    run: (configuration, values) => {
      const organization = readTyped(values);
      return beside(configuration, async (roster) => {
        const { id, link, expiresAt } = await foundWithAdmin(roster, organization);
        say(`Founded ${organization.slug} (${id}).`);
        say(`${organization.admin.email} becomes its admin by this link, until ${expiresAt}:`);
        say(link);
      });
    },
  },
  token: {
    summary: 'token --organization <slug> --as <address> [--scopes a,b] [--origin https://app.example]',
    options: { organization: text, as: text, scopes: text, origin: text },
    run: (configuration, { organization, as, scopes, origin }) => {
      if (!organization || !as) throw new CommandFailed('Say which --organization, and --as whom (an address).', 2);
      const whom = {
        email: as,
        ...(scopes !== undefined && { scopes: scopesIn(scopes) }),
        ...(origin !== undefined && { origin: originIn(origin) }),
      };
      return beside(configuration, async (roster) => {
        const answer = await roster.issueToken(organization, whom).catch((error: unknown) => {
          if (!(error instanceof Refused) || error.options.detail) throw error;
          throw new CommandFailed(`There is no member ${as} in ${organization}.`);
        });
        say(answer.token);
      });
    },
  },
  key: {
    summary: "key --organization <slug> --scopes 'member:read,…' or '*' [--name <what for>]",
    options: { organization: text, scopes: text, name: text },
    run: (configuration, { organization, scopes, name }) => {
      if (!organization || !scopes)
        throw new CommandFailed("Say which --organization, and --scopes (or '*' for all).", 2);
      const key = { name: nameIn(name ?? 'Made on the command line'), scopes: scopesIn(scopes) };
      return beside(configuration, async (roster) => {
        say((await roster.createKey(organization, key)).secret);
      });
    },
  },
  'audit verify': {
    summary: 'audit verify [--organization <slug>] look for rows of the audit that were changed, taken out or put in',
    options: { organization: text },
    run: (configuration, { organization }) => beside(configuration, (roster) => verifyChains(roster, organization)),
  },
  doctor: {
    summary: 'doctor [--portal <file>]           look at configuration, database and mail, and at a portal document',
    options: { portal: text },
    run: async (configuration, { portal }) => ((await examine(configuration, say, portal)) ? 0 : 1),
  },
} satisfies Record<string, Command> as Record<string, Command>;

export function usage(): string {
  const lines = Object.values(commands).map(({ summary }) => `  roster ${summary}`);
  const width = Math.max(...settings.map(({ name }) => name.length));
  const environment = settings.map(({ name, meaning }) => `  ${name.padEnd(width)}  ${meaning}`);
  return ['Usage:', ...lines, '', 'Environment:', ...environment, ''].join('\n');
}

async function bringUpToDate({ ownerUrl, database }: Configuration): Promise<number> {
  if ('folder' in database) {
    if (runningUrl(database.folder)) {
      say('The embedded database is in use, and was brought up to date when its server started.');
      return 0;
    }
    const roster = await createRoster({ database, url: 'http://127.0.0.1', jobs: false });
    await roster.close();
    say('The embedded database is up to date.');
    return 0;
  }
  if (!ownerUrl) {
    throw new CommandFailed(
      'ROSTER_OWNER_URL is missing: migrations run as the owner of the schema, which the role in DATABASE_URL must not be.',
      2,
    );
  }
  const { user, password } = connectionTarget(database.url);
  const applied = await migrate({
    ownerUrl,
    appRole: { name: user || applicationRole, ...(password && { password }) },
  });
  say(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
  return 0;
}

/** One line for each chain; fails where one is not whole. Its end is told so that it can be kept elsewhere. */
async function verifyChains({ database, services }: Roster, only: string | undefined): Promise<void> {
  const all = await auditedOrganizations(database);
  const chosen = only === undefined ? all : all.filter(({ id, slug }) => slug === only || toId('org', id) === only);
  if (only !== undefined && chosen.length === 0) throw new CommandFailed(`There is no organization ${only}.`);
  let broken = 0;
  for (const { id, slug } of chosen) {
    const { good, head, fault } = await verifyAudit(database, services.secrets, id);
    const rows = `${good} row${good === 1 ? '' : 's'}`;
    if (!fault) say(`ok    ${slug}: ${rows}, ending in ${head.seq}:${head.hash || '-'}`);
    else say(`WRONG ${slug}: row ${fault.seq} ${faultWords[fault.fault]}; ${rows} before it as written`);
    if (fault) broken++;
  }
  if (broken > 0) throw new CommandFailed(`${broken} of ${chosen.length} audit chains are not as they were written.`);
}

const faultWords = { changed: 'is not as it was written', missing: 'is missing', added: 'was added after the end' };

/** Runs something on the database a server may be using at this moment, without its mail or its port. */
async function beside(configuration: Configuration, work: (roster: Roster) => Promise<void>): Promise<number> {
  return understood(async () => {
    const roster = await createRoster({ ...besideOptions(configuration), jobs: false, signIn: false, log: () => {} });
    try {
      await work(roster);
      return 0;
    } finally {
      await roster.close();
    }
  });
}

function besideOptions({ database, secret, publicUrl, host, port }: Configuration): RosterOptions {
  const url = `${publicUrl ?? `http://${shownHost(host)}:${port}`}/roster`;
  if ('url' in database) return { database: database.url, url, ...(secret !== undefined && { secret }) };
  const running = runningUrl(database.folder);
  if (running === undefined) return { database, url, ...(secret !== undefined && { secret }) };
  return { database: running, url, secret: secret ?? passwordIn(database.folder, 'secret') };
}

/** Turns what people can put right into a sentence; a defect keeps its stack. */
async function understood(work: () => Promise<number>, setting = 'DATABASE_URL'): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const own = [Refused, FolderInUse, FolderUnusable, UnsafeDatabaseRole, MigrationRefused];
    if (own.some((kind) => error instanceof kind)) throw new CommandFailed((error as Error).message);
    const why = whyUnreachable(error);
    if (why) throw new CommandFailed(`The database in ${setting} cannot be used: ${why}`);
    if (error instanceof DatabaseUnavailable) throw new CommandFailed(`${error.message} Look at ${setting}.`);
    throw error;
  }
}

/** Judged before a database is opened, or started, for it. */
function scopesIn(value: string): string[] {
  const scopes = value.split(',').flatMap((each) => each.trim() || []);
  if (scopes.length === 0) throw new CommandFailed(`--scopes names none: each is ${scopeWords}.`, 2);
  const bad = scopes.filter((scope) => !isScope(scope));
  if (bad.length > 0) throw new CommandFailed(`--scopes has "${bad.join('", "')}": each is ${scopeWords}.`, 2);
  return scopes;
}

function nameIn(value: string): string {
  try {
    return keyName(value);
  } catch (error) {
    throw error instanceof Refused ? new CommandFailed(`--name is wrong: ${error.message}`, 2) : error;
  }
}

function originIn(value: string): string {
  if (!isPageOrigin(value)) throw new CommandFailed(`--origin is "${value}", but must be ${originWords}.`, 2);
  return value;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
