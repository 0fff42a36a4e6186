import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'UPGRADING.md',
  'DEPLOYING.md',
  'stories/hosts/README.md',
];
const textOf = (path: string): string => readFileSync(path, 'utf8');
const manifest = JSON.parse(textOf('package.json')) as {
  exports: Record<string, unknown>;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

describe('a developer who reads the documents', () => {
  for (const document of documents) {
    it(`${document}: every link leads somewhere`, () => {
      const text = textOf(document);
      const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
        heading!
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
      const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link]) => link!)
        .filter((link) => !/^https?:/.test(link))
        .filter((link) =>
          link.startsWith('#') ? !headings.includes(link.slice(1)) : !existsSync(join(dirname(document), link)),
        );
      assert.deepEqual(broken, []);
    });

    it(`${document}: every door of the package that it names is there`, () => {
      const doors = Object.keys(manifest.exports).map((door) => new RegExp(`^${door.replace('*', '[^/]+')}$`));
      const named = [...textOf(document).matchAll(/['"`]roster\/([\w./-]+)['"`]/g)].map(([, path]) => `./${path!}`);
      assert.deepEqual(
        named.filter((path) => !doors.some((door) => door.test(path))),
        [],
      );
    });

    it(`${document}: every script that it names is there`, () => {
      const named = [...textOf(document).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
      assert.deepEqual(
        named.filter((name) => !(name in manifest.scripts)),
        [],
      );
    });
  }

  it('finds every sample in the guide, and nothing that is none', () => {
    const guide = textOf('stories/hosts/README.md');
    const headings = [...guide.matchAll(/^## .*?: (.+)$/gm)].flatMap(([, names]) =>
      [...names!.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!),
    );
    const folders = readdirSync('stories/hosts', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(
      headings.toSorted(),
      folders.map(({ name }) => name),
    );
  });

  it('reads in SECURITY.md of every package that comes along', () => {
    const listed = (mark: string): string[] => {
      const [, inside = ''] =
        new RegExp(`<!-- ${mark} -->([\\s\\S]*?)<!-- /${mark} -->`).exec(textOf('SECURITY.md')) ?? [];
      return [...inside.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    };
    const pages = ['react', 'svelte', 'vue'];
    assert.deepEqual(listed('dependencies'), Object.keys(manifest.dependencies));
    assert.deepEqual(
      listed('peers'),
      Object.keys(manifest.peerDependencies).filter((name) => !pages.includes(name)),
    );
  });
});
