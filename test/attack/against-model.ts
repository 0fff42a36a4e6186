import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Hono } from 'hono';
import type { BulkAnswer, Member } from '../../server/contract/index.ts';
import { DatabaseUnavailable } from '../../server/domain/context.ts';
import { verifyAudit } from '../../server/domain/audit/verify-audit.ts';
import { makeApi } from '../../server/http/api.ts';
import type { Route } from '../../server/http/route.ts';
import { basePath, type Reply, type World } from '../support/given.ts';
import {
  begin,
  compare,
  draw,
  effective,
  kinds,
  refuseForeign,
  takeStep,
  type Draw,
  type Kind,
  type Model,
  type Place,
  type Real,
} from './model.ts';
import { kindsInBulk } from './model-in-bulk.ts';

/** What a round has come to. */
export interface RoundOutcome {
  /** What was asked for and judged: each read, and each change to one person or group, also where a request asks for many. */
  operations: number;
  requests: number;
  /** Those of the operations that changed something or tried to. */
  changes: number;
  /** What an answer told of another organization. */
  leaked: string[];
  /** Answers, lists and counts that are not the model's; audit chains that do not hold. */
  wrong: string[];
  /** Organizations left because an answer did not come in time: what became of it is not known. */
  unanswered: number;
}

export interface Round {
  /** Any organization: what is drawn is founded beside it. */
  ground: World;
  routes: readonly Route[];
  /** Says what is drawn; each organization has its own draws, whatever the others do meanwhile. */
  seed: number;
  organizations: number;
  /** Asked before every step. */
  goesOn: (operations: number) => boolean;
}

/** Steps drawn at once. */
const handful = 250;
/** Steps of an organization between two comparisons of all that it is, and until its newcomers get other names. */
const [often, seldom] = [25, 100];

interface Drawn {
  step: [name: string, kind: Kind] | undefined;
  look: Look;
  draw: Draw;
  other: number;
}

/** Drives organizations side by side, each against a model of its own, and tries at each to get at the others. */
export async function attackModel({ ground, routes, seed, organizations, goesOn }: Round): Promise<RoundOutcome> {
  const app = new Hono();
  const { database, services } = ground;
  const outcome: RoundOutcome = { operations: 0, requests: 0, changes: 0, leaked: [], wrong: [], unanswered: 0 };
  const late = new Set<number>();
  app.route(basePath, makeApi({ database, services, log: () => {}, routes }));
  const door = (index: number): Pick<Hono, 'request'> => ({
    async request(...asked) {
      outcome.operations++;
      outcome.requests++;
      const response = await app.request(...asked);
      if (response.status === 503) late.add(index);
      return response;
    },
  });
  const { model, real } = await begin(ground, door, organizations);
  // With half of them gone there is little left to leak: another round begins sooner.
  const enough = (): boolean => outcome.unanswered * 2 < organizations;
  await Promise.all(
    model.places.map(async (place, index) => {
      const last: string[] = [];
      try {
        for (let taken = 0, drawn: Drawn[] = []; enough() && goesOn(outcome.operations); taken++) {
          const at = taken % handful;
          if (at === 0) drawn = draws(seed * 1_009 + index * 101 + taken / handful);
          place.generation = taken < seldom ? '' : `x${Math.floor(taken / seldom)}`;
          const { step, look, draw: one, other } = drawn[at]!;
          last.splice(0, last.length - 11, `${step?.[0] ?? look.name}(${JSON.stringify(one)})`);
          if (step) {
            const came = await takeStep(model, real, step, { ...one, place: index });
            outcome.operations += came ? came.changes - 1 : 0;
            outcome.changes += came?.changes ?? 0;
          } else
            await look({
              model,
              real,
              index,
              at: place,
              draw: one,
              other: (index + 1 + (other % (organizations - 1))) % organizations,
            });
          if (taken % often === often - 1) await compare(model, real, index);
        }
        await compare(model, real, index);
        const { fault } = await verifyAudit(database, services.secrets, real.worlds[index]!.organizationId);
        assert.equal(fault, null, 'the audit chain does not hold');
      } catch (error) {
        const { message } = error as Error;
        if (late.has(index) || error instanceof DatabaseUnavailable) outcome.unanswered++;
        else {
          const said = `seed ${seed}, organization ${index}: ${message}\n  after ${last.join('\n  ')}`;
          (message.includes('of another organization is told') ? outcome.leaked : outcome.wrong).push(said);
        }
      }
    }),
  );
  return outcome;
}

interface Sight {
  model: Model;
  real: Real;
  index: number;
  at: Place;
  draw: Draw;
  /** Another organization. */
  other: number;
}

type Look = (sight: Sight) => Promise<void>;

const at = <T>(all: Iterable<T>, index: number): T | undefined => {
  const list = [...all];
  return list[index % Math.max(1, list.length)];
};

