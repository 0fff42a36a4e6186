import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type { AuditItem, AuditList } from '../../server/contract/index.ts';
import { exportAudit } from '../../server/domain/audit/export-audit.ts';
import { record } from '../../server/domain/audit/record.ts';
import { given, read, rowsOf, type Client, type Reply, type World } from '../support/given.ts';
import { memberActor } from '../support/invite.ts';

const givenAudited = async (): Promise<World> => {
  const world = await given({
    preset: 'default',
    groups: { Ops: {} },
    people: { ada: { roles: ['admin'], name: 'Ada' }, bob: { roles: ['member'], name: 'Bob' }, cid: { name: 'Cid' } },
  });
  return world;
};

async function note(
  world: World,
  action: string,
  person: string,
  by?: string,
  values?: Record<string, string>,
): Promise<void> {
  await world.inTenant(
    (context) =>
      record(context, {
        action,
        target: { kind: 'member', id: world.uuid(person) },
        changes: { roles: [world.id('member')], nested: { group: world.id('Ops') } },
        values: Object.entries(values ?? {}).map(([field, value]) => ({ field, memberId: world.uuid(person), value })),
      }),
    by === undefined ? undefined : memberActor(world, by),
  );
}

async function walk(
  client: Client,
  query: string,
  between: () => Promise<void> = async () => {},
): Promise<AuditItem[]> {
  const all: AuditItem[] = [];
  for (let cursor: string | null = ''; cursor !== null; await between()) {
    const reply: Reply<AuditList> = await client.get(`/audit?${query}${cursor && `&cursor=${cursor}`}`);
    assert.equal(reply.status, 200, reply.text);
    all.push(...reply.body.items);
    cursor = reply.body.next;
  }
  return all;
}

