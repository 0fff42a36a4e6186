import type { Configuration } from './configuration.ts';
import { connectionTarget } from './db/connection-target.ts';
import { canStartEmbedded } from './db/embedded.ts';
import { inspectServer, mayMigrate, type ServerFacts } from './db/inspect-server.ts';
import { openDatabase, pendingMigrations, runningUrl, type Database } from './db/open-database.ts';
import { whyUnreachable } from './db/why-unreachable.ts';
import type { Finding } from './doctor.ts';

/** Everything about the database, from whether it can be reached to what a failover would cost. */
export async function databaseFindings({ database, listenUrl, ownerUrl }: Configuration): Promise<Finding[]> {
  if ('folder' in database) {
    const running = runningUrl(database.folder);
    if (running !== undefined)
      return within(running, undefined, `the embedded PostgreSQL that runs in ${database.folder}`, async () => []);
    const engine = canStartEmbedded() ? 'PostgreSQL' : 'PGlite (there is no embedded PostgreSQL for this platform)';
    return [ok(`The database is an embedded ${engine} in ${database.folder}; no server has it open.`)];
  }
  const { pooler } = connectionTarget(database.url);
  const found = await within(database.url, listenUrl, 'the database in DATABASE_URL', async (opened) => {
    const before = Date.now();
    const facts = await inspectServer(opened);
    const ahead = (before + Date.now()) / 2 - facts.clock;
    return [...judgeServer(facts, { pooler, ahead }), await wordOfChanges(opened, pooler, listenUrl !== undefined)];
  });
  return ownerUrl === undefined ? found : [...found, await ownerFinding(ownerUrl)];
}

async function within(
  url: string,
  listenUrl: string | undefined,
  what: string,
  more: (database: Database) => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    const database = await openDatabase({ url, ...(listenUrl !== undefined && { listenUrl }) });
    try {
      const pending = await pendingMigrations(database);
      return [
        ok(`Reached ${what}, as a role that row-level security binds.`),
        pending.length === 0
          ? ok('Its schema is of this version.')
          : wrong(`Its schema lacks ${pending.join(', ')}: run "roster migrate".`),
        ...(await more(database)),
      ];
    } finally {
      await database.close();
    }
  } catch (error) {
    return [wrong(`Could not use ${what}: ${whyUnreachable(error) ?? (error as Error).message}`)];
  }
}

const oldest = 15;

/** @param ahead milliseconds by which this machine's clock is before the server's */
export function judgeServer(facts: ServerFacts, { pooler, ahead }: { pooler: boolean; ahead: number }): Finding[] {
  const major = Math.floor(facts.version / 10_000);
  const seconds = Math.round(Math.abs(ahead) / 1_000);
  return [
    major >= oldest
      ? ok(`It is PostgreSQL ${major}.${facts.version % 10_000}.`)
      : wrong(`It is PostgreSQL ${major}; Roster needs ${oldest} or newer.`),
    ...(facts.standby
      ? [
          wrong(
            'It is a standby, which takes no writes: let the address lead to the primary, or name all servers in it, with target_session_attrs=read-write.',
          ),
        ]
      : []),
    // Behind a pooler only its own way to the server is seen.
    ...(pooler || facts.encrypted ? [] : [note('The connection is not encrypted: fine on one machine alone.')]),
    facts.synchronous
      ? ok('What is committed waits for a standby.')
      : note('No commit waits for a standby: should this server be lost, so may be what was answered for just before.'),
    archiveFinding(facts),
    ...(facts.trigrams ? [] : [note('The extension pg_trgm is missing: a search within words reads everybody.')]),
    ...(seconds > 5
      ? [
          note(
            `The clock here is ${seconds} seconds ${ahead > 0 ? 'before' : 'behind'} the one of the database, which counts.`,
          ),
        ]
      : []),
  ];
}

function archiveFinding({ archives, archiveFails }: ServerFacts): Finding {
  if (!archives)
    return note('Its log is not archived here: one can go back to the last dump, and to no moment after it.');
  if (archiveFails) return wrong('Its log could not be archived the last time: look at archive_command.');
  return ok('Its log is archived.');
}

/** The ear sends itself word, so that what it hears has really gone through the server. */
async function wordOfChanges(database: Database, pooler: boolean, listens: boolean): Promise<Finding> {
  if (pooler && !listens)
    return note(
      'Changes by other processes are looked for every second or two; with DATABASE_LISTEN_URL, which leads past the pooler, they are heard of at once.',
    );
  const stop = database.changes.listen(() => {});
  for (let i = 0; i < 150 && !database.changes.connected; i++) await new Promise((resolve) => setTimeout(resolve, 50));
  const heard = database.changes.connected;
  stop();
  if (heard) return ok('Changes by other processes are heard of at once.');
  return wrong(
    listens
      ? 'DATABASE_LISTEN_URL carries no word of changes: it has to lead to the server itself, past any pooler.'
      : 'No word of changes comes through: with a pooler, DATABASE_URL needs ?pgbouncer=true, and DATABASE_LISTEN_URL leads past it.',
  );
}

async function ownerFinding(ownerUrl: string): Promise<Finding> {
  try {
    return (await mayMigrate(ownerUrl))
      ? ok('ROSTER_OWNER_URL may migrate.')
      : wrong('ROSTER_OWNER_URL signs in as a role that may not change the schema "roster".');
  } catch (error) {
    return wrong(
      `Could not use the database in ROSTER_OWNER_URL: ${whyUnreachable(error) ?? (error as Error).message}`,
    );
  }
}

const ok = (line: string): Finding => ({ level: 'ok', line });
const note = (line: string): Finding => ({ level: 'note', line });
const wrong = (line: string): Finding => ({ level: 'WRONG', line });
