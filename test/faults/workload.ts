// Sixteen workers for sixty-four tenants, through one way of using the driver, until it is told to stop.
//   node --import tsx test/faults/workload.ts leased|stock <database url>
// Says what it counted in a line of JSON four times a second.
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { databaseOver } from '../../server/db/database.ts';
import { postgresPool } from '../../server/db/postgres-pool.ts';

/** What is counted. `crossed`: a statement of one tenant ran in another's transaction. `hung`: no answer, good or bad, for five seconds.
 * `exits`: an error that nobody caught, which ends a process; this one counts it and goes on, to see the rest. */
export interface Counts {
  done: number;
  failed: number;
  crossed: number;
  hung: number;
  exits: number;
}

/** Runs two statements for a tenant in one transaction; each tells in whose transaction it ran. */
type Door = (tenant: string, statements: [string, string]) => Promise<void>;

const [way, url] = process.argv.slice(2) as ['leased' | 'stock', string];
const tenants = Array.from({ length: 64 }, () => randomUUID());
const counts: Counts = { done: 0, failed: 0, crossed: 0, hung: 0, exits: 0 };
const acknowledged: string[] = [];
const pause = (most: number) => new Promise((resolve) => setTimeout(resolve, Math.random() * most));
/** Between two statements; now and then for so long that a lost connection has been replaced in the meantime. */
const think = () => pause(Math.random() < 0.1 ? 400 : 6);
const noteCrossing = (tenant: string, seen: unknown): void => void (seen === tenant || counts.crossed++);

function leased(): Door {
  const database = databaseOver(postgresPool(url, { max: 8 }), { deadline: 2_000 });
  return (tenant, statements) =>
    database.withTenant({ organizationId: tenant }, async (tx) => {
      for (const statement of statements) {
        const [row] = await tx.execute<{ seen: string }>(sql.raw(statement));
        noteCrossing(tenant, row!.seen);
        await think();
      }
    });
}

/** What the driver's own manual shows. */
function stock(): Door {
  const client = postgres(url, { max: 8, onnotice: () => {} });
  return async (tenant, statements) => {
    await client.begin(async (transaction) => {
      await transaction`select set_config('roster.organization_id', ${tenant}, true)`;
      for (const statement of statements) {
        const [row] = await transaction.unsafe(statement);
        noteCrossing(tenant, row!.seen);
        await think();
      }
    });
  };
}

process.on('uncaughtException', () => counts.exits++);
const door = way === 'leased' ? leased() : stock();
let requests = 0;
let stopping = false;

async function worker(): Promise<void> {
  while (!stopping) {
    const tenant = tenants[Math.floor(Math.random() * tenants.length)]!;
    const request = `${process.pid}-${++requests}`;
    const statement = (part: number) =>
      `insert into roster.shots values ('${request}', ${part}, '${tenant}', current_setting('roster.organization_id', true)) returning seen`;
    let timer!: NodeJS.Timeout;
    const late = new Promise<'hung'>((resolve) => (timer = setTimeout(resolve, 5_000, 'hung')));
    const answer = door(tenant, [statement(1), statement(2)]).then(
      () => 'done' as const,
      () => 'failed' as const,
    );
    const outcome = await Promise.race([answer, late]);
    clearTimeout(timer);
    counts[outcome]++;
    if (outcome === 'done') acknowledged.push(request);
    if (outcome === 'failed') await pause(20);
  }
}

const report = setInterval(() => console.log(JSON.stringify(counts)), 250);
process.stdin.once('data', () => (stopping = true));
await Promise.all(Array.from({ length: 16 }, worker));
clearInterval(report);
console.log(JSON.stringify({ ...counts, acknowledged }));
process.exit(0);
