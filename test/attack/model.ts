import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Hono } from 'hono';
import { fromId, toId, type Group, type Member, type MemberSummary } from '../../server/contract/index.ts';
import { invitePeople } from '../../server/domain/invitations/invite-people.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { preset } from '../../server/presets/presets.ts';
import { clientOf, type Client, type Reply, type World } from '../support/given.ts';
import { accept, codeOf, tokenOf } from '../support/invite.ts';

export const roleKeys = ['admin', 'manager', 'member', 'solo'] as const;
export type RoleKey = (typeof roleKeys)[number];

/** What one organization is, as simply as it can be said. Sets of roles are keys, of groups their ids. */
export interface Place {
  members: Map<string, Person>;
  groups: Map<string, { name: string; isDefault: boolean; roles: Set<RoleKey> }>;
  /** Somebody whom other organizations may know as well. */
  shared: string;
  /** Set behind the names of whoever comes new, so that there are mailboxes left that may get something. */
  generation: string;
  /** What the last change answered, as long as nothing else has happened. */
  undo?: { tokens: string[]; back: () => void };
}

export interface Person {
  email: string;
  status: 'invited' | 'active' | 'suspended';
  roles: Set<RoleKey>;
  groups: Set<string>;
}

export interface Model {
  places: Place[];
  /** Messages that a mailbox has got, from all organizations together. */
  sent: Map<string, number>;
}

export interface Real {
  worlds: World[];
  clients: Client[];
  /** What must be read in one organization alone, each with the number of that one. */
  owners: Map<string, number>;
}

/** Messages a mailbox gets in an hour; no more are tried. */
const mails = 5;

export function effective(place: Contents, { roles: own, groups }: Person): Set<RoleKey> {
  return new Set([...own, ...[...groups].flatMap((group) => [...(place.groups.get(group)?.roles ?? [])])]);
}

export const clashes = (all: Set<RoleKey>): boolean => all.has('solo') && all.size > 1;

export function admins(place: Contents): number {
  return [...place.members.values()].filter((one) => one.status === 'active' && effective(place, one).has('admin'))
    .length;
}

export type Contents = Pick<Place, 'members' | 'groups'>;

export function copyOf({ members, groups }: Contents): Contents {
  return {
    members: new Map(
      [...members].map(([id, one]) => [id, { ...one, roles: new Set(one.roles), groups: new Set(one.groups) }]),
    ),
    groups: new Map([...groups].map(([id, one]) => [id, { ...one, roles: new Set(one.roles) }])),
  };
}

/** What a change comes to: what is wrong with it, and the organization afterwards. */
export interface Outcome {
  /** Codes, any of which may be given as the reason; empty where it is done. */
  wrong: string[];
  after: Contents;
}

/** Makes the change to a copy, and judges what all changes are judged by. */
export function outcome(place: Place, wrong: string[], change: (after: Contents) => void): Outcome {
  const after = copyOf(place);
  if (wrong.length === 0) change(after);
  const all = [...wrong];
  if ([...after.members.values()].some((one) => clashes(effective(after, one)))) all.push('role_exclusive');
  if (admins(after) < Math.min(1, admins(place))) all.push('last_admin');
  return { wrong: all, after };
}

/** What a step draws; every kind of step takes of it what it needs. */
export interface Draw {
  place: number;
  who: number;
  /** Whom of many. */
  from: number;
  group: number;
  roles: RoleKey[];
  groups: number[];
  people: number[];
  flag: boolean;
}

export const draw: fc.Arbitrary<Draw> = fc.record({
  place: fc.nat(2),
  who: fc.nat(9),
  from: fc.nat(99),
  group: fc.nat(4),
  roles: fc.uniqueArray(fc.constantFrom(...roleKeys), { maxLength: 2 }),
  groups: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
  people: fc.uniqueArray(fc.nat(9), { maxLength: 3 }),
  flag: fc.boolean(),
});

/** A step as it is taken: the organization of it, and whoever it is about. */
export interface Turn extends Draw {
  model: Model;
  at: Place;
  world: World;
  client: Client;
  /** Of the member and the group that were drawn; undefined where there is none. */
  id: string | undefined;
  person: Person | undefined;
  groupId: string | undefined;
  roleIds: string[];
  groupIds: string[];
}

