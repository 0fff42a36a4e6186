import { Hono } from 'hono';
import type { sql } from 'drizzle-orm';
import { toId, type Member, type MemberStatus, type Portal, type TokenRequest } from '../../server/contract/index.ts';
import type { Tx } from '../../server/db/open-database.ts';
import * as tables from '../../server/db/schema.ts';
import type { Actor, Context, Services } from '../../server/domain/context.ts';
import { makePasswordHasher } from '../../server/domain/accounts/password-hasher.ts';
import { permissionsOfScopes } from '../../server/domain/credentials/every-permission.ts';
import { createKey } from '../../server/domain/keys/create-key.ts';
import type { Log } from '../../server/domain/log.ts';
import { foldText, memberIdentity } from '../../server/domain/members/identity.ts';
import { makeSecrets } from '../../server/domain/secrets.ts';
import { issueToken } from '../../server/domain/tokens/issue-token.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { makeApi } from '../../server/http/api.ts';
import { makeHealth } from '../../server/http/health.ts';
import { preset } from '../../server/presets/presets.ts';
import { atEnd } from './at-end.ts';
import { basePath, clientOf, type Client, type Reply } from './client.ts';
import { givenDatabase, type GivenDatabase, type GivenOptions } from './postgres.ts';

/** A person as a test speaks of them; their name in the test is the key under which they stand. */
export interface GivenPerson {
  /** `<key>@<slug>.example` when absent. */
  email?: string;
  name?: string | null;
  /** Keys of the portal's roles. */
  roles?: string[];
  /** Names of groups, or each with the role in it. */
  groups?: string[] | Record<string, 'owner' | 'member'>;
  status?: MemberStatus;
  joinedAt?: Date;
  lastActiveAt?: Date;
  externalId?: string;
}

export interface GivenGroup {
  /** Keys of the roles its members inherit. */
  roles?: string[];
  isDefault?: boolean;
  description?: string;
}

export interface GivenOrganization {
  /** Also the slug and the preset, unless those are named. */
  preset?: 'optra' | 'spectra' | 'directory' | 'insights' | 'organization-admin' | 'default';
  slug?: string;
  /** Changes to the preset's document. */
  portal?: Partial<Portal>;
  domains?: string[];
  groups?: Record<string, GivenGroup>;
  /** When absent: `admin`, who has the portal's first role. */
  people?: Record<string, GivenPerson>;
}

export interface GivenWorldOptions extends GivenOrganization {
  allowedOrigins?: string[];
  database?: GivenOptions;
  mailWorks?: boolean;
}

/** One organization of a world, its people and groups by the names the test gave them. */
export interface World {
  organizationId: string;
  slug: string;
  portal: Portal;
  /** The public id of a person, a group or a role. */
  id(key: string): string;
  uuid(key: string): string;
  email(person: string): string;
  /** A client with the person's widget token. */
  as(person: string, token?: Pick<TokenRequest, 'scopes' | 'origin'>): Client;
  /** A client with an API key of these scopes. */
  key(...scopes: string[]): Client;
  nobody: Client;
  token(person: string, token?: Pick<TokenRequest, 'scopes' | 'origin'>): Promise<string>;
  keySecret(...scopes: string[]): Promise<string>;
  /** Runs verbs as the system, or as a person with these permissions. */
  inTenant<T>(work: (context: Context) => Promise<T>, actor?: Actor): Promise<T>;
  /** A second organization in the same database, behind the same API. */
  another(options: GivenOrganization): Promise<World>;
  /** The whole app: the API below `/roster`, health at the root. */
  app: Hono;
  database: GivenDatabase['database'];
  given: GivenDatabase;
  services: Services;
  /** Every line the API logged. */
  log: { level: string; event: string; fields: Record<string, unknown> }[];
  /** Every member as the list shows them to this caller, page after page. */
  allMembers(client: Client, query?: string): Promise<Member[]>;
}

/** What the worlds' tokens are derived from. */
export const testSecret = 'a secret of the tests, long enough';
export const publicUrl = `http://localhost${basePath}`;

export { basePath, clientOf, read, type Client, type Reply } from './client.ts';

