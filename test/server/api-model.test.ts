import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { Hono } from 'hono';
import { makeApi } from '../../server/http/api.ts';
import { resources } from '../../server/http/resources.ts';
import type { Route } from '../../server/http/route.ts';
import { begin, compare, draw, kinds, takeStep, type Draw, type Model, type Real } from '../attack/model.ts';
import { basePath, given, type World } from '../support/given.ts';
import { engine } from '../support/postgres.ts';

interface Trial {
  real: Real;
  /** What was tried, and what came of it. */
  tried: string[];
}

class Step implements fc.AsyncCommand<Model, Trial> {
  readonly #name: string;
  readonly #draw: Draw;

  constructor(name: string, drawn: Draw) {
    this.#name = name;
    this.#draw = drawn;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, { real, tried }: Trial): Promise<void> {
    // There is seldom something to be taken back: where there is, that is drawn.
    const back = this.#name === 'undo' ? model.places.findIndex(({ undo }) => undo) : -1;
    const place = back < 0 ? this.#draw.place : back;
    const came = await takeStep(model, real, [this.#name, kinds[this.#name]!], { ...this.#draw, place });
    if (!came) return;
    tried.push(`${this.#name} ${came.done ? 'done' : 'refused'}`);
    await Promise.all(model.places.map((_, index) => compare(model, real, index)));
  }

  toString(): string {
    return `${this.#name}(${JSON.stringify(this.#draw)})`;
  }
}

let ground: World;
before(async () => {
  ground = await given();
});

// Not `fc.commands`, whose runs are mostly short: it takes a few steps before there is something to go wrong.
const steps = fc.array(
  fc.oneof(
    ...Object.entries(kinds).map(([name, { weight = 1 }]) => ({
      weight,
      arbitrary: draw.map((drawn) => new Step(name, drawn)),
    })),
  ),
  { minLength: 8, maxLength: 15, size: 'max' },
);

/**
 * Runs of random steps over these routes. What fails is not made smaller, which would take minutes; the seed and the path
 * are said.
 * @returns what was tried, and what came of it
 */
async function runSteps(routes: readonly Route[], options: { numRuns: number; seed?: number }): Promise<string[]> {
  const { database, services } = ground;
  const app = new Hono();
  app.route(basePath, makeApi({ database, services, log: () => {}, routes }));
  const tried: string[] = [];
  await fc.assert(
    fc.asyncProperty(steps, (commands) =>
      fc.asyncModelRun(async () => {
        const { model, real } = await begin(ground, () => app, 3);
        return { model, real: { real, tried } };
      }, commands),
    ),
    { endOnFailure: true, ...options },
  );
  return tried;
}

describe('three organizations that many people change at once', () => {
  test('TEN-01: are after each step what a simple model of them is, and never speak of each other', async () => {
    const numRuns = engine === 'pglite' ? 5 : 28;
    const tried = await runSteps(resources, { numRuns });
    const done = tried.filter((one) => one.endsWith('done')).length;
    assert.ok(done > 2 * numRuns && tried.length > done, 'too few steps could be taken to say anything');
  });
});

/** All routes, with something wrong in one of them. */
function spoiled(method: Route['method'], path: string, answer: (route: Route) => Route['answer']): Route[] {
  assert.ok(resources.some((route) => route.method === method && route.path === path));
  return resources.map((route) =>
    route.method === method && route.path === path ? { ...route, answer: answer(route) } : route,
  );
}

/** What the steps, always the same ones, find wrong with these routes. */
async function faultOf(routes: readonly Route[]): Promise<string> {
  const failure = await runSteps(routes, { numRuns: 60, seed: 7 }).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  assert.match(failure?.message ?? 'nothing was found', /seed: 7, path:/);
  return String(failure!.cause);
}

describe('a server with a fault', () => {
  test('is seen where a change of groups is answered and not made', async () => {
    const routes = spoiled('patch', '/members/{id}', (route) => (context, input) => {
      const body = { ...(input.body as object), groups: undefined };
      return route.answer(context, { ...input, body } as never);
    });
    assert.match(await faultOf(routes), /groups/);
  });

  test('is seen where the last admin can be suspended', async () => {
    const routes = spoiled('post', '/members/{id}/suspension', (route) => async (context, input) => {
      const { id } = input.params as unknown as { id: string };
      const suspended = await context.tx.execute(sql`update roster.members set suspended_at = now()
        where organization_id = ${context.organizationId} and id = ${id}
          and joined_at is not null and suspended_at is null returning 1`);
      return suspended.length > 0 ? {} : route.answer(context, input);
    });
    assert.match(await faultOf(routes), /suspend\(.*expected last_admin/);
  });

  test('is seen where a revoked person comes back as a member', async () => {
    const routes = spoiled('post', '/undo', (route) => async (context, input) => {
      const answer = await route.answer(context, input);
      await context.tx.execute(sql`update roster.members set joined_at = coalesce(joined_at, now())
        where organization_id = ${context.organizationId} and removed_at is null`);
      return answer;
    });
    assert.match(await faultOf(routes), /status: 'active'/);
  });

  test('TEN-01: is seen where a count is another organization’s', async () => {
    const seen = new Set<string>();
    const routes = spoiled('get', '/members/summary', (route) => async (context, input) => {
      const organizationId = [...seen].find((id) => id !== context.organizationId) ?? context.organizationId;
      seen.add(context.organizationId);
      await context.tx.execute(sql`select set_config('roster.organization_id', ${organizationId}, true)`);
      return route.answer({ ...context, organizationId }, input);
    });
    assert.match(await faultOf(routes), /of another organization is told/);
  });
});
