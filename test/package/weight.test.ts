import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';

it('A page shows the table of members for 25 kB and all elements for 75 kB, Lit included', () => {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'test/load/weight.ts', '--json'], {
    encoding: 'utf8',
  });
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; ours: number });
  const kilobytes = (name: string): number => rows.find((row) => row.name.startsWith(name))?.ours ?? Infinity;
  assert.ok(kilobytes('roster-members, first paint') <= 25, `${kilobytes('roster-members, first paint')} kB`);
  assert.ok(kilobytes('all elements') <= 75, `${kilobytes('all elements')} kB`);
});
