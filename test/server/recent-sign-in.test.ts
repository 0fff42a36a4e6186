import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Portal } from '../../server/contract/index.ts';
import { preset } from '../../server/presets/presets.ts';
import { readPortal } from '../../server/presets/read-portal.ts';
import { basePath, given, read, type Reply, type World } from '../support/given.ts';
import { givenLogin, givenSite, password, type Visitor } from '../support/site.ts';

const directory = preset('default');
const rules: Portal['rules'] = { ...directory.rules, recentSignIn: 'PT15M' };

async function givenPeople(portal: Partial<Portal> = { rules }) {
  const world = await given({
    portal,
    people: {
      ada: { roles: ['admin'] },
      max: { roles: ['manager'] },
      bob: { roles: ['member'] },
      ben: { roles: ['member'] },
      ina: { status: 'invited', roles: ['member'] },
    },
  });
  for (const person of ['ada', 'max', 'bob']) await givenLogin(world, person);
  const site = await givenSite(world, { jobs: false });
  const signedIn = async (person: string): Promise<Visitor> => {
    const visitor = site.visitor();
    await visitor.signIn(world.email(person));
    assert.ok(visitor.session);
    return visitor;
  };
  return { world, site, signedIn };
}

/** All sessions began so long ago. */
const age = (world: World, minutes: number) =>
  world.given.ownerSql`update roster.sessions set created_at = clock_timestamp() - make_interval(mins => ${minutes})`;

const ask = async (visitor: Visitor, method: string, path: string, body?: unknown): Promise<Reply> =>
  read(
    await visitor.request(`${basePath}/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );

/** What cannot be taken back, and what makes a way in. */
const dangers = (world: World): [method: string, path: string, body?: unknown][] => [
  ['POST', '/keys', { name: 'A key', scopes: ['member:read'] }],
  ['POST', '/webhooks', { url: 'https://hooks.example/x', events: ['*'] }],
  ['PATCH', '/organization', { name: 'Another' }],
  ['PATCH', `/members/${world.id('bob')}`, { email: 'robert@default.example' }],
  ['POST', `/members/${world.id('bob')}/password-reset`, {}],
  ['POST', `/members/${world.id('ina')}/invitation/link`, {}],
  ['DELETE', `/members/${world.id('bob')}`],
  ['POST', '/members/bulk', { action: 'remove', ids: [world.id('ben')] }],
];

describe('an organization that asks for a recent sign-in', () => {
  test('ROL-15: the permission and the sign-in both have to hold, and neither stands for the other', async () => {
    const { world, signedIn } = await givenPeople();
    const [ada, max, bob] = [await signedIn('ada'), await signedIn('max'), await signedIn('bob')];
    // Signed in a moment ago, and without the permission.
    for (const [method, path, body] of dangers(world)) {
      const { status, body: problem } = await ask(bob, method, path, body);
      assert.deepEqual([status, problem.code], [403, 'forbidden'], `${method} ${path}`);
    }
    assert.equal((await ask(max, 'POST', '/keys', { name: 'A key', scopes: ['member:read'] })).body.code, 'forbidden');
    await age(world, 16);
    // With the permission, and signed in a while ago.
    for (const [method, path, body] of dangers(world)) {
      const { status, body: problem } = await ask(ada, method, path, body);
      assert.deepEqual([status, problem.code], [403, 'reauthentication_required'], `${method} ${path}`);
    }
    // With neither it is the permission that is missing, or a recent sign-in would be learnt to be of use.
    assert.equal((await ask(bob, 'DELETE', `/members/${world.id('ben')}`)).body.code, 'forbidden');
    // What can be taken back goes on.
    assert.equal((await ask(ada, 'PATCH', `/members/${world.id('bob')}`, { name: 'Bob B.' })).status, 200);
    assert.equal((await ask(ada, 'POST', `/members/${world.id('bob')}/suspension`)).status, 200);
    assert.equal((await ask(ada, 'DELETE', `/members/${world.id('bob')}/suspension`)).status, 200);
    await age(world, 14);
    for (const [method, path, body] of dangers(world)) {
      const { status, text } = await ask(ada, method, path, body);
      assert.ok(status < 300, `${method} ${path}: ${text}`);
    }
  });

  test('ROL-15: who is signed in confirms their password on a page, and comes back', async () => {
    const { world, signedIn } = await givenPeople();
    const ada = await signedIn('ada');
    await age(world, 60);
    const danger = () => ask(ada, 'DELETE', `/members/${world.id('bob')}`);
    assert.equal((await danger()).body.code, 'reauthentication_required');
    const before = ada.session;
    const page = await ada.visit('sign-in?again=1&return_to=%2Fdemo%2Fdefault');
    assert.match(page.text, /Sign in once more/);
    assert.match(page.html, /value="ada@default\.example"/);
    const sent = await ada.send({ email: world.email('ada'), password }, { follow: false });
    assert.equal(sent.location, '/demo/default');
    assert.notEqual(ada.session, before, 'another session, and the old one is over');
    assert.equal((await danger()).status, 204);
  });

  test('a program and a host’s page are not asked, and no preset asks anybody', async () => {
    const { world } = await givenPeople();
    assert.equal((await world.key('*').delete(`/members/${world.id('bob')}`)).status, 204);
    assert.equal((await world.as('ada').delete(`/members/${world.id('ben')}`)).status, 204);
    const lax = await givenPeople({});
    const ada = await lax.signedIn('ada');
    await age(lax.world, 60 * 24 * 13);
    assert.equal((await ask(ada, 'DELETE', `/members/${lax.world.id('bob')}`)).status, 204);
    for (const recentSignIn of ['PT15M', 'PT1H', 'P1D'])
      assert.doesNotThrow(() => readPortal({ ...directory, rules: { ...rules, recentSignIn } }));
    for (const recentSignIn of ['', '15 minutes', 'PT0M', 'P1Y', 15])
      assert.throws(() => readPortal({ ...directory, rules: { ...rules, recentSignIn } }), /recentSignIn/);
  });
});
