import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { members } from '../../server/db/schema.ts';
import { resources } from '../../server/http/resources.ts';
import type { Route } from '../../server/http/route.ts';
import { attackModel, type RoundOutcome } from '../attack/against-model.ts';
import { given } from '../support/given.ts';

/** Some hundred operations of what `npm run attack` does millions of. */
async function attack(routes: readonly Route[]): Promise<RoundOutcome> {
  const ground = await given({ database: { deadline: 60_000 } });
  return attackModel({ ground, routes, seed: 7, organizations: 4, goesOn: (done) => done < 800 });
}

describe('an attack on a few organizations at once', () => {
  it('TEN-01: finds nothing of one in the answers of another, and each as its model has it', async () => {
    const { leaked, wrong, changes, operations } = await attack(resources);
    assert.deepEqual([leaked, wrong], [[], []]);
    assert.ok(operations > 100 && changes > 20, `${operations} operations, ${changes} changes`);
  });

  it('TEN-03: finds a route that looks for a person in whatever organization they are', async () => {
    const seen = new Map<string, string>();
    const routes = resources.map((route): Route => {
      if (route.method === 'get' && route.path === '/members')
        return {
          ...route,
          async answer(context, input) {
            const rows = await context.tx.select({ id: members.id }).from(members);
            for (const { id } of rows) seen.set(id, context.organizationId);
            return route.answer(context, input);
          },
        };
      if (route.path !== '/members/{id}' || route.method !== 'get') return route;
      return {
        ...route,
        async answer(context, input) {
          const { id } = input.params as unknown as { id: string };
          const organizationId = seen.get(id) ?? context.organizationId;
          await context.tx.execute(`select set_config('roster.organization_id', '${organizationId}', true)`);
          return route.answer({ ...context, organizationId }, input);
        },
      };
    });
    const { leaked } = await attack(routes);
    assert.match(leaked[0] ?? 'nothing was found', /seed 7, organization \d: .* of another organization is told/);
  });
});