describe('an admin who asks what happened', () => {
  it('asks for one day of a long history, and the rest of it is not read', async () => {
    const world = await givenAudited();
    await rowsOf(
      world,
      sql`insert into roster.audit (organization_id, seq, id, at, action, actor_kind, target_kind, target_id, request_id, previous_hash, hash)
          select ${world.organizationId}, 1000000 + n, gen_random_uuid(), timestamptz '2020-01-01' + n * interval '1 hour', 'member.updated',
                 'system', 'member', gen_random_uuid(), 'test', '', ''
            from generate_series(1, 20000) n`,
    );
    await world.given.ownerSql`analyze roster.audit`;
    const plan = await rowsOf<{ 'QUERY PLAN': string }>(
      world,
      sql`explain (analyze, costs off, timing off, summary off) select seq from roster.audit
           where organization_id = ${world.organizationId} and at >= '2020-02-01' and at < '2020-02-02' order by seq desc limit 51`,
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    assert.match(text, /audit_by_time/);
    assert.doesNotMatch(text, /Rows Removed by Filter: \d{3,}/);
    const { body } = await world.as('ada').get('/audit?from=2020-02-01T00:00:00Z&to=2020-02-02T00:00:00Z&limit=100');
    assert.equal(body.items.length, 24);
  });

  it('reads it newest first, with the names that people, groups and roles have today', async () => {
    const world = await givenAudited();
    await note(world, 'member.invited', 'bob', 'ada', { email: 'bob@default.example', name: 'Bob' });
    await note(world, 'member.updated', 'cid');
    const { body } = await world.as('ada').get<AuditList>('/audit');
    assert.deepEqual(
      body.items.map(({ seq, action, actor, target, values }) => ({ seq, action, actor, target, values })),
      [
        {
          seq: 2,
          action: 'member.updated',
          actor: { kind: 'system', id: null },
          target: { kind: 'member', id: world.id('cid') },
          values: {},
        },
        {
          seq: 1,
          action: 'member.invited',
          actor: { kind: 'member', id: world.id('ada') },
          target: { kind: 'member', id: world.id('bob') },
          values: { email: 'bob@default.example', name: 'Bob' },
        },
      ],
    );
    const role = world.portal.roles.find(({ key }) => key === 'member')!.name;
    assert.deepEqual(body.names, {
      [world.id('ada')]: 'Ada',
      [world.id('bob')]: 'Bob',
      [world.id('cid')]: 'Cid',
      [world.id('Ops')]: 'Ops',
      [world.id('member')]: role,
    });
    assert.match(body.items[0]!.id, /^aud_/);
    assert.ok(!JSON.stringify(body).includes('hash'));
  });

  it('filters by who, whom, what and when, and all of it combines', async () => {
    const world = await givenAudited();
    const ada = world.as('ada');
    await note(world, 'member.invited', 'bob', 'ada');
    await note(world, 'member.updated', 'bob', 'cid');
    await note(world, 'member.updated', 'cid', 'ada');
    await note(world, 'member.removed', 'cid');
    const seqs = async (query: string) => (await walk(ada, query)).map(({ seq }) => seq);
    assert.deepEqual(await seqs(`actor=${world.id('ada')}`), [3, 1]);
    assert.deepEqual(await seqs(`actor=${world.id('ada')}&actor=${world.id('cid')}`), [3, 2, 1]);
    assert.deepEqual(await seqs(`target=${world.id('bob')}`), [2, 1]);
    assert.deepEqual(await seqs('action=member.updated&action=member.removed'), [4, 3, 2]);
    assert.deepEqual(await seqs(`action=member.updated&actor=${world.id('ada')}&target=${world.id('cid')}`), [3]);
    const [{ at } = { at: '' }] = (await walk(ada, '')).filter(({ seq }) => seq === 3);
    const shifted = (ms: number): string => new Date(Date.parse(at) + ms).toISOString();
    assert.deepEqual((await seqs(`from=${at}`)).includes(3), true, 'from is included');
    assert.deepEqual((await seqs(`to=${at}`)).includes(3), false, 'to is not');
    assert.deepEqual(await seqs(`from=${shifted(-1e7)}&to=${shifted(1e7)}`), [4, 3, 2, 1]);
    assert.deepEqual(await seqs(`from=${shifted(1e7)}`), []);
    const cursor = (await ada.get('/audit?limit=1')).body.next;
    assert.equal((await ada.get(`/audit?limit=1&action=member.updated&cursor=${cursor}`)).body.code, 'bad_cursor');
  });

  it('INP-08 what is no time, no id and no action is refused and never reaches the database', async () => {
    const world = await givenAudited();
    for (const query of [
      'from=275760-09-13T00:00:00Z',
      'to=%2B275760-09-13T00:00:00Z',
      'from=infinity',
      'from=-1',
      'from=1',
      'from=0000-01-01T00:00:00Z',
      'from=2026-13-01T00:00:00Z',
      'to=2026-01-01T25:00:00Z',
      'to=now',
      'actor=x',
      `actor=${world.id('Ops')}`,
      `target=${world.uuid('bob')}`,
      'action=%27; drop table',
      'action=member',
      'from=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z',
      'limit=0',
      'cursor=x',
      'sort=at',
    ]) {
      const { status, text } = await world.as('ada').get(`/audit?${query}`);
      assert.equal(status, 400, `${query}: ${text}`);
    }
    assert.equal((await world.as('ada').get('/audit?from=1999-12-31T23:59:59.999%2B02:00')).status, 200);
  });

  it('CON-13 a walk meets each row exactly once, of one millisecond or not, while others write', async () => {
    const world = await givenAudited();
    await world.inTenant((context) =>
      record(
        context,
        ...Array.from({ length: 60 }, () => ({
          action: 'member.updated',
          target: { kind: 'member' as const, id: world.uuid('bob') },
        })),
      ),
    );
    const seen = await walk(world.as('ada'), 'limit=7', () => note(world, 'member.updated', 'cid'));
    assert.deepEqual(
      seen.map(({ seq }) => seq),
      Array.from({ length: 60 }, (_, i) => 60 - i),
    );
  });

  it('D-07 a removed person stays in it without a name: their id answers "User Removed", and what was personal is gone', async () => {
    const world = await givenAudited();
    await note(world, 'member.invited', 'bob', 'ada', { email: 'bob@default.example', name: 'Bob Bobson' });
    const { status } = await world.as('ada').delete(`/members/${world.id('bob')}`);
    assert.equal(status, 204);
    const reply = await world.as('ada').get<AuditList>('/audit');
    const row = reply.body.items.find(({ action }) => action === 'member.invited')!;
    assert.deepEqual(row.values, {});
    assert.equal(reply.body.names[world.id('bob')], world.portal.removedName);
    for (const left of ['Bobson', 'bob@default.example']) assert.ok(!reply.text.includes(left), left);
    // Should a value ever be left behind, it is not shown.
    await world.given.ownerSql.unsafe(
      `insert into roster.audit_values (organization_id, seq, field, member_id, value) values ('${world.organizationId}', 1, 'name', '${world.uuid('bob')}', 'Bob Bobson')`,
    );
    assert.ok(!(await world.as('ada').get('/audit')).text.includes('Bobson'));
  });

  it('is refused without the permission, and where the portal does not offer it', async () => {
    const world = await givenAudited();
    for (const path of ['/audit', '/audit/export']) {
      for (const client of [world.as('bob'), world.key('member:read'), world.as('ada', { scopes: ['member:read'] })]) {
        const reply = await client.get(path);
        assert.deepEqual([reply.status, reply.body.permission], [403, 'audit:read'], path);
      }
      assert.equal((await world.key('audit:read').get(path)).status, 200, path);
    }
    await world.given.ownerSql.unsafe(
      `update roster.organizations set portal = jsonb_set(portal, '{actions}', (portal -> 'actions') - 'audit')`,
    );
    assert.equal((await world.as('ada').get('/audit')).status, 403);
    assert.equal((await world.as('ada').get('/audit/export')).status, 403);
  });

  it('TEN-01 sees nothing of another organization, by no filter', async () => {
    const world = await givenAudited();
    const other = await world.another({
      preset: 'default',
      slug: 'other',
      groups: { Ops: {} },
      people: { eve: { roles: ['admin'] }, max: {} },
    });
    await note(other, 'member.updated', 'max', 'eve', { name: 'Max' });
    for (const query of ['', `actor=${other.id('eve')}`, `target=${other.id('max')}`])
      assert.deepEqual((await world.as('ada').get(`/audit?${query}`)).body.items, [], query);
    assert.equal((await world.as('ada').get('/audit/export')).text.split('\r\n').length, 2, 'the headings alone');
    const theirs = (await other.as('eve').get('/audit?limit=1')).body.next;
    await note(other, 'member.updated', 'max', 'eve');
    const cursor = theirs ?? (await other.as('eve').get('/audit?limit=1')).body.next;
    assert.equal((await world.as('ada').get(`/audit?limit=1&cursor=${cursor}`)).body.code, 'bad_cursor');
  });
});

/** A file of RFC 4180, read. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  for (const [, cell = '', end] of csv.replace(/^\ufeff/, '').matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    row.push(cell.replaceAll('""', '"'));
    if (end === '\r\n') rows.push(row.splice(0));
  }
  return rows;
}

describe('an export of what happened', () => {
  it('is a file of everything that the same filters list, and that somebody took it is written down once', async () => {
    const world = await givenAudited();
    for (let i = 0; i < 1_100; i += 100) {
      await world.inTenant((context) =>
        record(
          context,
          ...Array.from({ length: 100 }, () => ({
            action: 'member.updated',
            target: { kind: 'member' as const, id: world.uuid('bob') },
          })),
        ),
      );
    }
    await note(world, 'member.invited', 'cid', 'ada');
    const response = await world.as('ada').request('/v1/audit/export');
    assert.equal(response.headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename="audit\.csv"/);
    const [headings, ...rows] = cellsOf((await read(response)).text);
    assert.deepEqual(headings!.slice(0, 3), ['number', 'time', 'action']);
    assert.deepEqual(
      rows.map(([seq]) => Number(seq)),
      Array.from({ length: 1_101 }, (_, i) => 1_101 - i),
    );
    assert.deepEqual(rows[0]!.slice(2, 9), [
      'member.invited',
      'member',
      world.id('ada'),
      'Ada',
      'member',
      world.id('cid'),
      'Cid',
    ]);
    const few = cellsOf((await world.as('ada').get('/audit/export?action=member.invited')).text);
    assert.equal(few.length, 2);
    const noted = await rowsOf(world, sql`select 1 from roster.audit where action = 'audit.exported'`);
    assert.equal(noted.length, 2);
  });

  it('EML-20, CON-10 a name with line ends, quotes or a formula is one cell of one row, and nothing is calculated', async () => {
    const world = await givenAudited();
    const names = [
      'Eve\r\n2026-01-01,"member.removed","success"',
      'a\t"b","result":"success',
      '=HYPERLINK("http://evil.example")',
      '+1',
      '-1+1',
      '@SUM(A1)',
      '\t=1',
      '\uff1d1',
    ];
    for (const name of names) {
      await world.given.ownerSql`update roster.members set name = ${name} where id = ${world.uuid('bob')}`;
      await note(world, 'member.updated', 'bob', 'bob', { name });
      const list = await world.as('ada').get<AuditList>('/audit?limit=1');
      assert.equal(list.body.items.length, 1);
      assert.equal(list.body.items[0]!.values['name'], name);
      assert.equal(list.body.names[world.id('bob')], name);
      const { text } = await world.as('ada').get('/audit/export');
      const rows = cellsOf(text);
      assert.ok(
        rows.every((row) => row.length === rows[0]!.length),
        JSON.stringify(name),
      );
      const row = rows.find(([, , action]) => action === 'member.updated')!;
      assert.equal(row[5]!.replace(/^'/, ''), name);
      for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[\s]*[=+\-@\uff1d]/u, JSON.stringify(name));
    }
    const seqs = cellsOf((await world.as('ada').get('/audit/export')).text)
      .slice(1)
      .map(([seq]) => seq);
    assert.equal(new Set(seqs).size, seqs.length);
    for (const { fields } of world.log) {
      for (const name of names)
        assert.ok(!JSON.stringify(fields).includes(JSON.stringify(name).slice(1, -1)), 'the log has no names');
    }
  });

  it('ends where the permission ends: the next piece is judged anew', async () => {
    const world = await givenAudited();
    const caller = memberActor(world, 'bob', ['member:read']);
    await assert.rejects(
      world.inTenant((context) => exportAudit(context, {}, 100), caller),
      /audit:read/,
    );
  });
});
