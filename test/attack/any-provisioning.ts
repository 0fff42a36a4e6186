import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Hono } from 'hono';
import { makeApi } from '../../server/http/api.ts';
import type { Route } from '../../server/http/route.ts';
import { basePath, clientOf, type World } from '../support/given.ts';
import { ask, enterpriseSchema, groupSchema, patch, userSchema } from '../support/scim.ts';

/**
 * Asks these routes what no directory would: each answer has the form of SCIM, and none says that the server is broken.
 * @param world an organization like `askedAbout`
 */
export async function anyProvisioning(world: World, routes: readonly Route[]): Promise<fc.IAsyncProperty<unknown>> {
  const app = new Hono();
  app.route(basePath, makeApi({ database: world.database, services: world.services, log: () => {}, routes }));
  const secrets = [await world.keySecret('scim'), await world.keySecret('*')];
  const keys = secrets.map((secret) => clientOf(app, async () => secret));
  const ids = ['ada', 'bob', 'cyd', 'Ops', 'member'].map((name) => world.id(name));
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('', '\u0000', '\ud800', '"', '\\', '(', '[', 'eq', 'pr', 'not', 'and', 'or', 'true', '1e400', '-1'),
    fc.constantFrom('userName', 'active', 'members', 'emails', 'value', 'displayName', '__proto__', 'constructor'),
    fc.constantFrom(...ids, 'a@b.example', '"a@b.example"', enterpriseSchema, 'False'),
  );
  const attribute = fc.oneof(
    word,
    fc.constantFrom('userName', 'name', 'name.givenName', 'name.formatted', 'roles', 'phoneNumbers', 'externalId'),
    fc.constantFrom('emails[type eq "work"].value', 'roles[primary eq "True"]', `${enterpriseSchema}:department`),
    fc.constantFrom(...ids).map((id) => `members[value eq "${id}"]`),
    fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
  );
  const value = fc.oneof(
    { maxDepth: 3 },
    word,
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(true, false, null, 'False'),
    fc.array(fc.record({ value: word, type: word, primary: word }, { requiredKeys: ['value'] }), { maxLength: 3 }),
    fc.dictionary(attribute, word, { maxKeys: 3 }),
  );
  const operation = fc.record(
    { op: fc.constantFrom('add', 'Replace', 'remove', 'move'), path: attribute, value },
    { requiredKeys: ['op'] },
  );
  const resource = fc
    .tuple(fc.dictionary(attribute, value, { maxKeys: 6 }), fc.constantFrom(userSchema, groupSchema), word)
    .map(([rest, schema, name]) => ({
      userName: `${name}@scim.example`,
      displayName: name,
      ...rest,
      schemas: [schema],
    }));
  const request = fc.record({
    key: fc.constantFrom(...keys),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'PATCH', 'DELETE'),
    path: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(...ids).map((id) => `/${id.startsWith('grp') ? 'Groups' : 'Users'}/${id}`),
      },
      fc.constantFrom('/Users', '/Groups', '/Schemas', '/ResourceTypes/User'),
    ),
    query: fc.dictionary(
      fc.constantFrom('filter', 'startIndex', 'count', 'attributes', 'excludedAttributes', 'x'),
      fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
      { maxKeys: 2 },
    ),
    body: fc.oneof(
      fc.array(operation, { maxLength: 4 }).map((operations) => patch(...operations)),
      resource,
      value,
    ),
    tag: fc.option(fc.constantFrom('W/"1"', '"1"', '*', 'x'), { nil: undefined }),
  });
  return fc.asyncProperty(request, async ({ key, method, path, query, body, tag }) => {
    const wellFormed = Object.entries(query).map(([name, text]) => [name, text.replace(/\p{Surrogate}/gu, '\ufffd')]);
    const search = wellFormed.length > 0 ? `?${new URLSearchParams(wellFormed as [string, string][])}` : '';
    // That the answer has the form of SCIM is looked at where it is read.
    const reply = await ask(
      key,
      method,
      `${path}${search}`,
      method === 'GET' || method === 'DELETE' ? undefined : body,
      tag === undefined ? {} : { 'if-match': tag },
    );
    const about = `${method} ${path}${search} ${JSON.stringify(body)}: ${reply.text}`;
    assert.ok(reply.status < 500 || reply.status === 503, about);
  });
}