export interface Kind {
  /** Answers undefined where it cannot be tried now. */
  expect: (turn: Turn) => Outcome | undefined;
  ask: (turn: Turn) => Promise<Reply<never>>;
  /** Takes back what was put aside for it. */
  refused?: (turn: Turn) => void;
  /** Enters what only the answer says: ids. */
  enter?: (turn: Turn, body: never, after: Contents) => void;
  undoable?: true;
  /** Whom it is mostly tried on. */
  mostly?: Person['status'];
  /** How often it is drawn, beside the others; 1 unless said. */
  weight?: number;
  /** So many changes are asked for at once, each of which is judged by itself; 1 unless said. */
  changes?: (turn: Turn) => number;
}

/** More would not fit on the one page that is compared. */
const mostPeople = 95;

export const roomFor = ({ at }: Turn): number => mostPeople - at.members.size;

// eslint-disable-next-line typescript/no-explicit-any -- answers of many kinds
type Any = any;

const named = ({ who, world, at }: Turn): string =>
  who > 7 ? at.shared : `p${who % 5}${at.generation}@${world.slug}.example`;
export const knownTo = (at: Place, email: string): Person | undefined =>
  [...at.members.values()].find((one) => one.email === email);

/** Those who come without a group come into the default one. */
export function placed({ at, groupIds, roles: own }: Turn): Pick<Person, 'roles' | 'groups'> {
  const standard = [...at.groups].find(([, { isDefault }]) => isDefault)?.[0];
  return {
    roles: new Set(own),
    groups: new Set(groupIds.length === 0 && standard !== undefined ? [standard] : groupIds),
  };
}

/** What newcomers are judged by before anybody looks who they are. */
export const clashOf = (turn: Turn): string[] =>
  clashes(effective(turn.at, { ...placed(turn), email: '', status: 'active' })) ? ['role_exclusive'] : [];

/** Puts a message aside for a mailbox, before it is asked for: other organizations may write to it at this moment. */
export function mayGet({ model }: Turn, email: string): boolean {
  const sent = model.sent.get(email) ?? 0;
  if (sent >= mails) return false;
  model.sent.set(email, sent + 1);
  return true;
}

export const giveBack = ({ model }: Turn, email: string): void =>
  void model.sent.set(email, model.sent.get(email)! - 1);

/** A change to the member that was drawn. */
function toMember(
  { at, id, person }: Turn,
  code: string,
  when: boolean,
  change: (one: Person, after: Contents) => void,
): Outcome | undefined {
  if (!id || !person) return undefined;
  return outcome(at, when ? [] : [code], (after) => change(after.members.get(id)!, after));
}

