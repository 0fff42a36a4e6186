import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { badBuild, badBuilds } from './bad-builds.ts';
import { figuresOf, wrongs } from './report.ts';
import { runChaos } from './run-chaos.ts';

describe('a run that is told of no defect has looked for one', () => {
  for (const [name, { thought, finds }] of Object.entries(badBuilds))
    it(`FLT-01: the build ${name} is found out (“${thought}”)`, async () => {
      const { sources, faults, remove } = badBuild(name);
      try {
        const outcome = await runChaos({
          minutes: 4,
          // What one fault brings to light only now and then, it is given time for.
          rounds: Math.max(2, Math.ceil(8 / faults.length)),
          seed: 2,
          only: faults,
          sources,
          freeze: 17_000,
          enough: (ledger) => ledger[finds].length > 0,
        });
        assert.ok(figuresOf(outcome)[finds] > 0, JSON.stringify({ ...figuresOf(outcome), ...wrongs(outcome) }));
      } finally {
        remove();
      }
    });
});
