import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { databaseOver } from '../../server/db/database.ts';
import type { LeasePool } from '../../server/db/lease-pool.ts';
import { makePasswordHasher } from '../../server/domain/accounts/password-hasher.ts';
import { permissionsOfScopes } from '../../server/domain/credentials/every-permission.ts';
import { listMembers, type MemberQuestion } from '../../server/domain/members/list-members.ts';
import { makeSecrets } from '../../server/domain/secrets.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { fill } from '../load/fill.ts';
import { publicUrl, testSecret } from '../support/given.ts';
import { engine, givenDatabase } from '../support/postgres.ts';

/** Pages of the database that the statements of a transaction touched, each run once more to be counted. */
function counting(pool: LeasePool, onPages: (pages: number) => void): LeasePool {
  return {
    kind: pool.kind,
    stats: () => pool.stats(),
    close: () => pool.close(),
    lease: (context, until, work) =>
      pool.lease(context, until, async (handle) => {
        const asked: { text: string; values: unknown[] | undefined }[] = [];
        const answer = await work({
          ...handle,
          unsafe(text, values) {
            asked.push({ text, values });
            return handle.unsafe(text, values);
          },
        });
        for (const { text, values } of asked) {
          const [row] = (await handle.unsafe(
            `explain (analyze, buffers, timing off, format json) ${text}`,
            values,
          )) as {
            'QUERY PLAN': string | unknown[];
          }[];
          const plan = row!['QUERY PLAN'];
          const [{ Plan }] = (typeof plan === 'string' ? JSON.parse(plan) : plan) as [{ Plan: Record<string, number> }];
          onPages(Plan['Shared Hit Blocks']! + Plan['Shared Read Blocks']!);
        }
        return answer;
      }),
  };
}

// How many pages PGlite reads is PostgreSQL's own doing, and filling it takes minutes.
if (engine === 'postgres') {
  describe('searching in organizations of different sizes', () => {
    it('TEN-18: a search among ten times as many members reads at most twelve times as many pages', async () => {
      const given = await givenDatabase({ engine: 'postgres' });
      try {
        const small = await fill(given.ownerSql, 'small', 5_000);
        const large = await fill(given.ownerSql, 'large', 50_000);
        let pages = 0;
        const database = databaseOver(
          counting(given.pool, (more) => (pages += more)),
          { deadline: 30_000 },
        );
        const services = {
          secrets: makeSecrets(testSecret),
          publicUrl,
          mailWorks: true,
          hasher: makePasswordHasher(),
          newUuid,
        };
        const read = async (organizationId: string, question: MemberQuestion): Promise<[number, number]> => {
          pages = 0;
          const { total } = await database.withTenant({ organizationId }, (tx) =>
            listMembers(
              {
                tx,
                organizationId,
                actor: { kind: 'system', permissions: permissionsOfScopes(['*']) },
                requestId: 'test',
                services,
              },
              question,
            ),
          );
          return [total, pages];
        };
        // Ten times the members are ten times the pages where every candidate has to be looked at, and nothing more than
        // the depth of an index where the first of them are enough.
        const searches: [string, MemberQuestion, mostTimes: number][] = [
          ['a rare word', { query: 'person0000042' }, 2],
          ['a common word', { query: 'fatima' }, 2],
          ['two words, each of them common', { query: 'fatima müller' }, 12],
          ['two letters', { query: 'fa' }, 2],
          ['common letters from the middle of a word', { query: 'atim' }, 8],
          ['rare letters from the middle of a word', { query: '00042@' }, 3],
          ['letters that nobody has', { query: 'qqzzqq' }, 2],
          ['a word, by last activity', { query: 'fatima', sort: { key: 'lastActiveAt', down: true } }, 2],
          ['a word that none of the suspended has', { query: 'fatima', status: ['suspended'] }, 12],
          ['a word, by name', { query: 'fatima', sort: { key: 'name', down: true } }, 2],
          ['a status, by joining', { status: ['suspended'], sort: { key: 'joinedAt', down: true } }, 2],
        ];
        for (const [what, question, mostTimes] of searches) {
          const [few, before] = await read(small.organizationId, question);
          const [many, now] = await read(large.organizationId, question);
          // Where both are common, it is counted a little way only.
          assert.equal(many > 0, few > 0, what);
          assert.ok(before > 0, what);
          assert.ok(now / before <= mostTimes, `${what}: ${before} pages among 5,000 members, ${now} among 50,000`);
        }
      } finally {
        await given.close();
      }
    });
  });
}