export const kinds: Record<string, Kind> = {
  invite: {
    weight: 2,
    expect(turn) {
      const email = named(turn);
      if (roomFor(turn) < 1 || !mayGet(turn, email)) return undefined;
      return outcome(turn.at, clashOf(turn), () => {});
    },
    ask: (turn) =>
      turn.client.post('/invitations', {
        people: [{ email: named(turn) }],
        roles: turn.roleIds,
        groups: turn.groupIds,
        confirmedDomains: [turn.at.shared.split('@')[1]],
      }),
    refused: (turn) => giveBack(turn, named(turn)),
    enter(turn, body: Any, after) {
      const email = named(turn);
      const known = knownTo(turn.at, email);
      const expected = !known ? 'invited' : known.status === 'invited' ? 'alreadyInvited' : 'alreadyMember';
      assert.equal(body.results[0].status, expected);
      if (known) return giveBack(turn, email);
      after.members.set(body.results[0].member.id, { email, status: 'invited', ...placed(turn) });
    },
  },
  create: {
    expect(turn) {
      const known = knownTo(turn.at, named(turn));
      // An account that another organization has made is not taken over.
      if (named(turn) === turn.at.shared || roomFor(turn) < 1) return undefined;
      const wrong = known ? [known.status === 'invited' ? 'already_invited' : 'already_member'] : [];
      return outcome(turn.at, [...wrong, ...clashOf(turn)], () => {});
    },
    ask: (turn) => turn.client.post('/members', { email: named(turn), roles: turn.roleIds, groups: turn.groupIds }),
    enter: (turn, body: Any, after) =>
      void after.members.set(body.member.id, { email: named(turn), status: 'active', ...placed(turn) }),
  },
  accept: {
    mostly: 'invited',
    weight: 2,
    expect: (turn) =>
      turn.person?.status === 'invited' && turn.person.email !== turn.at.shared
        ? toMember(turn, '', true, (one) => void (one.status = 'active'))
        : undefined,
    async ask({ world, id }) {
      const code = await codeOf(accept(world, await tokenOf(world, fromId('mem', id!)!)));
      return { status: code === 'ok' ? 200 : 409, text: code, headers: new Headers(), body: { code } as never };
    },
  },
  resend: {
    mostly: 'invited',
    expect: (turn) =>
      turn.person && mayGet(turn, turn.person.email)
        ? toMember(turn, 'not_pending', turn.person.status === 'invited', () => {})
        : undefined,
    ask: ({ client, id }) => client.post(`/members/${id}/invitation/resend`),
    refused: (turn) => giveBack(turn, turn.person!.email),
  },
  revoke: {
    mostly: 'invited',
    weight: 2,
    expect: (turn) =>
      toMember(turn, 'not_pending', turn.person?.status === 'invited', (_, after) => after.members.delete(turn.id!)),
    ask: ({ client, id }) => client.delete(`/members/${id}/invitation`),
    undoable: true,
  },
  changeRoles: {
    expect: (turn) => toMember(turn, '', true, (one) => void (one.roles = new Set(turn.roles))),
    ask: ({ client, id, roleIds }) => client.patch(`/members/${id}`, { roles: roleIds }),
    undoable: true,
  },
  changeGroups: {
    expect: (turn) => toMember(turn, '', true, (one) => void (one.groups = new Set(turn.groupIds))),
    ask: ({ client, id, groupIds }) => client.patch(`/members/${id}`, { groups: groupIds }),
    undoable: true,
  },
  suspend: {
    mostly: 'active',
    weight: 2,
    expect: (turn) =>
      toMember(turn, 'invalid', turn.person?.status === 'active', (one) => void (one.status = 'suspended')),
    ask: ({ client, id }) => client.post(`/members/${id}/suspension`),
    undoable: true,
  },
  reactivate: {
    mostly: 'suspended',
    weight: 2,
    expect: (turn) =>
      toMember(turn, 'invalid', turn.person?.status === 'suspended', (one) => void (one.status = 'active')),
    ask: ({ client, id }) => client.delete(`/members/${id}/suspension`),
  },
  remove: {
    expect: (turn) => toMember(turn, '', true, (_, after) => after.members.delete(turn.id!)),
    ask: ({ client, id }) => client.delete(`/members/${id}`),
  },
  createGroup: {
    expect({ at, roles: own, group }) {
      const taken = [...at.groups.values()].some(({ name }) => name === `G${group}`);
      const wrong = [...(taken ? ['group_name_taken'] : []), ...(clashes(new Set(own)) ? ['role_exclusive'] : [])];
      return outcome(at, wrong, () => {});
    },
    ask: ({ client, group, flag, roleIds }) =>
      client.post('/groups', { name: `G${group}`, isDefault: flag, roles: roleIds }),
    enter({ group, flag, roles: own }, body: Any, after) {
      if (flag) for (const one of after.groups.values()) one.isDefault = false;
      after.groups.set(body.group.id, { name: `G${group}`, isDefault: flag, roles: new Set(own) });
    },
  },
  deleteGroup: {
    expect: ({ at, groupId }) =>
      groupId === undefined
        ? undefined
        : outcome(at, [], (after) => {
            after.groups.delete(groupId);
            for (const one of after.members.values()) one.groups.delete(groupId);
          }),
    ask: ({ client, groupId }) => client.delete(`/groups/${groupId}`),
  },
  changeGroup: {
    expect: ({ at, groupId, roles: own, flag }) =>
      groupId === undefined
        ? undefined
        : outcome(at, clashes(new Set(own)) ? ['role_exclusive'] : [], (after) => {
            if (flag) for (const one of after.groups.values()) one.isDefault = false;
            Object.assign(after.groups.get(groupId)!, { roles: new Set(own), isDefault: flag });
          }),
    ask: ({ client, groupId, roleIds, flag }) =>
      client.patch(`/groups/${groupId}`, { roles: roleIds, isDefault: flag }),
  },
  changeGroupMembers: {
    expect: (turn) =>
      turn.groupId === undefined
        ? undefined
        : outcome(turn.at, [], (after) => {
            const { add, remove } = staged(turn);
            for (const id of add) after.members.get(id)!.groups.add(turn.groupId!);
            for (const id of remove) after.members.get(id)!.groups.delete(turn.groupId!);
          }),
    ask(turn) {
      const { add, remove } = staged(turn);
      return turn.client.patch(`/groups/${turn.groupId}/members`, { add: add.map((id) => ({ id })), remove });
    },
  },
  undo: {
    weight: 4,
    changes: ({ at }) => at.undo!.tokens.length,
    expect: ({ at }) => at.undo && { wrong: [], after: at },
    ask: ({ client, at }) => client.post('/undo', { changes: at.undo!.tokens }),
    enter({ at }, body: Any) {
      for (const { status } of body.results) assert.equal(status, 'done', JSON.stringify(body));
      at.undo!.back();
    },
  },
};

