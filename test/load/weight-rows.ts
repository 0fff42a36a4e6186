/** What a page asks for until an element is on screen, in bytes of gzip, from the bundle that `npm run build` made. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './print.ts';

interface Output {
  bytes: number;
  imports: { path: string; kind: string }[];
}

const outputs: Record<string, Output> = JSON.parse(readFileSync('dist/.tsc/split.json', 'utf8')).outputs;
const gzipped = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length;

/** A file and all it imports before it runs. */
function closure(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const { path: next, kind } of outputs[path]?.imports ?? [])
    if (kind === 'import-statement') closure(next, found);
  return found;
}

/** What pressing something fetches on top of what is there already. */
function later(first: Set<string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of first) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind !== 'dynamic-import') continue;
      const more = new Set([...closure(path)].filter((one) => !first.has(one)));
      if (more.size > 0) found.set(path, more);
    }
  }
  return found;
}

const kilobytes = (files: Set<string>): number => [...files].reduce((sum, file) => sum + gzipped(file), 0) / 1000;
/** The files of pages that have a list, and of those that have none. */
const element = (name: string, folder = 'split'): Set<string> => closure(join('dist/cdn', folder, `${name}.js`));
/** A file is called after the module it was made for, with a hash at the end. */
const nameOf = (path: string): string => basename(path).replace(/-[\w-]{8}\.js$/, '');
const fileOf = (module: string): string => {
  const found = Object.keys(outputs).find((path) => path.includes('/split/') && nameOf(path) === module);
  if (!found) throw new Error(`No file is made of ${module}.`);
  return found;
};

/** What opening something fetches beyond what its page has by then: of an element, and of modules loaded one by the other. */
function opened(page: Set<string>, name: string | undefined, ...modules: string[]): number {
  const more = new Set(name ? element(name) : []);
  for (const module of modules) closure(fileOf(module), more);
  return kilobytes(new Set([...more].filter((file) => !page.has(file))));
}

/** A page on which more has been loaded by then. */
function having(page: Set<string>, ...modules: string[]): Set<string> {
  const all = new Set(page);
  for (const module of modules) closure(fileOf(module), all);
  return all;
}

export function weight(): Row[] {
  const members = element('members');
  const everything = element('define');

  // What a list loads by itself right after its first rows is there when anything is opened.
  const table = having(members, 'members.later');
  const bar = having(table, 'members.bulk');
  const groups = having(element('groups'), 'group.dialogs');
  const people = having(groups, 'group.people');
  const group = having(element('group'), 'group.dialogs');
  const invite = ['members.inner', 'invite-dialog'];
  const inviting = having(new Set([...table, ...element('invite')]), ...invite);
  const member = ['members.inner', 'member.body'];
  const person = having(new Set([...table, ...element('member')]), ...member, 'member.below');
  const pressed = having(person, 'member.later');
  // What comes when it is opened; what follows is named with what it follows.
  const dialogs: [string, number][] = [
    ['roster-invite', opened(table, 'invite', ...invite)],
    ['roster-invite, once something is typed or pressed', opened(inviting, undefined, 'invite-shared', 'invite-later')],
    ['roster-member', opened(table, 'member', ...member)],
    [
      'roster-member, with what can be done below its form, in sight',
      opened(table, 'member', ...member, 'member.below'),
    ],
    ['roster-member, once something is typed or pressed', opened(person, undefined, 'member.later')],
    ['roster-member, once there is something to save', opened(pressed, undefined, 'member.doing', 'dialog-confirm')],
    ["a row's menu", opened(table, undefined, 'members.actions')],
    ['the bar of a selection', opened(table, undefined, 'members.bulk')],
    ['a change of many', opened(bar, undefined, 'members.bulk-run', 'dialog-confirm')],
    ['roster-groups: a group', opened(groups, undefined, 'group.form')],
    ['roster-groups: who is in a group', opened(groups, undefined, 'group.people')],
    ["roster-group: a member's groups", opened(group, undefined, 'group.role')],
    ['a group, once something is typed or pressed', opened(groups, undefined, 'group.doing', 'dialog-confirm')],
    ['the list of a field of choices', opened(people, undefined, 'combobox-list')],
    ['roster-roles: a role', opened(element('roles'), undefined, 'role-editor')],
  ];

  // Goals: a third of the lightest widget that a team could pick instead (83.1 kB), dialogs ten more, the button twelve.
  return [
    {
      name: 'roster-members, first paint with Lit',
      ours: kilobytes(members),
      other: 83.1,
      goal: 25 / 83.1,
      unit: 'kB',
    },
    {
      name: 'roster-invite, until it is pressed',
      ours: kilobytes(element('invite', 'small')),
      other: 12,
      goal: 1,
      unit: 'kB',
    },
    { name: 'all elements, before anything is opened', ours: kilobytes(everything), other: 75, goal: 1, unit: 'kB' },
    ...[...later(members)].map(([path, files]): Row => {
      return { name: `roster-members, later: ${nameOf(path)}`, ours: kilobytes(files), other: 10, goal: 1, unit: 'kB' };
    }),
    {
      name: 'roster-groups, later: group.dialogs',
      ours: opened(element('groups'), undefined, 'group.dialogs'),
      other: 10,
      goal: 1,
      unit: 'kB',
    },
    ...dialogs.map(([name, ours]): Row => ({ name: `opened: ${name}`, ours, other: 10, goal: 1, unit: 'kB' })),
    {
      name: 'one file with every element and every dialog',
      ours: gzipped('dist/cdn/roster.min.js') / 1000,
      other: 75,
      goal: 1,
      unit: 'kB',
    },
  ];
}
