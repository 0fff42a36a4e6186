import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { toId } from '../../server/contract/index.ts';
import type { Context } from '../../server/domain/context.ts';
import { permissionsOfScopes } from '../../server/domain/credentials/every-permission.ts';
import { Refused } from '../../server/domain/refused.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { makeApi } from '../../server/http/api.ts';
import { resources } from '../../server/http/resources.ts';
import type { Route } from '../../server/http/route.ts';
import { basePath, clientOf, given, rowsOf, type GivenPerson, type World } from '../support/given.ts';
import { groupSchema, patch, userSchema } from '../support/scim.ts';
import { givenLogin } from '../support/site.ts';

/** Who asks. `bare` is a key of a scope that no route asks for, `elsewhere` the admin of the other organization, `narrowed` an admin whose token says `member:read` alone. */
const actors = [
  'nobody',
  'suspended',
  'bare',
  'key',
  'plain',
  'owner',
  'manager',
  'admin',
  'narrowed',
  'elsewhere',
] as const;
type Who = (typeof actors)[number];

/** What stands in a path, a query or a body, by its name there. */
type Thing = Record<string, string>;

interface Row {
  /** For whom it is there; everybody else with a credential is told 403, without a credential that works 401. */
  open: readonly Who[];
  /** What the key has in place of the route's permission, or the verb asks beyond it. */
  scopes?: string[];
  /** What the route is asked about: of the own organization, of the other one, and one that nobody has. */
  thing?: keyof typeof kinds;
  query?: (thing: Thing) => string;
  body?: (thing: Thing) => unknown;
  /** What is told whom it is open to about what is not of their organization; 404 unless said. */
  absent?: number;
  /** Told so before anybody asks who they are. */
  absentForAll?: number;
  /** Those to whom it is open by what they are in the very thing. */
  byThing?: readonly Who[];
}

const anybody: Who[] = ['bare', 'key', 'plain', 'owner', 'manager', 'admin', 'narrowed', 'elsewhere'];
const readers = anybody.filter((who) => who !== 'bare');
const unnarrowed = readers.filter((who) => who !== 'narrowed');
const managers: Who[] = ['key', 'manager', 'admin', 'elsewhere'];
const admins: Who[] = ['key', 'admin', 'elsewhere'];

let count = 0;
const fresh = (word: string): string => `${word}${++count}`;