async function see({ real, index }: Sight, path: string): Promise<Reply<never>> {
  const reply = await real.clients[index]!.get<never>(path);
  refuseForeign(real, index, reply.text);
  return reply;
}

/** What is read beside the whole. */
const looks: Look[] = [
  async function filtered(sight) {
    const { real, index, draw: one, at: place } = sight;
    const role = one.roles[0];
    const status = (['active', 'invited', 'suspended'] as const)[one.who % 3]!;
    const search = new URLSearchParams({ limit: '100' });
    if (role) search.append('role', real.worlds[index]!.id(role));
    if (one.flag) search.append('status', status);
    const reply = await see(sight, `/members?${search}`);
    const shown = (reply.body as { items: { email: string }[] }).items.map(({ email }) => email);
    const expected = [...place.members.values()].filter(
      (person) => (!role || effective(place, person).has(role)) && (!one.flag || person.status === status),
    );
    assert.deepEqual(shown.toSorted(), expected.map(({ email }) => email).toSorted(), `${search}`);
  },
  async function person(sight) {
    const id = at(sight.at.members.keys(), sight.draw.from);
    if (!id) return;
    const reply = await see(sight, `/members/${id}`);
    const { member } = reply.body as { member: Member };
    assert.equal(member.email, sight.at.members.get(id)!.email, reply.text);
  },
  async function inPassing(sight) {
    const path = ['/audit?limit=100', '/capabilities', '/roles', '/organization', '/keys'][sight.draw.who % 5]!;
    const reply = await see(sight, path);
    assert.equal(reply.status, 200, reply.text);
  },
  async function fromOutside(sight) {
    const { model, real, index, other, draw: one, at: place } = sight;
    const [client, world] = [real.clients[index]!, real.worlds[other]!];
    const theirs = at(model.places[other]!.members.keys(), one.from);
    const group = at(model.places[other]!.groups.keys(), one.group) ?? world.id('Start');
    const [mine, own] = [at(place.members.keys(), one.from), at(place.groups.keys(), one.group)];
    if (!theirs || !mine) return;
    const ways: (() => Promise<Reply>)[] = [
      () => client.get(`/members/${theirs}`),
      () => client.patch(`/members/${theirs}`, { roles: [] }),
      () => client.delete(`/members/${theirs}`),
      () => client.post(`/members/${theirs}/suspension`),
      () => client.post(`/members/${theirs}/invitation/resend`),
      () => client.delete(`/members/${theirs}/invitation`),
      () => client.get(`/groups/${group}`),
      () => client.patch(`/groups/${group}`, { roles: [] }),
      () => client.delete(`/groups/${group}`),
      () => client.patch(`/groups/${group}/members`, { add: [{ id: mine }], remove: [] }),
      () => client.patch(`/groups/${own ?? group}/members`, { add: [{ id: theirs }], remove: [] }),
      () => client.patch(`/members/${mine}`, { roles: [world.id('admin')] }),
      () => client.patch(`/members/${mine}`, { groups: [group] }),
      () =>
        client.post('/invitations', {
          people: [{ email: `new@${real.worlds[index]!.slug}.example` }],
          groups: [group],
        }),
      () => client.get(`/labels?id=${theirs}`),
      () => client.post('/members/bulk', { action: 'suspend', ids: [theirs] }),
      () => client.post('/members/bulk', { action: 'addToGroup', ids: [mine], group }),
    ];
    const way = (one.from * 5 + one.group) % ways.length;
    const reply = await ways[way]!();
    // What was asked for stands in the answer of a look-up that found nothing.
    const told = reply.text.replaceAll(theirs, '').replaceAll(group, '').replaceAll(world.id('admin'), '');
    refuseForeign(real, index, told);
    const results = (reply.body as Partial<BulkAnswer>).results ?? [];
    const nothing =
      reply.status === 200 &&
      (/^\{"(labels|items)":(\{\}|\[\])\}$|^\{\}$/.test(reply.text) ||
        (results.length > 0 && results.every(({ code }) => code === 'not_found')));
    assert.ok(
      nothing || [403, 404, 409, 422].includes(reply.status),
      `from outside, ${way}: ${reply.status} ${reply.text}`,
    );
  },
];

const drawnStep: fc.Arbitrary<Drawn> = fc.record({
  step: fc.option(
    fc.oneof(
      ...Object.entries({ ...kinds, ...kindsInBulk }).map((step) => ({
        weight: step[1].weight ?? 1,
        arbitrary: fc.constant(step),
      })),
    ),
    { nil: undefined, freq: 2 },
  ),
  look: fc.constantFrom(...looks),
  draw,
  other: fc.nat(1_000),
});

const draws = (seed: number): Drawn[] => fc.sample(drawnStep, { seed, numRuns: handful });
