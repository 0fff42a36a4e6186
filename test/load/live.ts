/**
 * What live updates cost, as ratios measured side by side in one run: `npm run bench:live`, with `--json` one line a row.
 * Eight write at once, each in an organization of its own, on a PostgreSQL that waits for its disk; the sides take turns
 * of a third of a second, so that whatever else the machine does falls on both.
 */
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { toId } from '../../server/contract/index.ts';
import { databaseOver } from '../../server/db/database.ts';
import { events } from '../../server/db/schema.ts';
import type { Tx } from '../../server/db/open-database.ts';
import { tell } from '../../server/domain/invitations/tell.ts';
import { makeLive } from '../../server/domain/events/live.ts';
import { EventStream } from '../../server/http/event-stream.ts';
import { tokenHash } from '../../server/domain/secrets.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { startBenchServer } from './database.ts';
import { print, type Row } from './print.ts';

const writers = 8;
const [turn, turns] = [330, 15];

const bench = await startBenchServer({ durable: true });
const given = await bench.database('live');
const database = databaseOver(given.pool);
const organizations = Array.from({ length: writers }, () => ({ id: newUuid(), member: newUuid(), role: newUuid() }));
for (const { id, member, role } of organizations) {
  await given.ownerSql`insert into roster.organizations (id, slug, name, portal) values (${id}, ${id}, ${id}, '{}')`;
  await given.ownerSql`insert into roster.roles (organization_id, id, key, name, permissions) values (${id}, ${role}, 'reader', 'Reader', '{member:read}')`;
  await given.ownerSql`insert into roster.members (organization_id, id, email, name_key, words, joined_at)
    values (${id}, ${member}, 'a@live.example', '', '{}', now())`;
  await given.ownerSql`insert into roster.member_roles (organization_id, member_id, role_id) values (${id}, ${member}, ${role})`;
}
type Organization = (typeof organizations)[number];
type Way = (tx: Tx, organization: Organization) => Promise<unknown>;

// Somebody has to listen, or the server has nothing to do for a notification.
const listener = postgres(given.url, { max: 1 });
await listener.listen('roster_changes', () => {});

const silently: Way = (tx, { id, member }) =>
  tx
    .insert(events)
    .values({ organizationId: id, id: newUuid(), type: 'member.updated', data: { id: toId('mem', member) } });
const plainly: Way = (tx, { id, member }) =>
  tx.execute(sql`insert into roster.events (organization_id, id, type, data)
    values (${id}, ${newUuid()}, 'member.updated', ${JSON.stringify({ id: toId('mem', member) })}::text::jsonb)`);
const gathered: Way = (tx, { id, member }) =>
  tell({ tx, organizationId: id, services: { newUuid } }, 'member.updated', [member]);
const inTransaction: Way = async (tx, organization) => {
  await plainly(tx, organization);
  await tx.execute(sql`select pg_notify('roster_changes', ${organization.id})`);
};
// One more statement, as that way has, so that only the notification itself differs.
const withStatement: Way = async (tx, organization) => {
  await plainly(tx, organization);
  await tx.execute(sql`select length(${organization.id})`);
};

/** Milliseconds that one transaction takes of the time of all writers. */
async function cost(way: Way): Promise<number> {
  let done = 0;
  const start = performance.now();
  await Promise.all(
    organizations.map(async (organization) => {
      while (performance.now() - start < turn) {
        await database.withTenant({ organizationId: organization.id }, async (tx) => {
          await tx.execute(
            sql`update roster.members set contact = contact where organization_id = ${organization.id} and id = ${organization.member}`,
          );
          await way(tx, organization);
        });
        done++;
      }
    }),
  );
  return (performance.now() - start) / done;
}

async function beside(name: string, ours: Way, other: Way, goal?: number): Promise<Row> {
  const [mine, its]: [number[], number[]] = [[], []];
  await cost(ours);
  await cost(other);
  for (let i = 0; i < turns; i++) {
    mine.push(await cost(ours));
    its.push(await cost(other));
  }
  return { name, ours: median(mine), other: median(its), unit: 'ms a write', ...(goal !== undefined && { goal }) };
}

/** Asking whether so many readers may still listen, beside asking it of one. */
async function judging(readers: number): Promise<Row> {
  const [{ id, member }] = organizations as [Organization];
  const hashes: string[] = [];
  for (let i = 0; i < readers; i++) {
    const hash = Buffer.from(tokenHash(String(i)));
    await given.ownerSql`insert into roster.widget_tokens (organization_id, id, member_id, token_hash, expires_at)
      values (${id}, ${newUuid()}, ${member}, ${hash}, now() + interval '1 hour')`;
    hashes.push(`\\x${hash.toString('hex')}`);
  }
  const ask = async (count: number): Promise<number> => {
    const start = performance.now();
    const some = hashes.slice(0, count);
    const rows = await database.withNobody((tx) =>
      tx.execute(sql`select place from roster.open_streams(${sql.param(some.map(() => id))}::uuid[],
        ${sql.param(some.map(() => null))}::uuid[], ${sql.param(some)}::text[]::bytea[]) place`),
    );
    if (rows.length !== count) throw new Error(`${rows.length} of ${count} may listen.`);
    return performance.now() - start;
  };
  const [all, one]: [number[], number[]] = [[], []];
  for (let i = 0; i < 30; i++) {
    all.push(await ask(readers));
    one.push(await ask(1));
  }
  return { name: `${readers} readers judged at once, beside one`, ours: median(all), other: median(one), unit: 'ms' };
}

/** From the commit until the last of so many readers has it, beside the only one. */
async function telling(readers: number): Promise<Row> {
  const [, one, many] = organizations as [Organization, Organization, Organization];
  const live = makeLive({ database, log: () => {} });
  let told = 0;
  let onAll = (): void => {};
  const listen = async ({ id, member }: Organization, count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const hash = tokenHash(`${id} ${i}`);
      await given.ownerSql`insert into roster.widget_tokens (organization_id, id, member_id, token_hash, expires_at)
        values (${id}, ${newUuid()}, ${member}, ${Buffer.from(hash)}, now() + interval '1 hour')`;
      const stream = new EventStream(() => {});
      const reader = stream.body.getReader();
      void (async () => {
        while (!(await reader.read()).done) if (--told === 0) onAll();
      })();
      live.open({
        organizationId: id,
        accountId: null,
        tokenHash: hash,
        who: newUuid(),
        cursor: newUuid(),
        sink: stream,
      });
    }
  };
  const lag = async (organization: Organization, count: number): Promise<number> => {
    told = count;
    const all = new Promise<void>((resolve) => (onAll = resolve));
    await database.withTenant({ organizationId: organization.id }, (tx) => gathered(tx, organization));
    const committed = performance.now();
    await all;
    return performance.now() - committed;
  };
  await listen(one, 1);
  await listen(many, readers);
  const [ours, other]: [number[], number[]] = [[], []];
  for (let i = 0; i < 30; i++) {
    ours.push(await lag(many, readers));
    other.push(await lag(one, 1));
  }
  live.close();
  return {
    name: `the last of ${readers} readers has it, beside one`,
    ours: median(ours),
    other: median(other),
    unit: 'ms',
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

print([
  await beside('word gathered after the commit, beside none (FLT-22)', gathered, silently, 1.1),
  await beside('NOTIFY in the transaction, beside none', inTransaction, withStatement),
  await beside('an event with its place, beside no event', plainly, async () => {}),
  await judging(500),
  await telling(500),
]);
await listener.end();
await database.close();
await given.close();
await bench.stop();