/** Everybody drawn comes in, or goes, with the first of them doing the other thing. */
function staged({ at, people, flag }: Turn): { add: string[]; remove: string[] } {
  const ids = [...at.members.keys()];
  const [first, ...rest] = [...new Set(people.flatMap((index) => ids[index % ids.length] ?? []))];
  const one = first === undefined ? [] : [first];
  return flag ? { add: rest, remove: one } : { add: one, remove: rest };
}

/** What came of a step: whether it was done, and how many changes it asked for. */
export interface Taken {
  done: boolean;
  changes: number;
}

/**
 * Takes one step, and enters in the model what came of it.
 * @returns undefined where it cannot be tried now
 * @throws AssertionError where the answer is not the model's
 */
export async function takeStep(
  model: Model,
  real: Real,
  [name, kind]: [name: string, kind: Kind],
  drawn: Draw,
): Promise<Taken | undefined> {
  const turn = turnOf(model, real, drawn, kind);
  const expected = kind.expect(turn);
  if (!expected) return undefined;
  const { at } = turn;
  const changes = kind.changes?.(turn) ?? 1;
  const reply = await kind.ask(turn);
  const done = reply.status < 300;
  const about = `${name}(${JSON.stringify(drawn)}): ${reply.text}`;
  assert.equal(done, expected.wrong.length === 0, `${about}, expected ${expected.wrong}`);
  refuseForeign(real, drawn.place, reply.text);
  if (!done) {
    kind.refused?.(turn);
    assert.ok(expected.wrong.includes((reply.body as { code?: string }).code!), about);
    return { done, changes };
  }
  kind.enter?.(turn, reply.body, expected.after);
  enterAfter(at, name === 'undo' ? at : expected.after, kind, reply.body);
  return { done, changes };
}

export function turnOf(model: Model, real: Real, drawn: Draw, { mostly }: Kind): Turn {
  const at = model.places[drawn.place]!;
  const world = real.worlds[drawn.place]!;
  const [all, groupIds] = [[...at.members.keys()], [...at.groups.keys()]];
  const fit = drawn.who % 4 === 0 ? [] : all.filter((one) => at.members.get(one)!.status === mostly);
  const ids = fit.length > 0 ? fit : all;
  const id = ids[drawn.from % ids.length];
  return {
    ...drawn,
    model,
    at,
    world,
    client: real.clients[drawn.place]!,
    id,
    person: id === undefined ? undefined : at.members.get(id),
    groupId: groupIds[drawn.group % Math.max(1, groupIds.length)],
    roleIds: drawn.roles.map((role) => world.id(role)),
    groupIds: [...new Set(drawn.groups.flatMap((index) => groupIds[index] ?? []))],
  };
}

function enterAfter(
  at: Place,
  after: Contents,
  kind: Kind,
  body: { undo?: string; results?: { undo?: string }[] },
): void {
  const former = copyOf(at);
  Object.assign(at, { members: after.members, groups: after.groups });
  delete at.undo;
  const tokens = [body, ...(body.results ?? [])].flatMap(({ undo }) => undo ?? []);
  if (!kind.undoable || tokens.length === 0) return;
  at.undo = { tokens, back: () => Object.assign(at, former) };
}

