import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Log } from '../../server/domain/log.ts';
import { makeApi } from '../../server/http/api.ts';
import { resources } from '../../server/http/resources.ts';
import type { Route } from '../../server/http/route.ts';
import { basePath, clientOf, type GivenOrganization, type World } from '../support/given.ts';
import { enterpriseSchema, groupSchema, patch, userSchema } from '../support/scim.ts';

/** What a browser would send: an address cannot hold half a letter. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** The organization that these requests are about. */
export const askedAbout = {
  preset: 'default',
  groups: { Ops: {} },
  people: { ada: { roles: ['admin'] }, bob: { status: 'invited' }, cyd: {} },
} as const satisfies GivenOrganization;

/**
 * Asks these routes for whatever comes to mind: no answer says that the server is broken, and each refusal is a problem
 * document of its status.
 * @param world an organization like `askedAbout`
 */
export async function anyRequest(world: World, routes: readonly Route[]): Promise<fc.IAsyncProperty<unknown>> {
  const app = new Hono();
  const { database, services } = world;
  const log: Log = (level, event, fields = {}) => void world.log.push({ level, event, fields });
  app.route(basePath, makeApi({ database, services, log, routes }));
  const [token, key] = [await world.token('ada'), await world.keySecret('*')];
  const clients = [clientOf(app, async () => token), clientOf(app, async () => key)];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '',
      '\u0000',
      '\ud800',
      '%',
      "'",
      '"; --',
      '-1',
      '1e400',
      '__proto__',
      world.id('bob'),
      world.id('member'),
      '9'.repeat(30),
      'a@b.example',
    ),
  );
  const value = fc.oneof(
    { maxDepth: 3 },
    text,
    fc.jsonValue({ maxDepth: 3 }),
    fc.array(text, { maxLength: 4 }),
    fc.double(),
    fc.constant(null),
  );
  // Whatever a route reads by name is tried with every one.
  const fields = [
    ...new Set(resources.flatMap(({ body }) => (body instanceof z.ZodObject ? Object.keys(body.shape) : []))),
  ];
  assert.ok(fields.length > 20);
  const queries = ['query', 'status', 'role', 'group', 'sort', 'limit', 'cursor', 'id', 'dryRun'];
  queries.push('filter', 'startIndex', 'count', 'attributes', 'excludedAttributes');
  const attribute = fc.oneof(
    text,
    fc.constantFrom('userName', 'active', 'externalId', 'name', 'name.givenName', 'emails[type eq "work"].value'),
    fc.constantFrom(
      'members',
      `members[value eq "${world.id('bob')}"]`,
      'displayName',
      `${enterpriseSchema}:department`,
    ),
  );
  const request = fc.record({
    route: fc.constantFrom(...routes),
    client: fc.constantFrom(...clients),
    id: fc.oneof(text, fc.constantFrom(world.id('bob'), world.id('Ops'), world.id('member'))),
    query: fc.array(fc.tuple(fc.nat(99), text), { maxLength: 3 }),
    body: fc.oneof(
      fc.dictionary(
        fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fields) }, { weight: 1, arbitrary: text }),
        value,
        { maxKeys: 5 },
      ),
      value,
      fc.record({
        add: fc.array(fc.record({ id: fc.constantFrom(world.id('bob'), world.id('ada')), groupRole: value })),
        remove: fc.array(fc.oneof(text, fc.constant(world.id('bob'))), { maxLength: 3 }),
      }),
      fc.record({ access: text, until: text }),
      fc
        .tuple(fc.dictionary(attribute, value, { maxKeys: 5 }), fc.constantFrom(userSchema, groupSchema))
        .map(([resource, schema]) => ({
          userName: 'new@scim.example',
          displayName: 'New',
          ...resource,
          schemas: [schema],
        })),
      fc
        .array(
          fc.record(
            { op: fc.constantFrom('Add', 'replace', 'Remove'), path: attribute, value },
            { requiredKeys: ['op'] },
          ),
        )
        .map((operations) => patch(...operations)),
      fc.record({
        people: fc.array(fc.record({ email: text, name: value }), { maxLength: 3 }),
        roles: fc.constant([world.id('member')]),
      }),
    ),
    headers: fc.record(
      {
        'if-match': fc.constantFrom('"1"', 'x', '*', '"999999999999"'),
        'idempotency-key': fc.stringMatching(/^[!-~]{1,8}$/),
      },
      { requiredKeys: [] },
    ),
  });
  return fc.asyncProperty(request, async ({ route, client, id, query, body, headers }) => {
    const path = route.path.replaceAll(/\{\w+\}/g, encodeURIComponent(wellFormed(id)));
    // Mostly what the route reads, or little of it would ever be looked at.
    const own = Object.keys(route.query ?? {});
    const named = (at: number): string =>
      own.length > 0 && at % 4 > 0 ? own[at % own.length]! : queries[at % queries.length]!;
    const search =
      query.length > 0 ? `?${new URLSearchParams(query.map(([at, one]) => [named(at), wellFormed(one)]))}` : '';
    const response = await client.request(`/v1${path}${search}`, {
      method: route.method.toUpperCase(),
      headers: { 'content-type': 'application/json', ...headers },
      ...(route.method !== 'get' && { body: JSON.stringify(body) }),
    });
    // A stream of events has no end.
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) return response.body!.cancel();
    const answer = await response.text();
    assert.ok(
      response.status < 500 || response.status === 503,
      `${route.method} ${path}${search} ${JSON.stringify(body)}: ${answer} ${JSON.stringify(world.log.at(-2))}`,
    );
    if (response.status >= 400) assert.equal(Number(JSON.parse(answer).status), response.status);
  });
}