const rows: Record<string, Row> = {
  'GET /capabilities': { open: anybody },
  'GET /members/export': { open: admins, scopes: ['member:export', 'member:read'] },
  'POST /members/bulk': {
    open: managers,
    scopes: ['member:invite'],
    thing: 'invited',
    body: ({ id }) => ({ action: 'resend', ids: [id] }),
    absent: 200,
  },
  'POST /undo': {
    open: admins,
    scopes: ['member:suspend'],
    thing: 'undo',
    body: ({ undo }) => ({ changes: [undo] }),
    absentForAll: 400,
  },
  'GET /members': { open: readers },
  'GET /members/summary': { open: readers },
  'POST /members': { open: admins, body: () => ({ email: `${fresh('made')}@made.example` }) },
  'GET /members/{id}': { open: readers, thing: 'active' },
  'GET /members/{id}/access': { open: readers, thing: 'active' },
  'PATCH /members/{id}': { open: managers, thing: 'active', body: () => ({ name: 'Mallory' }) },
  'DELETE /members/{id}': { open: admins, thing: 'active' },
  'POST /members/{id}/suspension': { open: admins, thing: 'active' },
  'DELETE /members/{id}/suspension': { open: admins, thing: 'away' },
  'GET /members/{id}/sessions': { open: admins, thing: 'session' },
  'DELETE /members/{id}/sessions': { open: admins, thing: 'session' },
  'DELETE /members/{id}/sessions/{session}': { open: admins, thing: 'session' },
  'POST /members/{id}/password-reset': { open: admins, thing: 'session' },
  'GET /groups': { open: unnarrowed },
  'POST /groups': { open: admins, body: () => ({ name: fresh('Group ') }) },
  'GET /groups/{group}': { open: unnarrowed, thing: 'group' },
  'PATCH /groups/{group}': { open: admins, thing: 'group', body: () => ({ description: fresh('Said ') }) },
  'DELETE /groups/{group}': { open: admins, thing: 'group' },
  'GET /groups/{group}/members': { open: unnarrowed, thing: 'group' },
  'PATCH /groups/{group}/members': { open: managers, thing: 'owned', byThing: ['owner'], body: () => ({ remove: [] }) },
  'GET /roles': { open: unnarrowed },
  'POST /roles': { open: admins, body: () => ({ name: fresh('Role '), permissions: [] }) },
  'PATCH /roles/{role}': { open: admins, thing: 'role', body: () => ({ description: fresh('Said ') }) },
  'DELETE /roles/{role}': { open: admins, thing: 'role' },
  'GET /resources/{type}/{resource}/grants': { open: admins, thing: 'resource', absent: 200 },
  'GET /resources/{type}/{resource}/grants/{member}': { open: admins, thing: 'grant' },
  'PUT /resources/{type}/{resource}/grants/{member}': {
    open: admins,
    thing: 'grant',
    body: () => ({ access: 'viewer' }),
  },
  'DELETE /resources/{type}/{resource}/grants/{member}': { open: admins, thing: 'grant' },
  'POST /invitations/check': { open: managers, body: () => ({ addresses: ['new@new.example'] }) },
  'POST /invitations': { open: managers, body: () => ({ people: [{ email: `${fresh('asked')}@asked.example` }] }) },
  'PATCH /members/{id}/invitation': { open: managers, thing: 'invited', body: () => ({ name: 'Mallory' }) },
  'DELETE /members/{id}/invitation': { open: managers, thing: 'invited' },
  'POST /members/{id}/invitation/resend': { open: managers, thing: 'invited' },
  'POST /members/{id}/invitation/link': { open: managers, thing: 'invited' },
  'GET /labels': { open: anybody, thing: 'active', query: ({ id }) => `?id=${id}`, absent: 200 },
  'POST /tokens': { open: ['key'], thing: 'active', body: ({ id }) => ({ member: id }) },
  'GET /keys': { open: admins },
  'POST /keys': {
    open: admins,
    scopes: ['organization:manage', 'member:read'],
    body: () => ({ name: 'made', scopes: ['member:read'] }),
  },
  'DELETE /keys/{key}': { open: admins, thing: 'key' },
  'GET /audit': { open: admins },
  'GET /audit/export': { open: admins },
  'GET /organization': { open: admins },
  'PATCH /organization': { open: admins, body: () => ({ name: fresh('Portal ') }) },
  'GET /events': { open: readers },
  'GET /webhooks': { open: admins },
  'POST /webhooks': {
    open: admins,
    scopes: ['organization:manage', 'member:read'],
    body: () => ({ url: 'https://hooks.example/x', events: ['*'] }),
  },
  'POST /webhooks/{webhook}/enable': { open: admins, thing: 'webhook' },
  'DELETE /webhooks/{webhook}': { open: admins, thing: 'webhook' },
  'GET /scim/v2/ServiceProviderConfig': { open: ['key'] },
  'GET /scim/v2/ResourceTypes': { open: ['key'] },
  'GET /scim/v2/ResourceTypes/{resourceType}': { open: ['key'], thing: 'word', absent: 200 },
  'GET /scim/v2/Schemas': { open: ['key'] },
  'GET /scim/v2/Schemas/{schema}': { open: ['key'], thing: 'word', absent: 200 },
  'GET /scim/v2/Users': { open: ['key'] },
  'POST /scim/v2/Users': {
    open: ['key'],
    body: () => ({ schemas: [userSchema], userName: `${fresh('made')}@scim.example` }),
  },
  'GET /scim/v2/Users/{user}': { open: ['key'], thing: 'user' },
  'PUT /scim/v2/Users/{user}': {
    open: ['key'],
    thing: 'user',
    body: () => ({ schemas: [userSchema], userName: `${fresh('called')}@scim.example` }),
  },
  'PATCH /scim/v2/Users/{user}': {
    open: ['key'],
    thing: 'user',
    body: () => patch({ op: 'replace', path: 'active', value: false }),
  },
  'DELETE /scim/v2/Users/{user}': { open: ['key'], thing: 'user' },
  'GET /scim/v2/Groups': { open: ['key'] },
  'POST /scim/v2/Groups': { open: ['key'], body: () => ({ schemas: [groupSchema], displayName: fresh('Pushed ') }) },
  'GET /scim/v2/Groups/{group}': { open: ['key'], thing: 'group' },
  'PUT /scim/v2/Groups/{group}': {
    open: ['key'],
    thing: 'group',
    body: () => ({ schemas: [groupSchema], displayName: fresh('Called ') }),
  },
  'PATCH /scim/v2/Groups/{group}': {
    open: ['key'],
    thing: 'group',
    query: () => '?attributes=displayName',
    body: () => patch({ op: 'remove', path: 'members' }),
  },
  'DELETE /scim/v2/Groups/{group}': { open: ['key'], thing: 'group' },
};