const open: GivenDatabase[] = [];
// Here and not in `given`, so that a world may be given inside a hook. The server of this process may have gone before.
atEnd(() => Promise.allSettled(open.map((database) => database.close())));

/** The smallest world a test needs: a fresh real database, one organization, the people it names, and the real API. */
export async function given({
  allowedOrigins = [],
  database: options,
  mailWorks = true,
  ...organization
}: GivenWorldOptions = {}): Promise<World> {
  const database = await givenDatabase(options);
  open.push(database);
  const services: Services = {
    secrets: makeSecrets(testSecret),
    publicUrl,
    mailWorks,
    hasher: makePasswordHasher(),
    newUuid,
  };
  const log: World['log'] = [];
  const write: Log = (level, event, fields = {}) => void log.push({ level, event, fields });
  const app = new Hono();
  app.route('/', makeHealth({ database: database.database }));
  app.route(basePath, makeApi({ database: database.database, services, log: write, allowedOrigins }));
  return found({ app, given: database, database: database.database, services, log }, organization);
}

type Ground = Pick<World, 'app' | 'given' | 'database' | 'services' | 'log'>;

async function found(ground: Ground, options: GivenOrganization): Promise<World> {
  const organization = settle(options);
  await ground.database.withTenant({ organizationId: organization.id }, (tx) => insertAll(tx, organization));
  return worldOf(ground, organization);
}

interface Settled {
  id: string;
  slug: string;
  portal: Portal;
  domains: string[];
  ids: Map<string, { prefix: 'mem' | 'grp' | 'rol'; uuid: string }>;
  groups: [string, GivenGroup][];
  people: (Required<Pick<GivenPerson, 'email' | 'status'>> & GivenPerson & { key: string })[];
}

function settle({
  preset: name = 'default',
  slug = name,
  portal: changes,
  domains,
  groups = {},
  people,
}: GivenOrganization): Settled {
  const portal = { ...preset(name), ...changes };
  const ids: Settled['ids'] = new Map();
  for (const { key } of portal.roles) ids.set(key, { prefix: 'rol', uuid: newUuid() });
  for (const group of Object.keys(groups)) ids.set(group, { prefix: 'grp', uuid: newUuid() });
  const all = people ?? { admin: { roles: [portal.roles[0]!.key] } };
  const settled = Object.entries(all).map(([key, person]) => {
    ids.set(key, { prefix: 'mem', uuid: newUuid() });
    return { email: `${key.toLowerCase()}@${slug}.example`, status: 'active' as const, ...person, key };
  });
  return {
    id: newUuid(),
    slug,
    portal,
    domains: domains ?? [`${slug}.example`],
    ids,
    groups: Object.entries(groups),
    people: settled,
  };
}

async function insertAll(
  tx: Tx,
  { id: organizationId, slug, portal, domains, ids, groups, people }: Settled,
): Promise<void> {
  const uuid = (key: string): string => uuidIn(ids, key);
  await tx.insert(tables.organizations).values({ id: organizationId, slug, name: portal.name, domains, portal });
  await tx.insert(tables.roles).values(
    portal.roles.map((role, position) => ({
      ...role,
      organizationId,
      id: uuid(role.key),
      position,
    })),
  );
  if (groups.length > 0) {
    await tx.insert(tables.groups).values(
      groups.map(([name, { description = '', isDefault = false }]) => ({
        organizationId,
        id: uuid(name),
        name,
        nameKey: foldText(name),
        description,
        isDefault,
      })),
    );
  }
  for (const some of chunks(people, 500)) {
    await tx.insert(tables.members).values(some.map((person) => memberRow(organizationId, uuid(person.key), person)));
    const roles = some.flatMap((person) =>
      (person.roles ?? []).map((role) => ({ organizationId, memberId: uuid(person.key), roleId: uuid(role) })),
    );
    if (roles.length > 0) await tx.insert(tables.memberRoles).values(roles);
    const memberships = some.flatMap((person) =>
      groupsOf(person).map(([group, groupRole]) => ({
        organizationId,
        groupId: uuid(group),
        memberId: uuid(person.key),
        groupRole,
      })),
    );
    if (memberships.length > 0) await tx.insert(tables.groupMembers).values(memberships);
    const invited = some.filter(({ status }) => status === 'invited');
    if (invited.length > 0) {
      await tx.insert(tables.invitations).values(
        invited.map((person) => ({
          organizationId,
          id: newUuid(),
          memberId: uuid(person.key),
          tokenHash: new TextEncoder().encode(person.key),
          expiresAt: new Date(Date.now() + 86_400_000),
        })),
      );
    }
  }
  const inherited = groups.flatMap(([name, { roles = [] }]) =>
    roles.map((role) => ({ organizationId, groupId: uuid(name), roleId: uuid(role) })),
  );
  if (inherited.length > 0) await tx.insert(tables.groupRoles).values(inherited);
}

