import assert from 'node:assert/strict';
import { scryptSync } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { databaseOver } from '../../server/db/database.ts';
import type { LeaseHandle } from '../../server/db/lease.ts';
import type { LeasePool } from '../../server/db/lease-pool.ts';
import { postgresPool } from '../../server/db/postgres-pool.ts';
import { clientOf, given, rowsOf, type World } from '../support/given.ts';
import { inviteOne, tokenOf } from '../support/invite.ts';
import { engine } from '../support/postgres.ts';
import { givenSite, type Site, type Visitor } from '../support/site.ts';
import { size } from '../support/size.ts';

/** An answer, less what is another one in each: the address itself, proofs of forms, ids and moments. */
interface Seen {
  status: number;
  headers: string;
  body: string;
  /** What was asked of the database until the answer was there. */
  statements: string[];
  /** Passwords that were hashed. */
  hashes: number;
  /** Milliseconds. */
  took: number;
}

interface Way {
  /** What happens before, and is not looked at. @returns the request */
  ready(email: string): Promise<() => Promise<Response>>;
  /** Asks the database after the answer, so its statements are not those of the answer. */
  later?: true;
}

const pairs = size(6, 5_000);

/** A pool that writes down what it is asked. */
function noting(pool: LeasePool, statements: string[]): LeasePool {
  const noted = (handle: LeaseHandle): LeaseHandle => ({
    options: handle.options,
    unsafe(text, params) {
      statements.push(text);
      return handle.unsafe(text, params);
    },
    begin: (work) => handle.begin((inner) => work(noted(inner))),
    savepoint: (work) => handle.savepoint((inner) => work(noted(inner))),
  });
  return {
    kind: pool.kind,
    lease: (context, until, work) => pool.lease(context, until, (handle) => work(noted(handle))),
    stats: () => pool.stats(),
    close: () => pool.close(),
  };
}