/** Makes a thing that nobody has touched, in this organization. */
const kinds = {
  active: async (side: Side): Promise<Thing> => ({ id: side.world.id(`active${side.taken.active++}`) }),
  user: async (side: Side): Promise<Thing> => ({ user: side.world.id(`active${side.taken.active++}`) }),
  /** What the protocol itself calls something, the same everywhere. */
  word: async (_side: Side): Promise<Thing> => ({ resourceType: 'Group', schema: groupSchema }),
  away: async (side: Side): Promise<Thing> => ({ id: side.world.id(`away${side.taken.away++}`) }),
  invited: async (side: Side): Promise<Thing> => ({ id: side.world.id(`invited${side.taken.invited++}`) }),
  async undo(side: Side): Promise<Thing> {
    const { id } = await kinds.active(side);
    return { undo: await made(side, `/members/${id}/suspension`, undefined, ({ undo }) => undo) };
  },
  async session(side: Side): Promise<Thing> {
    const [id, token] = [newUuid(), newUuid()];
    await side.world.database.withAccount(side.accountId, (tx) =>
      tx.execute(sql`insert into roster.sessions (account_id, id, token_hash, expires_at)
        values (${side.accountId}, ${id}, ${Buffer.from(token)}, now() + interval '1 day')`),
    );
    return { id: side.world.id('signed'), session: toId('ses', id) };
  },
  group: async (side: Side): Promise<Thing> => ({
    group: await made(side, '/groups', { name: fresh('Spare ') }, ({ group }) => group.id),
  }),
  owned: async ({ world }: Side): Promise<Thing> => ({ group: world.id('Ops') }),
  role: async (side: Side): Promise<Thing> => ({
    role: await made(side, '/roles', { name: fresh('Spare '), permissions: [] }, ({ role }) => role.id),
  }),
  async resource(side: Side): Promise<Thing> {
    const { resource } = await kinds.grant(side);
    return { type: 'workspace', resource: resource! };
  },
  async grant(side: Side): Promise<Thing> {
    const { id } = await kinds.active(side);
    const resource = fresh(`of-${side.world.slug}-`);
    const reply = await side.world.key('*').put(`/resources/workspace/${resource}/grants/${id}`, { access: 'viewer' });
    assert.equal(reply.status, 200, reply.text);
    return { type: 'workspace', resource, member: id! };
  },
  key: async (side: Side): Promise<Thing> => ({
    key: await made(side, '/keys', { name: 'spare', scopes: ['member:read'] }, ({ key }) => key.id),
  }),
  webhook: async (side: Side): Promise<Thing> => ({
    webhook: await made(side, '/webhooks', { url: 'https://hooks.example/x', events: ['*'] }, (it) => it.webhook.id),
  }),
};

const prefixes: Record<string, string> = {
  id: 'mem',
  member: 'mem',
  user: 'mem',
  session: 'ses',
  group: 'grp',
  role: 'rol',
  key: 'key',
  webhook: 'hook',
};

/** The same names, and nobody's ids. */
function nobodys(thing: Thing): Thing {
  const other = ([name, value]: [string, string]): [string, string] => {
    const prefix = prefixes[name];
    return [
      name,
      prefix ? toId(prefix, newUuid()) : ['type', 'resourceType', 'schema'].includes(name) ? value : fresh('nothing-'),
    ];
  };
  return Object.fromEntries(Object.entries(thing).map(other));
}

/** One of the two organizations. */
interface Side {
  world: World;
  accountId: string;
  taken: { active: number; away: number; invited: number };
  /** Credentials of its people, by who they are in the matrix. */
  tokens: Partial<Record<Who, string>>;
  /** Keys, by their scopes. */
  keys: Map<string, string>;
  /** What those are tried on who are refused anyway. */
  kept: Map<string, Thing>;
}

// eslint-disable-next-line typescript/no-explicit-any -- answers of many kinds
async function made(side: Side, path: string, body: unknown, pick: (answer: any) => string): Promise<string> {
  side.keys.set('*', side.keys.get('*') ?? (await side.world.keySecret('*')));
  const reply = await clientOf(side.world.app, async () => side.keys.get('*')).post(path, body);
  assert.ok(reply.status < 300, `${path}: ${reply.text}`);
  return pick(reply.body);
}

let ours: Side;
let theirs: Side;
before(async () => {
  const options = {
    preset: 'default' as const,
    groups: { Ops: {} },
    people: {
      admin: { roles: ['admin'] },
      manager: { roles: ['manager'] },
      plain: { roles: ['member'] },
      owner: { roles: ['member'], groups: { Ops: 'owner' as const } },
      suspended: { roles: ['admin'] },
      signed: {},
      ...named('active', 90, {}),
      ...named('away', 20, { status: 'suspended' as const }),
      ...named('invited', 30, { status: 'invited' as const }),
    },
  };
  const world = await given({ ...options, slug: 'ours' });
  ours = await sideOf(world);
  theirs = await sideOf(await world.another({ ...options, slug: 'theirs' }));
  theirs.tokens.elsewhere = theirs.tokens.admin!;
});