function memberRow(
  organizationId: string,
  id: string,
  person: Settled['people'][number],
): typeof tables.members.$inferInsert {
  const joinedAt = person.status === 'invited' ? null : (person.joinedAt ?? new Date('2026-01-02T03:04:05Z'));
  return {
    organizationId,
    id,
    ...memberIdentity({ email: person.email, name: person.name === undefined ? person.key : person.name }),
    externalId: person.externalId ?? null,
    invitedAt: new Date('2026-01-01T00:00:00Z'),
    joinedAt,
    suspendedAt: person.status === 'suspended' ? new Date('2026-02-01T00:00:00Z') : null,
    lastActiveAt: person.lastActiveAt ?? null,
    lastActiveDay: person.lastActiveAt?.toISOString().slice(0, 10) ?? '',
  };
}

function worldOf(ground: Ground, organization: Settled): World {
  const { app, database, services } = ground;
  const { id: organizationId, slug, portal, ids } = organization;
  const uuid = (key: string): string => uuidIn(ids, key);
  const system: Actor = { kind: 'system', permissions: permissionsOfScopes(['*']) };
  const inTenant: World['inTenant'] = (work, actor = system) =>
    database.withTenant({ organizationId }, (tx) => work({ tx, organizationId, actor, requestId: 'test', services }));
  const token: World['token'] = async (person, options) =>
    (await inTenant((context) => issueToken(context, { member: uuid(person), ...options }))).token;
  const keySecret: World['keySecret'] = async (...scopes) =>
    (await inTenant((context) => createKey(context, { name: 'a key', scopes }))).secret;
  return {
    ...ground,
    organizationId,
    slug,
    portal,
    id: (key) => toId(ids.get(key)?.prefix ?? 'mem', uuid(key)),
    uuid,
    email: (person) => organization.people.find(({ key }) => key === person)!.email,
    as: (person, options) =>
      clientOf(
        app,
        once(() => token(person, options)),
      ),
    key: (...scopes) =>
      clientOf(
        app,
        once(() => keySecret(...scopes)),
      ),
    nobody: clientOf(app, async () => undefined),
    token,
    keySecret,
    inTenant,
    another: (options) => found(ground, options),
    async allMembers(client, query = '') {
      const all: Member[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const reply: Reply<{ items: Member[]; next: string | null }> = await client.get(
          `/members?${query}${cursor && `&cursor=${cursor}`}`,
        );
        if (reply.status !== 200) throw new Error(reply.text);
        all.push(...reply.body.items);
        cursor = reply.body.next;
      }
      return all;
    },
  };
}

/** So many people `person0`, `person1`, …, made by `make`. */
export function crowd(count: number, make: (index: number) => GivenPerson = () => ({})): Record<string, GivenPerson> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`person${index}`, make(index)]));
}

/** Sees everything in the database of one tenant. */
export function rowsOf<Row extends Record<string, unknown>>(
  world: World,
  query: ReturnType<typeof sql>,
): Promise<Row[]> {
  return world.inTenant(async ({ tx }) => [...(await tx.execute(query))] as unknown as Row[]);
}

function groupsOf({ groups = [] }: GivenPerson): [string, 'owner' | 'member'][] {
  return Array.isArray(groups) ? groups.map((group) => [group, 'member']) : Object.entries(groups);
}

function uuidIn(ids: Settled['ids'], key: string): string {
  const found = ids.get(key);
  if (!found) throw new Error(`This world has no ${key}.`);
  return found.uuid;
}

function chunks<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
