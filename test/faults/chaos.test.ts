import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runChaos } from '../chaos/run-chaos.ts';
import { figuresOf, wrongs } from '../chaos/report.ts';

// The short form of `npm run chaos`: every fault once, as far as the time goes.
test('FLT-01 FLT-02 FLT-05 FLT-07 FLT-08 FLT-18 FLT-24 FLT-25: whatever breaks around the servers, what was acknowledged is there, once, and nobody else’s', async () => {
  const outcome = await runChaos({ minutes: 1.2, rounds: 1, seed: 7 });
  const none = { lost: [], leaked: [], duplicated: [], hung: [], exits: [], odd: [] };
  assert.deepEqual(wrongs(outcome), none);
  // The run must have been one: work was done, mails went out, and blows fell.
  const { faults, acknowledged } = figuresOf(outcome);
  assert.ok(faults >= 3 && acknowledged > 30 && outcome.mails > 0, JSON.stringify(figuresOf(outcome)));
});
