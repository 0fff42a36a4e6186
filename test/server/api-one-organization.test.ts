import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { toId, type FieldProblem } from '../../server/contract/index.ts';
import { resources } from '../../server/http/resources.ts';
import { given, type Client, type World } from '../support/given.ts';

let ours: World;
let theirs: World;
let callers: [string, Client][];
before(async () => {
  const people = { ada: { roles: ['admin'] }, bob: { roles: ['member'], groups: ['Ops'] } };
  ours = await given({ preset: 'default', slug: 'ours', groups: { Ops: {} }, people });
  theirs = await ours.another({ preset: 'default', slug: 'theirs', groups: { Ops: {} }, people });
  callers = [
    ['a widget token', ours.as('ada')],
    ['an API key', ours.key('*')],
  ];
  for (const [, client] of callers) assert.equal((await client.get('/capabilities')).status, 200);
});

/** Every row of an organization, whatever the table. */
async function rowsIn({ given: { ownerSql }, organizationId }: World): Promise<Record<string, unknown[]>> {
  const tables = await ownerSql.unsafe<{ name: string; key: string }>(
    `select c.table_name as name, case c.table_name when 'organizations' then 'id' else 'organization_id' end as key
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'roster' and t.table_type = 'BASE TABLE'
        and (c.column_name = 'organization_id' or c.table_name = 'organizations' and c.column_name = 'id')`,
  );
  assert.ok(tables.length >= 15);
  const rows: Record<string, unknown[]> = {};
  for (const { name, key } of tables) {
    const found = await ownerSql.unsafe<{ row: string }>(
      `select to_jsonb(t)::text as row from roster.${name} t where ${key} = '${organizationId}' order by 1`,
    );
    rows[name] = found.map(({ row }) => row);
  }
  return rows;
}

/** Ways in which programs name an organization. */
function namesOf(world: World): Record<string, string> {
  return {
    organization: toId('org', world.organizationId),
    organizationId: world.organizationId,
    organization_id: world.organizationId,
    org: world.slug,
    tenant: world.slug,
  };
}

function headersNaming(world: World): Record<string, string> {
  return {
    'roster-organization': world.slug,
    'x-organization-id': world.organizationId,
    'x-org-id': toId('org', world.organizationId),
    'x-tenant': world.slug,
  };
}

/** Changes that are taken as they stand, each made only once by a name of its own. */
const changes: { method: 'post' | 'patch'; path: (world: World) => string; body: (name: string) => object }[] = [
  {
    method: 'post',
    path: () => '/invitations',
    body: (name) => ({ people: [{ email: `${name.replace(' ', '.')}@ours.example` }] }),
  },
  { method: 'patch', path: (world) => `/members/${world.id('bob')}`, body: (name) => ({ name }) },
  { method: 'post', path: () => '/groups', body: (name) => ({ name }) },
  { method: 'patch', path: (world) => `/groups/${world.id('Ops')}`, body: (description) => ({ description }) },
  { method: 'post', path: () => '/roles', body: (name) => ({ name, permissions: ['member:read'] }) },
  { method: 'patch', path: () => '/organization', body: (name) => ({ name }) },
  { method: 'post', path: () => '/keys', body: (name) => ({ name, scopes: ['member:read'] }) },
  {
    method: 'post',
    path: () => '/webhooks',
    body: (name) => ({ url: `https://${name.replace(' ', '.')}.example/`, events: ['*'] }),
  },
];

describe('a credential of one organization and a request that names another', () => {
  test('TEN-02: a body or an address that names the other one is refused with the place of the name, and changes neither', async () => {
    const before = [await rowsIn(ours), await rowsIn(theirs)];
    for (const [who, client] of callers) {
      for (const { method, path, body } of changes) {
        for (const [field, value] of Object.entries(namesOf(theirs))) {
          const at = `${who}, ${method} ${path(ours)}, ${field}`;
          const inBody = await client[method](path(ours), { ...body('not made'), [field]: value });
          assert.equal(inBody.status, 400, `${at}: ${inBody.text}`);
          assert.deepEqual(
            inBody.body.errors!.map((fault: FieldProblem) => [fault.pointer, fault.code]),
            [[`/${field}`, 'unknown_field']],
            at,
          );
          const inAddress = await client[method](`${path(ours)}?${field}=${value}`, body('not made'));
          assert.equal(inAddress.status, 400, `${at}: ${inAddress.text}`);
          assert.equal(inAddress.body.errors![0]!.pointer, `?${field}`, at);
        }
      }
    }
    assert.deepEqual([await rowsIn(ours), await rowsIn(theirs)], before);
  });

  test('TEN-02: a header that names the other one moves no change there: it happens where the credential belongs', async () => {
    const before = await rowsIn(theirs);
    let made = 0;
    for (const [who, client] of callers) {
      for (const { method, path, body } of changes) {
        const seen = await rowsIn(ours);
        const reply = await client[method](path(ours), body(`Made ${++made}`), headersNaming(theirs));
        assert.ok([200, 201].includes(reply.status), `${who}, ${method} ${path(ours)}: ${reply.text}`);
        assert.equal((await rowsIn(ours))['audit']!.length, seen['audit']!.length + 1, `${who}, ${path(ours)}`);
        assert.deepEqual(await rowsIn(theirs), before, `${who}, ${method} ${path(ours)}`);
      }
    }
  });

  test('TEN-02: whatever takes a body takes no organization in it', async () => {
    const before = await rowsIn(theirs);
    const taking = resources.filter((route) => route.body);
    assert.ok(taking.length >= 15);
    for (const { method, path } of taking) {
      const things: Record<string, string> = {
        group: ours.id('Ops'),
        role: ours.id('member'),
        type: 'doc',
        resource: 'd1',
      };
      const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => things[name] ?? ours.id('bob'));
      for (const [who, client] of callers) {
        const response = await client.request(`/v1${at}`, {
          method: method.toUpperCase(),
          headers: { 'content-type': 'application/json', ...headersNaming(theirs) },
          body: JSON.stringify(namesOf(theirs)),
        });
        const text = await response.text();
        // A thing that is not there and a right that is missing may be said first; nothing is ever taken.
        assert.ok([400, 403, 404].includes(response.status), `${who}, ${method} ${at}: ${response.status} ${text}`);
      }
    }
    assert.deepEqual(await rowsIn(theirs), before);
  });
});