/** The lists, the counts and the groups of an organization are the model's, and speak of no other one. */
export async function compare(model: Model, real: Real, index: number): Promise<void> {
  const place = model.places[index]!;
  const [client, world] = [real.clients[index]!, real.worlds[index]!];
  for (const id of [...place.members.keys(), ...place.groups.keys()]) real.owners.set(id, index);
  const [list, summary, groups] = await Promise.all([
    client.get<{ items: Member[]; total: number }>('/members?limit=100'),
    client.get<MemberSummary>('/members/summary'),
    client.get<{ items: Group[] }>('/groups?limit=100'),
  ]);
  for (const { text } of [list, summary, groups]) refuseForeign(real, index, text);
  const people = [...place.members].map(([id, one]) => ({
    id,
    email: one.email,
    status: one.status,
    roles: [...one.roles].map((role) => world.id(role)).toSorted(),
    effective: [...effective(place, one)].map((role) => world.id(role)).toSorted(),
    groups: [...one.groups].toSorted(),
  }));
  const shown = list.body.items.map((one) => ({
    id: one.id,
    email: one.email,
    status: one.status,
    roles: one.roles.toSorted(),
    effective: effectiveOf(one).toSorted(),
    groups: one.groups.toSorted(),
  }));
  assert.deepEqual(byId(shown), byId(people));
  assert.equal(list.body.total, people.length);
  const count = (status: string): number => people.filter((one) => one.status === status).length;
  const byRole = roleKeys
    .map((role) => [world.id(role), people.filter((one) => one.effective.includes(world.id(role))).length] as const)
    .filter(([, holders]) => holders > 0);
  assert.deepEqual(summary.body, {
    total: people.length,
    byStatus: { invited: count('invited'), active: count('active'), suspended: count('suspended') },
    byRole: Object.fromEntries(byRole),
  });
  assert.deepEqual(
    byId(
      groups.body.items.map(({ id, name, isDefault, memberCount, roles: given_ }) => ({
        id,
        name,
        isDefault,
        memberCount,
        roles: given_.toSorted(),
      })),
    ),
    byId(
      [...place.groups].map(([id, group]) => ({
        id,
        name: group.name,
        isDefault: group.isDefault,
        memberCount: people.filter((one) => one.groups.includes(id)).length,
        roles: [...group.roles].map((role) => world.id(role)).toSorted(),
      })),
    ),
  );
  const [admin, solo] = [world.id('admin'), world.id('solo')];
  assert.ok(shown.some((one) => one.status === 'active' && one.effective.includes(admin)));
  assert.ok(shown.every((one) => !one.effective.includes(solo) || one.effective.length === 1));
}

const effectiveOf = ({ roles: own, inheritedRoles }: Member): string[] => [
  ...new Set<string>([...own, ...inheritedRoles.map(({ role }) => role)]),
];

function byId<T extends { id: string }>(all: T[]): T[] {
  return all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Public ids, and addresses at the domain of an organization. */
const words = /\b[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}\b|@o[0-9a-f-]{36}\.example/g;

/** @throws AssertionError where an answer tells of something that is another organization's */
export function refuseForeign({ owners }: Real, index: number, text: string): void {
  for (const [word] of text.matchAll(words)) {
    const owner = owners.get(word) ?? index;
    assert.ok(owner === index, `${word} of another organization is told: ${text}`);
  }
}

/**
 * Organizations, each with one admin, one who can become one, two who are invited, and a group.
 * @param door where each of them is asked
 */
export async function begin(
  ground: World,
  door: (index: number) => Pick<Hono, 'request'>,
  count: number,
): Promise<{ model: Model; real: Real }> {
  const portal = preset('default');
  const solo = { key: 'solo', name: 'Solo', description: '', permissions: ['file:read'], exclusive: true };
  const model: Model = { places: [], sent: new Map() };
  const real: Real = { worlds: [], clients: [], owners: new Map() };
  // More than three of them would have too few messages left for each.
  const shared = Array.from({ length: Math.ceil(count / 3) }, () => `shared@s${newUuid()}.example`);
  const status = 'active' as const;
  const found = async (index: number): Promise<void> => {
    const world = await ground.another({
      preset: 'default',
      slug: `o${newUuid()}`,
      portal: { roles: [...portal.roles, solo] },
      groups: { Start: { roles: ['member'] } },
      people: { ada: { roles: ['admin'] }, bob: { groups: ['Start'] } },
    });
    const secret = await world.keySecret('*');
    const invited = await world.inTenant((context) =>
      invitePeople(context, { people: ['eve', 'ivo'].map((name) => ({ email: `${name}@${world.slug}.example` })) }),
    );
    real.worlds[index] = world;
    real.clients[index] = clientOf(door(index), async () => secret);
    for (const word of [`@${world.slug}.example`, ...roleKeys.map((role) => world.id(role))])
      real.owners.set(word, index);
    model.places[index] = {
      shared: shared[Math.floor(index / 3)]!,
      generation: '',
      members: new Map([
        [world.id('ada'), { email: world.email('ada'), status, roles: new Set(['admin']), groups: new Set() }],
        [
          world.id('bob'),
          { email: world.email('bob'), status, roles: new Set(), groups: new Set([world.id('Start')]) },
        ],
        ...invited.map(({ memberId, email }): [string, Person] => {
          model.sent.set(email, 1);
          return [toId('mem', memberId!), { email, status: 'invited', roles: new Set(), groups: new Set() }];
        }),
      ]),
      groups: new Map([[world.id('Start'), { name: 'Start', isDefault: false, roles: new Set(['member']) }]]),
    };
  };
  await Promise.all(Array.from({ length: count }, (_, index) => found(index)));
  return { model, real };
}
