/**
 * What a page asks for until an element is on screen, in bytes of gzip, from the bundle that `npm run build` made.
 * `npm run bench:weight`; with `--json` one line a row.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { print, type Row } from './print.ts';

interface Output {
  bytes: number;
  imports: { path: string; kind: string }[];
}

const { outputs } = JSON.parse(readFileSync('dist/.tsc/split.json', 'utf8')) as { outputs: Record<string, Output> };
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
const element = (name: string): Set<string> => closure(join('dist/cdn/split', `${name}.js`));
const entryOf = (path: string): string => {
  const entry = (outputs[path] as unknown as { entryPoint?: string }).entryPoint;
  return entry ? basename(entry, '.ts') : basename(path);
};

// Goals: a third of the lightest widget that a team could pick instead (83.1 kB), dialogs ten more, the button twelve.
const members = element('members');
const rows: Row[] = [
  { name: 'roster-members, first paint with Lit', ours: kilobytes(members), other: 83.1, goal: 25 / 83.1, unit: 'kB' },
  { name: 'roster-invite, until it is pressed', ours: kilobytes(element('invite')), other: 12, goal: 1, unit: 'kB' },
  ...[...later(members)].map(([path, files]): Row => {
    return { name: `roster-members, later: ${entryOf(path)}`, ours: kilobytes(files), other: 10, goal: 1, unit: 'kB' };
  }),
  {
    name: 'all elements in one file',
    ours: gzipped('dist/cdn/roster.min.js') / 1000,
    other: 75,
    goal: 1,
    unit: 'kB',
  },
];
print(rows);
