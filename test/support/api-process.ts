// The real API for the tests' pages, in a process of its own: a fresh database, everything the server does, and routes that
// make worlds. Says its port to the process that forked it, and ends with it.
//   argv: the address of the page's origin
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { toId } from '../../server/contract/index.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { createRoster } from '../../server/index.ts';
import type { Description, Found, FoundPerson, KeptMessage } from './given-description.ts';
import { basePath, given, testSecret, type GivenPerson, type World } from './given.ts';
import { invite, memberActor } from './invite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'roster-pages-'));
const server = process.env.ROSTER_TEST_POSTGRES ? undefined : await startEmbedded({ folder, ephemeral: true });
// Before a world is asked for, so that it makes no server that only the end of a test would stop.
if (server) process.env.ROSTER_TEST_POSTGRES = server.ownerUrl;
const ground = await given({ slug: 'ground', database: { engine: 'postgres' } });
const roster = await createRoster({
  database: ground.given.url,
  secret: testSecret,
  url: `${process.argv[2] ?? 'http://127.0.0.1'}${basePath}`,
  // Tests ask much of one organization within a second; the quota has tests of its own.
  quota: false,
  log: (level, event, fields) => {
    if (level === 'error') console.error(event, fields);
  },
});

let worlds = 0;
const made = new Map<string, World>();
const newestMail = (): number => roster.mailbox!.mails()[0]?.id ?? 0;

async function found({ preset = 'default', portal, domains, people, groups = [] }: Description): Promise<Found> {
  const mailsBefore = newestMail();
  const emailOf = ({ name, email }: Description['people'][number]): string =>
    email ??
    `${name
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '.')}@${preset}.example`;
  const here = people.filter(({ status }) => status !== 'invited');
  const slug = `${preset}-${++worlds}`;
  const world = await ground.another({
    preset,
    slug,
    domains: domains ?? [`${preset}.example`],
    ...(portal && { portal }),
    groups: Object.fromEntries(
      groups.map((group) => (typeof group === 'string' ? [group, {}] : [group.name, { ...group }])),
    ),
    people: Object.fromEntries(
      here.map(({ joinedAt, lastActiveAt, ...person }): [string, GivenPerson] => [
        person.name,
        {
          ...person,
          email: emailOf(person),
          ...(joinedAt && { joinedAt: new Date(joinedAt) }),
          ...(lastActiveAt && { lastActiveAt: new Date(lastActiveAt) }),
        },
      ]),
    ),
  });
  made.set(slug, world);
  const all: [string, FoundPerson][] = here.map(({ name }) => [
    name,
    { id: world.id(name), name, email: world.email(name) },
  ]);
  const active = here.filter(({ status = 'active' }) => status === 'active').slice(0, 100);
  for (const { name } of active) all.find(([known]) => known === name)![1].token = await world.token(name);
  for (const person of people.filter(({ status }) => status === 'invited')) {
    const { name, roles = [] } = person;
    const inGroups = Array.isArray(person.groups) ? person.groups : Object.keys(person.groups ?? {});
    const email = emailOf(person);
    const [result] = await invite(
      world,
      {
        people: [{ email, name, roles: roles.map(world.uuid), groups: inGroups.map(world.uuid) }],
        confirmedDomains: [email.slice(email.lastIndexOf('@') + 1)],
      },
      here[0] && memberActor(world, here[0].name),
    );
    if (result?.memberId === undefined) throw new Error(`${email} was not invited: ${result?.detail}`);
    all.push([name, { id: toId('mem', result.memberId), name, email }]);
  }
  // The worlds' verbs are called past the server, so nobody has woken its mail worker.
  if (people.length > here.length) await roster.app.request(`${basePath}/v1/tokens`, { method: 'POST' });
  const ids = (names: string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, world.id(name)]));
  return {
    org: slug,
    organization: toId('org', world.organizationId),
    people: Object.fromEntries(all),
    groups: ids(groups.map((group) => (typeof group === 'string' ? group : group.name))),
    roles: ids(world.portal.roles.map(({ key }) => key)),
    mailsBefore,
  };
}

const app = new Hono();
app.onError((error, c) => c.json({ error: String(error.stack ?? error) }, 500));
app.post('/given', async (c) => c.json(await found(await c.req.json<Description>())));
app.post('/given/token', async (c) => {
  const { org, person, ...narrowed } = await c.req.json<{ org: string; person: string; scopes?: string[] }>();
  return c.json({ token: await made.get(org)!.token(person, narrowed) });
});
app.get('/given/mail', (c) => {
  const items = roster.mailbox!.mails().filter(({ id }) => id > Number(c.req.query('after') ?? 0));
  return c.json({
    items: items.map(({ id, to, subject, text, html }): KeptMessage => ({ id, to, subject, text, html })),
  });
});
app.route('/', roster.app);

const listening = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1');
await once(listening, 'listening');
process.send!({ port: (listening.address() as AddressInfo).port });
const end = async (): Promise<void> => {
  listening.close();
  listening.closeAllConnections();
  await roster.close();
  await ground.given.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
};
process.once('disconnect', end);
// The runner may have gone while this was starting.
if (!process.connected) void end();
