import assert from 'node:assert/strict';
import { test } from 'node:test';
import { underFire } from './under-fire.ts';

test('FLT-01 FLT-02 while connections are killed, frozen and restarted, no query strays, hangs, or ends the process', async () => {
  const { crossed, strayRows, hung, exits, torn, lost, ...shown } = await underFire('leased', 10);
  assert.deepEqual(
    { crossed, strayRows, hung, exits, torn, lost },
    { crossed: 0, strayRows: 0, hung: 0, exits: 0, torn: 0, lost: 0 },
  );
  // The run must have been one: work was done, and blows fell.
  assert.ok(shown.done > 100 && shown.killed > 20 && shown.failed > 0, JSON.stringify(shown));
});

test('the same fire strikes the driver’s own way of transactions, so the test above can tell', async () => {
  const outcome = await underFire('stock', 10, ({ crossed }) => crossed > 0);
  assert.ok(outcome.crossed + outcome.strayRows + outcome.hung + outcome.exits > 0, JSON.stringify(outcome));
});