function named(word: string, many: number, person: GivenPerson): Record<string, GivenPerson> {
  return Object.fromEntries(Array.from({ length: many }, (_, index) => [`${word}${index}`, person]));
}

async function sideOf(world: World): Promise<Side> {
  const tokens: Side['tokens'] = {};
  for (const who of ['admin', 'manager', 'plain', 'owner', 'suspended'] as const) tokens[who] = await world.token(who);
  tokens.narrowed = await world.token('admin', { scopes: ['member:read'] });
  tokens.bare = await world.keySecret('file:read');
  // Past the verb, which would end the token as well.
  await rowsOf(world, sql`update roster.members set suspended_at = now() where id = ${world.uuid('suspended')}`);
  const accountId = await givenLogin(world, 'signed');
  const taken = { active: 0, away: 0, invited: 0 };
  return { world, accountId, taken, tokens, keys: new Map(), kept: new Map() };
}

const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method.toUpperCase()} ${path}`;

/** What is missing: a route that the table does not speak of, a row that no route stands behind. */
function gaps(routes: readonly Route[], table: Record<string, Row>): string[] {
  const names = routes.map(nameOf);
  return [
    ...names.filter((name) => !table[name]).map((name) => `${name} has no row`),
    ...Object.keys(table)
      .filter((name) => !names.includes(name))
      .map((name) => `${name} has no route`),
  ];
}

/** Tries every row on these routes, and says what was answered otherwise than the table has it. */
async function tryAll(routes: readonly Route[]): Promise<string[]> {
  const { database, services } = ours.world;
  const app = new Hono();
  app.route(basePath, makeApi({ database, services, log: () => {}, routes }));
  const faults: string[] = [];
  // Those that only read come first.
  for (const route of routes.toSorted((a, b) => Number(a.method !== 'get') - Number(b.method !== 'get'))) {
    const row = rows[nameOf(route)]!;
    for (const who of actors) faults.push(...(await tryOne(app, route, row, who)));
  }
  return faults;
}

async function tryOne(app: Hono, route: Route, row: Row, who: Who): Promise<string[]> {
  const [own, other] = who === 'elsewhere' ? [theirs, ours] : [ours, theirs];
  const token = who === 'key' ? await keyFor(own, row.scopes ?? [route.permission]) : own.tokens[who];
  const client = clientOf(app, async () => token);
  const open = row.open.includes(who);
  const byThing = row.byThing?.includes(who) ?? false;
  const outside = who === 'nobody' || who === 'suspended';
  const faults: string[] = [];
  const ask = async (relation: string, thing: Thing, expected: number): Promise<string> => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => thing[name]!) + (row.query?.(thing) ?? '');
    const body = row.body && JSON.stringify(row.body(thing));
    const method = route.method.toUpperCase();
    const headers = { ...(body !== undefined && { 'content-type': 'application/json' }) };
    const response = await client.request(`/v1${path}`, { method, headers, ...(body !== undefined && { body }) });
    const text = response.status === 200 && route.follow ? '' : await response.text();
    if (response.body && !response.bodyUsed) await response.body.cancel();
    const at = `${nameOf(route)} by ${who} on ${relation}`;
    if (response.status !== expected) faults.push(`${at}: ${response.status}, not ${expected}: ${text.slice(0, 300)}`);
    for (const word of [`@${other.world.slug}.example`, toId('org', other.world.organizationId)])
      if (text.includes(word)) faults.push(`${at} tells ${word}`);
    const kept = [...response.headers].filter(([name]) => !['x-request-id', 'date', 'etag'].includes(name));
    const values = Object.values(thing).filter((value) => value !== 'workspace');
    const said = values.reduce((left, value) => left.replaceAll(value, '…'), text);
    return JSON.stringify([response.status, said.replace(/"requestId":"[^"]*"/, ''), kept]);
  };
  const refused = outside ? 401 : 403;
  await ask('their own', await thingFor(own, row, route, open || byThing), open || byThing ? answered(route) : refused);
  if (!row.thing) return faults;
  const expected = outside ? 401 : (row.absentForAll ?? (open ? (row.absent ?? 404) : 403));
  const foreign = await thingFor(other, row, route, false);
  const [theirAnswer, noAnswer] = [
    await ask('another organization’s', foreign, expected),
    await ask('nobody’s', nobodys(foreign), expected),
  ];
  if (theirAnswer !== noAnswer)
    faults.push(`${nameOf(route)} by ${who} tells theirs from nobody’s: ${theirAnswer} ${noAnswer}`);
  return faults;
}

/** What answers nothing says so by its status. */
function answered({ method, path, status = 200 }: Route): number {
  return method === 'delete' && ['/members/{id}', '/groups/{group}', '/roles/{role}'].includes(path) ? 204 : status;
}

async function keyFor({ world, keys }: Side, scopes: string[]): Promise<string> {
  const name = scopes.join();
  const all = scopes.map((scope) => (scope === 'any member' ? 'file:read' : scope));
  if (!keys.has(name)) keys.set(name, await world.keySecret(...all));
  return keys.get(name)!;
}

/** A new one where it may be used up, else the one that all are tried on. */
async function thingFor(side: Side, { thing: kind }: Row, route: Route, used: boolean): Promise<Thing> {
  if (!kind) return {};
  const known = used && route.method !== 'get' ? undefined : side.kept.get(kind);
  if (known) return known;
  const thing = await kinds[kind](side);
  if (!used || route.method === 'get') side.kept.set(kind, thing);
  return thing;
}

describe('every route, asked by everybody, about everything', () => {
  test('TEN-01: a route without a row and a row without a route are both seen', () => {
    assert.deepEqual(gaps(resources, rows), []);
    const more = { ...resources[0]!, path: '/everything' } as const;
    assert.deepEqual(gaps([...resources, more], rows), ['GET /everything has no row']);
    assert.deepEqual(gaps(resources.slice(1), rows), ['GET /capabilities has no route']);
  });

  test('TEN-01, TEN-04: is answered as the table has it, and what is elsewhere like what is nowhere', async () => {
    assert.deepEqual(await tryAll(resources), []);
  });
});

/** The one route, with something wrong in it. */
function spoiled(name: string, answer: (route: Route) => Route['answer']): Route[] {
  const route = resources.find((one) => nameOf(one) === name)!;
  return [{ ...route, answer: answer(route) }];
}

describe('a server with a fault', () => {
  test('TEN-01: is seen where a route forgot to ask for its permission', async () => {
    const routes = spoiled('GET /keys', (route) => (context, input) => {
      const actor = { ...context.actor, permissions: permissionsOfScopes(['*']) } as Context['actor'];
      return route.answer({ ...context, actor }, input);
    });
    const faults = await tryAll(routes);
    assert.deepEqual(
      faults.map((fault) => /by (\w+) on their own: 200, not 403/.exec(fault)?.[1]),
      ['bare', 'plain', 'owner', 'manager', 'narrowed'],
    );
  });

  test('TEN-01: is seen where a route works in the wrong organization', async () => {
    const routes = spoiled('GET /members/{id}', (route) => async (context, input) => {
      const other = [ours, theirs].find(({ world }) => world.organizationId !== context.organizationId)!;
      const { organizationId } = other.world;
      await context.tx.execute(sql`select set_config('roster.organization_id', ${organizationId}, true)`);
      return route.answer({ ...context, organizationId }, input);
    });
    const faults = await tryAll(routes);
    assert.ok(faults.some((fault) => /by admin on another organization’s: 200, not 404/.test(fault)));
    assert.ok(faults.some((fault) => /by admin on another organization’s tells @theirs\.example/.test(fault)));
    assert.ok(faults.some((fault) => /by elsewhere on their own: 404, not 200/.test(fault)));
  });

  test('TEN-04: is seen where a refusal says that the thing is elsewhere', async () => {
    const routes = spoiled('DELETE /roles/{role}', (route) => async (context, input) => {
      const { role } = input.params as unknown as { role: string };
      const other = [ours, theirs].find(({ world }) => world.organizationId !== context.organizationId)!;
      const enter = (id: string) => context.tx.execute(sql`select set_config('roster.organization_id', ${id}, true)`);
      await enter(other.world.organizationId);
      const elsewhere = (await context.tx.execute(sql`select 1 from roster.roles where id = ${role}`)).length > 0;
      await enter(context.organizationId);
      if (elsewhere && context.actor.permissions.has('role:manage'))
        throw new Refused('not_found', { detail: 'This is not yours.' });
      return route.answer(context, input);
    });
    const faults = await tryAll(routes);
    assert.deepEqual(
      faults.map((fault) => /by (\w+) tells theirs from nobody’s/.exec(fault)?.[1]),
      ['key', 'admin', 'elsewhere'],
    );
  });
});
