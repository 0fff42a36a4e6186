import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const APART = new Set(['node_modules', 'dist', '.git', '.roster', 'storybook-static', 'coverage']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (APART.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Written in pieces, so that this file does not name them either. */
const ELSEWHERE = [
  ['registry', 'npmjs', 'org'].join('.'),
  ['registry', 'yarnpkg', 'com'].join('.'),
  ['npm', 'pkg', 'github', 'com'].join('.'),
  ['registry', 'npmmirror', 'com'].join('.'),
  ['', 'work', ''].join('/'),
];

describe('the project', () => {
  it('speaks of itself alone: no registry and no folder of one machine is named in any file', () => {
    const named = filesBelow('.').flatMap((path) => {
      const text = readFileSync(path, 'utf8');
      return ELSEWHERE.filter((place) => text.includes(place)).map((place) => `${path}: ${place}`);
    });
    assert.deepEqual(named, []);
  });

  it('is under the MIT licence', () => {
    assert.match(readFileSync('LICENSE', 'utf8'), /^MIT License\n\nCopyright \(c\) \d{4} The Roster authors\n/);
    const { license } = JSON.parse(readFileSync('package.json', 'utf8')) as { license: string };
    assert.equal(license, 'MIT');
  });

  it('brings with the package whatever its guide for operators leads to', () => {
    const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] };
    const links = [...readFileSync('DEPLOYING.md', 'utf8').matchAll(/\]\(([^):#]+)\)/g)].map(([, link]) => link!);
    const left = ['DEPLOYING.md', ...links].filter(
      (path) => !files.some((one) => path === one || path.startsWith(`${one}/`)),
    );
    assert.deepEqual(left, []);
  });

  it('has all static checks, the tests and the start behind one command each', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const readme = readFileSync('README.md', 'utf8');
    for (const command of ['npm ci && npm start', 'npm ci && npm test']) {
      assert.ok(readme.slice(0, 1200).includes(command), `${command} stands at the head of the README`);
    }
    assert.match(readFileSync('.ci/run', 'utf8'), /^npm ci\nnpm test$/m);
    for (const name of ['start', 'test', 'check', 'format', 'build']) assert.ok(scripts[name], `npm run ${name}`);
  });
});
