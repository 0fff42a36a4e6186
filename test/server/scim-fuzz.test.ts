import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Context } from '../../server/domain/context.ts';
import { resources } from '../../server/http/resources.ts';
import type { Route } from '../../server/http/route.ts';
import { anyProvisioning } from '../attack/any-provisioning.ts';
import { askedAbout } from '../attack/any-request.ts';
import { given } from '../support/given.ts';
import { engine } from '../support/postgres.ts';

/** Asks these routes for whatever comes to mind, always the same where a seed is given. */
async function askAnything(routes: readonly Route[], options: { numRuns: number; seed?: number }): Promise<void> {
  await fc.assert(await anyProvisioning(await given(askedAbout), routes), options);
}

describe('requests that no directory would send', () => {
  test('are answered in the words of SCIM, whatever their shape, and never by a fault of the server', async () => {
    await askAnything(resources, { numRuns: engine === 'pglite' ? 80 : 400 });
  });

  test('a route that breaks on one kind of change is found', async () => {
    const routes = resources.map((route) => ({
      ...route,
      answer: (context: Context, input: Parameters<Route['answer']>[1]) => {
        if (JSON.stringify(input.body ?? {}).includes('externalId')) throw new Error('there is no column of that name');
        return route.answer(context, input);
      },
    }));
    await assert.rejects(askAnything(routes, { numRuns: 400, seed: 7 }), /Property failed/);
  });
});