/** Little work, the same for every password and for none: beside the real one nothing else would be seen. */
const hasher = {
  done: 0,
  hash: async (password: string) => {
    hasher.done++;
    return scryptSync(password, 'salt', 16, { N: 512 }).toString('hex');
  },
  verify: async (hashed: string | null | undefined, password: string) => (await hasher.hash(password)) === hashed,
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

/**
 * How often one of these is greater than one of those (Mann and Whitney): a half where nothing tells them apart, whatever
 * a few that took very long; and how many standard deviations it is from a half by chance alone.
 */
function apart(these: readonly number[], those: readonly number[]): { share: number; deviations: number } {
  const all = [...these.map((value) => ({ value, mine: 1 })), ...those.map((value) => ({ value, mine: 0 }))];
  all.sort((a, b) => a.value - b.value);
  const ranks = all.reduce((sum, { mine }, index) => sum + mine * (index + 1), 0);
  const [n, m] = [these.length, those.length];
  const share = (ranks - (n * (n + 1)) / 2) / (n * m);
  return { share, deviations: (share - 0.5) / Math.sqrt((n + m + 1) / (12 * n * m)) };
}

it('SES-03 the ranks of two rows of times tell one from the other, and nothing where there is nothing to tell', () => {
  const noise = Array.from({ length: 2_000 }, (_, index) => 10 + ((index * 7_919) % 1_000) / 1_000);
  const spikes = noise.map((value, index) => (index % 50 === 0 ? value * 100 : value));
  const same = apart(spikes, noise.toReversed());
  assert.ok(Math.abs(same.share - 0.5) < 0.02, `${same.share}`);
  const slower = apart(
    noise.map((value) => value + 0.1),
    spikes,
  );
  assert.ok(slower.share > 0.55 && slower.deviations > 5, JSON.stringify(slower));
});

// Of PGlite's one connection a test of time says nothing, and there is nobody else to learn anything.
if (engine === 'postgres')
  describe('who asks about somebody’s address', () => {
    let world: World;
    let other: World;
    let third: World;
    let site: Site;
    const statements: string[] = [];
    let visitor: Visitor;
    before(async () => {
      world = await given({ preset: 'default' });
      other = await world.another({ preset: 'default', slug: 'other', people: { ada: { roles: ['admin'] } } });
      third = await world.another({ preset: 'default', slug: 'third' });
      // That she is here is written down once a minute, which would be one question more now and then.
      await rowsOf(other, sql`update roster.members set last_active_at = now() + interval '1 day'`);
      const passwordHash = await hasher.hash('of somebody else');
      await world.given.ownerSql.unsafe(`
        insert into roster.accounts (id, email, password_hash, email_verified_at)
          select gen_random_uuid(), 'person' || i || '@default.example', '${passwordHash}', now()
            from generate_series(0, ${pairs - 1}) i;
        insert into roster.members (organization_id, id, account_id, email, name_key, words, joined_at)
          select '${world.organizationId}', gen_random_uuid(), id, email, email, array[email], now() from roster.accounts;`);
      const database = databaseOver(noting(postgresPool(world.given.url), statements));
      const endless = { perAccount: 1e6, perNetwork: 1e6, seconds: 900 };
      site = await givenSite(world, {
        database,
        hasher,
        jobs: false,
        quota: false,
        // Nobody is there: mail fails, and tells nothing either.
        mail: { smtp: 'smtp://127.0.0.1:1' },
        signIn: { limits: { signIn: endless, reset: endless } },
      });
      visitor = site.visitor();
    });

    const formOf = async (path: string, fields: Record<string, string>) => {
      await visitor.visit(path);
      const [action, init] = visitor.form(fields);
      return () => visitor.request(action, init);
    };
    const ways: Record<string, Way> = {
      'sign-in': { ready: (email) => formOf('sign-in', { email, password: 'wrong, whoever it is' }) },
      reset: { later: true, ready: (email) => formOf('forgot', { email }) },
      invite: {
        ready: async (email) => {
          const ada = clientOf(site.roster.app, () => other.token('ada'));
          await ada.get('/capabilities');
          const body = JSON.stringify({ people: [{ email }], confirmedDomains: ['default.example'] });
          const headers = { 'content-type': 'application/json' };
          return async () => ada.request('/v1/invitations', { method: 'POST', headers, body });
        },
      },
      'accept, with a link that is not quite right': {
        ready: async (email) => {
          const token = await tokenOf(third, await inviteOne(third, email, { confirmedDomains: ['default.example'] }));
          const wrong = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
          return () => visitor.request(`accept?token=${wrong}`);
        },
      },
    };

    async function ask(way: Way, email: string): Promise<Seen> {
      const request = await way.ready(email);
      statements.length = 0;
      hasher.done = 0;
      const began = performance.now();
      const response = await request();
      const text = await response.text();
      // A machine with much else to do may say so, and nothing was done.
      if (response.status === 503) return ask(way, email);
      const took = performance.now() - began;
      const asked = way.later ? [] : [...statements];
      // What goes on after the answer is over before the next one is asked.
      while (site.roster.database.stats().total > site.roster.database.stats().idle)
        await new Promise((resolve) => setTimeout(resolve, 1));
      const body = text
        .replaceAll(email, '…')
        .replace(/name="proof" value="[^"]*"/, '')
        .replace(/"(id|sentAt|expiresAt|version|requestId|undo)": ?("[^"]*"|\d+)/g, '');
      return {
        status: response.status,
        headers: [...response.headers.keys()].join(),
        body,
        statements: asked,
        hashes: hasher.done,
        took,
      };
    }

    for (const [name, way] of Object.entries(ways))
      it(`SES-03, INV-16 ${name}: gets the same for a known as for an unknown one, by the same questions to the database, though mail fails`, async () => {
        const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
        for (let index = -1; index < pairs; index++) {
          const emails = {
            known: `person${Math.max(index, 0)}@default.example`,
            unknown: `nobody${index}@default.example`,
          };
          // The first one only warms up, and each of both comes first as often as the other.
          const order = index % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
          const seen: Partial<Record<'known' | 'unknown', Seen>> = {};
          for (const which of order) {
            if (index < 0 && which === 'known') continue;
            seen[which] = await ask(way, emails[which]);
          }
          if (index < 0) continue;
          for (const which of order) times[which].push(seen[which]!.took);
          const [{ took: _, ...known }, { took: __, ...unknown }] = [seen.known!, seen.unknown!];
          assert.deepEqual(known, unknown);
        }
        const { share, deviations } = apart(times.known, times.unknown);
        const [a, b] = [median(times.known), median(times.unknown)];
        console.log(
          `# ${name}: ${pairs} pairs, median ${a.toFixed(2)} ms for known and ${b.toFixed(2)} ms for unknown addresses; ` +
            `a known one takes longer in ${(share * 100).toFixed(1)} % (${deviations.toFixed(1)} standard deviations)`,
        );
        // By the clock only where there are enough of them to outweigh whatever else the machine does.
        if (pairs >= 1_000) assert.ok(Math.abs(share - 0.5) < 0.05, `${share}`);
      });
  });
