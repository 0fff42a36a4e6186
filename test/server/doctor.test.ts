import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeServer } from '../../server/doctor-database.ts';
import { readConfiguration } from '../../server/configuration.ts';
import { examine } from '../../server/doctor.ts';
import type { ServerFacts } from '../../server/db/inspect-server.ts';
import { freePort } from '../support/command.ts';
import { givenDatabase } from '../support/postgres.ts';
import { secret } from '../support/site.ts';

/** What the doctor says of this environment, by level, and whether all is well. */
async function told(environment: Record<string, string>): Promise<{ well: boolean; said: string }> {
  const lines: string[] = [];
  const well = await examine(readConfiguration(environment), (line) => void lines.push(line));
  return { well, said: lines.join('\n') };
}

const facts: ServerFacts = {
  version: 180_004,
  standby: false,
  encrypted: true,
  synchronous: true,
  archives: true,
  archiveFails: false,
  trigrams: true,
  clock: 0,
};
const judged = (changes: Partial<ServerFacts>, place = { pooler: false, ahead: 0 }): string[] =>
  judgeServer({ ...facts, ...changes }, place).flatMap(({ level, line }) =>
    level === 'ok' ? [] : [`${level} ${line}`],
  );

describe('an operator who asks roster doctor', () => {
  it('hears of encryption, standbys, the log, word of changes, proxies and the owner of a database that serves many', async () => {
    const database = await givenDatabase({ engine: 'postgres' });
    try {
      const environment = {
        DATABASE_URL: database.url,
        ROSTER_OWNER_URL: database.ownerUrl,
        ROSTER_SECRET: secret,
        ROSTER_URL: 'https://roster.example',
        ROSTER_JOBS: '0',
      };
      const { well, said } = await told(environment);
      assert.equal(well, true, said);
      for (const line of [
        /^ok    It is PostgreSQL \d+\.\d+\.$/m,
        /^note  The connection is not encrypted/m,
        /^note  No commit waits for a standby/m,
        /^note  Its log is not archived/m,
        /^ok    Changes by other processes are heard of at once\.$/m,
        /^ok    ROSTER_OWNER_URL may migrate\.$/m,
        /^note  No SMTP_URL: no mail leaves/m,
        /^note  ROSTER_TRUSTED_PROXIES is empty/m,
        /^note  ROSTER_JOBS is 0/m,
      ])
        assert.match(said, line);
      const careless = await told({ ...environment, ROSTER_URL: 'http://roster.example', ROSTER_DEMO: '1' });
      assert.equal(careless.well, false);
      assert.match(careless.said, /^WRONG ROSTER_URL is not https/m);
      assert.match(careless.said, /^WRONG ROSTER_DEMO is on at a public address/m);
    } finally {
      await database.close();
    }
  });

  it('is told where word of changes does not come from, and who may not migrate', async () => {
    const database = await givenDatabase({ engine: 'postgres' });
    try {
      const elsewhere = new URL(database.url);
      elsewhere.port = String(await freePort());
      const environment = { DATABASE_URL: database.url, ROSTER_SECRET: secret, ROSTER_OWNER_URL: database.url };
      const { well, said } = await told({ ...environment, DATABASE_LISTEN_URL: elsewhere.href });
      assert.equal(well, false);
      assert.match(said, /^WRONG DATABASE_LISTEN_URL carries no word of changes/m);
      assert.match(said, /^WRONG ROSTER_OWNER_URL signs in as a role that may not/m);
      const pooled = await told({ ...environment, DATABASE_URL: `${database.url}?pgbouncer=true` });
      assert.match(pooled.said, /^note  Changes by other processes are looked for every second or two/m);
      assert.doesNotMatch(pooled.said, /not encrypted/);
      assert.ok(![said, pooled.said].some((text) => text.includes(elsewhere.password)), 'no password');
    } finally {
      await database.close();
    }
  });

  it('FLT-04: hears of a standby, an old server, a log that is not kept and a clock that is wrong', () => {
    assert.deepEqual(judged({}), []);
    assert.match(judged({ standby: true })[0]!, /^WRONG It is a standby/);
    assert.match(judged({ version: 140_012 })[0]!, /^WRONG It is PostgreSQL 14; Roster needs 15/);
    assert.match(judged({ archiveFails: true })[0]!, /^WRONG Its log could not be archived/);
    assert.match(judged({ trigrams: false })[0]!, /^note The extension pg_trgm is missing/);
    assert.match(judged({}, { pooler: false, ahead: -7_000 })[0]!, /^note The clock here is 7 seconds behind/);
    assert.deepEqual(judged({ encrypted: false }, { pooler: true, ahead: 0 }), []);
  });
});
