import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { csvLine } from '../../server/http/csv.ts';
import { endOfTest, givenWorld } from '../support/invite.ts';
import { crowd, rowsOf } from '../support/given.ts';

afterEach(endOfTest);

/** Cells of RFC 4180, read by rules of its own. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let match = cell.exec(text); match && cell.lastIndex <= text.length; match = cell.exec(text)) {
    row.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'));
    if (match[3] !== ',') [rows[rows.length], row] = [row, []];
    if (cell.lastIndex === text.length) break;
  }
  return rows;
}

const admin = { ada: { roles: ['admin'], lastActiveAt: new Date('2026-11-01T10:00:00Z') } };

describe('exporting members', () => {
  test('I-06, EML-25: gives exactly those the list shows for the same filters, of this organization, and stands in the audit trail', async () => {
    const w = await givenWorld({
      preset: 'default',
      groups: { Ops: { roles: ['manager'] } },
      people: {
        ...admin,
        ...crowd(600, (index) => ({ roles: ['member'], ...(index % 3 === 0 && { groups: ['Ops'] }) })),
        eve: { status: 'suspended' },
      },
    });
    await w.another({ slug: 'other', people: crowd(3) });
    const response = await w.as('ada').request('/v1/members/export');
    assert.equal(response.headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.equal(response.headers.get('content-disposition'), 'attachment; filename="members.csv"');
    assert.equal(response.headers.get('cache-control'), 'private, no-store');
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    const [heading, ...rows] = parse(text);
    assert.deepEqual(heading!.slice(0, 4), ['Name', 'Email', 'Status', 'Roles']);
    const listed = await w.allMembers(w.as('ada'), 'limit=100');
    assert.deepEqual(
      rows.map((row) => row[1]),
      listed.map(({ email }) => email),
    );
    assert.deepEqual(rows.find((row) => row[0] === 'person0')!.slice(2, 6), ['active', 'Member', 'Manager', 'Ops']);
    assert.equal(rows.find((row) => row[0] === 'ada')![8]!.slice(0, 10) >= '2026-11-01', true);
    assert.ok(!text.includes('@other.example'));
    assert.ok(!/hash|token|argon/i.test(text));

    // Reading as text takes the mark at the beginning away.
    const some = await (await w.as('ada').request(`/v1/members/export?status=suspended&query=eve&sort=-name`)).text();
    assert.equal(parse(some).length, 2);
    const trail = await rowsOf(w, sql`select action, changes from roster.audit order by seq`);
    assert.deepEqual(trail, [
      { action: 'members.exported', changes: { status: [], role: [], group: [], searched: false } },
      { action: 'members.exported', changes: { status: ['suspended'], role: [], group: [], searched: true } },
    ]);
    for (const [client, status] of [
      [w.as('person1'), 403],
      [w.key('member:read'), 403],
      [w.key('member:export'), 403],
      [w.nobody, 401],
    ] as const)
      assert.equal((await client.request('/v1/members/export')).status, status);
    assert.equal((await w.as('ada').request('/v1/members/export?status=gone')).status, 400);
  });

  test('EML-20: a name that a spreadsheet would calculate arrives as text', async () => {
    const names = ['=HYPERLINK("http://evil.example";"x")', '+1', '-1', '@SUM(A1)', ' =1+1', '＝1', 'Say "hi", Bob'];
    const w = await givenWorld({
      preset: 'default',
      people: { ...admin, ...Object.fromEntries(names.map((name, index) => [`p${index}`, { name }])) },
    });
    const text = await (await w.as('ada').request('/v1/members/export?query=p')).text();
    const cells = parse(text).map(([name]) => name);
    for (const name of names.slice(0, 6)) assert.ok(cells.includes(`'${name}`), name);
    assert.ok(cells.includes('Say "hi", Bob'));
    assert.equal(csvLine(['\t=1', '\r=1', '\n=1', null]), `"'\t=1","'\r=1","'\n=1",""\r\n`);
  });

  test('ROL-14: whoever is shut out while they read gets no more of it, and no connection is held meanwhile', async () => {
    const w = await givenWorld({ preset: 'default', people: { ...admin, bea: { roles: ['admin'] }, ...crowd(600) } });
    const response = await w.as('bea').request('/v1/members/export');
    const reader = response.body!.getReader();
    await reader.read();
    await w.as('ada').post(`/members/${w.id('bea')}/suspension`);
    // Word of the suspension goes to the other processes a moment later, over a connection of its own.
    const held = (): number => w.database.stats().total - w.database.stats().idle;
    for (let i = 0; i < 100 && held() > 0; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(held(), 0);
    await assert.rejects(reader.read());
  });
});
