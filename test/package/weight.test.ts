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

/**
 * kB of gzip, Lit included: what is asked for until it can be used, on a page that has the named element alone. What a
 * dialog loads after that unasked is a figure of its own. Where the goal is not reached yet, the most that it may weigh
 * meanwhile stands before it.
 */
const most: [what: string, most: number, goal: number][] = [
  ['roster-members, first paint with Lit', 25, 25],
  ['roster-invite, until it is pressed', 12, 12],
  ['all elements, before anything is opened', 75, 75],
  ['roster-members, later: members.later', 10.5, 10],
  ['roster-groups, later: group.dialogs', 10, 10],
  ['opened: roster-invite', 10, 10],
  ['opened: roster-invite, once something is typed or pressed', 21.3, 10],
  ['opened: roster-member', 10, 10],
  ['opened: roster-member, with what can be done below its form, in sight', 13.6, 10],
  ['opened: roster-member, once something is typed or pressed', 10, 10],
  ['opened: roster-member, once there is something to save', 10, 10],
  ["opened: a row's menu", 10, 10],
  ['opened: the bar of a selection', 10, 10],
  ['opened: a change of many', 10, 10],
  ['opened: roster-groups: a group', 10, 10],
  ['opened: roster-groups: who is in a group', 10, 10],
  ["opened: roster-group: a member's groups", 10, 10],
  ['opened: a group, once something is typed or pressed', 10, 10],
  ['opened: the list of a field of choices', 10, 10],
  ['opened: roster-roles: a role', 10, 10],
  // For a page without a build step that wants all: no part of it waits to be asked for.
  ['one file with every element and every dialog', 127, 75],
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
