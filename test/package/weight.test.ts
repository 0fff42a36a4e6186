import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';

const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'test/load/weight.ts', '--json'], {
  encoding: 'utf8',
});
const rows = stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { name: string; ours: number });

/** kB of gzip, Lit included. Where the goal is not reached yet, the most that it may weigh meanwhile stands before it. */
const most: [what: string, most: number, goal: number][] = [
  ['roster-members, first paint with Lit', 26.3, 25],
  ['roster-invite, until it is pressed', 12, 12],
  ['all elements, before anything is opened', 75, 75],
  ['roster-members, later: members.later', 10, 10],
  ['opened: roster-invite', 10, 10],
  ['opened: roster-member', 14.3, 10],
  ['opened: roster-member, with all that follows by itself', 27, 10],
  ["opened: a row's menu and its questions", 10, 10],
  ['opened: a change of many', 11.8, 10],
  ['opened: roster-groups: a group', 19.7, 10],
  ['opened: roster-groups: who is in a group', 22, 10],
  ["opened: roster-group: a member's groups", 16.8, 10],
  ['opened: roster-roles: a role', 10, 10],
  ['one file with every element and every dialog', 121, 75],
];

describe('A page loads', () => {
  for (const [what, limit, goal] of most) {
    it(`at most ${limit} kB for: ${what}${limit > goal ? ` (aimed for: ${goal})` : ''}`, () => {
      const found = rows.find(({ name }) => name === what);
      assert.ok(found, `"${what}" is not measured`);
      assert.ok(found.ours <= limit, `${found.ours} kB`);
    });
  }
});
