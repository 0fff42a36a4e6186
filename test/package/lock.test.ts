import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

interface Locked {
  resolved?: string;
  link?: true;
  integrity?: string;
  optionalDependencies?: Record<string, string>;
}

/** The places where Node looks for a dependency of the package installed at `owner`, nearest first. */
function* placesOf(owner: string, dependency: string): Generator<string> {
  for (let base = owner; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    yield `${base ? `${base}/` : ''}node_modules/${dependency}`;
    if (!base) return;
  }
}

/** Optional dependencies of locked packages that the lock does not hold: where one is missing, `npm ci` fails. */
function absentOptionals(packages: Record<string, Locked>): string[] {
  return Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((dependency) => ![...placesOf(owner, dependency)].some((place) => place in packages))
      .map((dependency) => `${dependency} of ${owner || 'the project'}`),
  );
}

describe('the lock file', () => {
  const text = readFileSync('package-lock.json', 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };

  it('holds the optional package of every platform, so that npm ci works on all of them', () => {
    assert.deepEqual(absentOptionals(packages), []);
  });

  it('would be refused if it lacked one', () => {
    const broken = { '': {}, 'node_modules/a': { optionalDependencies: { 'a-linux': '1.0.0', 'a-darwin': '1.0.0' } } };
    assert.deepEqual(absentOptionals({ ...broken, 'node_modules/a/node_modules/a-linux': {} }), [
      'a-darwin of node_modules/a',
    ]);
  });

  it('names no address: whoever installs asks their own registry', () => {
    assert.deepEqual(
      Object.keys(packages).filter((name) => packages[name]!.resolved !== undefined),
      [],
    );
    assert.doesNotMatch(text, /https?:\/\/[^"]*\.tgz/);
  });

  it('has the fingerprint of every package', () => {
    const bare = Object.entries(packages).filter(([name, { integrity, link }]) => name && !link && !integrity);
    assert.deepEqual(
      bare.map(([name]) => name),
      [],
    );
  });
});
