import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { installPacked, type Host } from '../support/packed.ts';

interface Manifest {
  modules: {
    declarations?: { customElement?: boolean; tagName?: string; events?: { name: string }[]; attributes?: object[] }[];
  }[];
}

const samples = 'test/package/type-samples';
const names = readdirSync(samples);

describe('a host whose templates are checked by TypeScript', () => {
  let host: Host;
  let faults: { file: string; line: number; text: string }[];
  let output: string;

  before(() => {
    host = installPacked();
    cpSync(samples, host.folder, { recursive: true });
    const compilerOptions = {
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'Bundler',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      jsx: 'react-jsx',
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: [],
      // Our own declarations are checked as well.
      skipLibCheck: false,
      preserveSymlinks: true,
    };
    writeFileSync(join(host.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: names }));
    const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
    ({ stdout: output } = spawnSync(process.execPath, [tsc, '-p', host.folder, '--pretty', 'false'], {
      encoding: 'utf8',
    }));
    faults = output.split('\n').flatMap((text) => {
      const [, file, line] = /^(.+?)\((\d+),\d+\): error/.exec(text) ?? [];
      return file ? [{ file, line: Number(line), text }] : [];
    });
  });
  after(() => host.remove());

  for (const name of names.filter((one) => one.startsWith('right-'))) {
    it(`${name} is accepted`, () => {
      assert.deepEqual(
        faults.filter(({ file }) => file.endsWith(name)).map(({ text }) => text),
        [],
      );
    });
  }

  for (const name of names.filter((one) => one.startsWith('wrong-'))) {
    const wrong = readFileSync(join(samples, name), 'utf8')
      .split('\n')
      .flatMap((text, at) =>
        text.includes('// wrong: ') ? [{ line: at + 1, what: text.split('// wrong: ')[1]! }] : [],
      );
    it(`${name}: every mistake is refused, ${wrong.map(({ what }) => what).join(', ')}`, () => {
      const refused = new Set(faults.filter(({ file }) => file.endsWith(name)).map(({ line }) => line));
      assert.deepEqual(
        [...refused].toSorted((a, b) => a - b),
        wrong.map(({ line }) => line),
      );
    });
  }

  it('finds no fault in the declarations themselves', () => {
    assert.ok(faults.length > 0, output);
    assert.deepEqual(
      faults.filter(({ file }) => !names.some((name) => file.endsWith(name))).map(({ text }) => text),
      [],
    );
  });
});

describe('an editor', () => {
  const manifest = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as Manifest;
  const elements = manifest.modules.flatMap(({ declarations = [] }) => declarations.filter((one) => one.tagName));
  const tags = elements.map(({ tagName }) => tagName!).toSorted();
  const made = (path: string): string => {
    assert.ok(existsSync(`dist/${path}`), path);
    return readFileSync(`dist/${path}`, 'utf8');
  };

  it('of JetBrains offers every tag with its attributes and events (web-types)', () => {
    const { contributions } = JSON.parse(made('web-types.json')) as {
      contributions: { html: { elements: { name: string; attributes: { name: string }[]; events: object[] }[] } };
    };
    const offered = contributions.html.elements;
    assert.deepEqual(
      offered.map(({ name }) => name),
      tags,
    );
    const members = offered.find(({ name }) => name === 'roster-members')!;
    assert.ok(members.attributes.some(({ name }) => name === 'page-size'));
    const inManifest = elements.find(({ tagName }) => tagName === 'roster-members')!;
    assert.equal(members.events.length, inManifest.events!.length);
  });

  it('of Microsoft offers every tag, the values of a union, and the variables (VS Code)', () => {
    const html = JSON.parse(made('vscode.html-custom-data.json')) as {
      tags: { name: string; attributes: { name: string; values?: { name: string }[] }[] }[];
    };
    assert.deepEqual(
      html.tags.map(({ name }) => name),
      tags,
    );
    const theme = html.tags[0]!.attributes.find(({ name }) => name === 'theme');
    assert.deepEqual(
      theme?.values?.map(({ name }) => name),
      ['light', 'dark', 'system'],
    );
    const css = JSON.parse(made('vscode.css-custom-data.json')) as { properties: { name: string }[] };
    const variables = css.properties.map(({ name }) => name);
    assert.ok(variables.includes('--roster-accent'));
    assert.ok(variables.length >= 20);
  });

  it('can count on a listener type for every event that the manifest names', () => {
    const listeners = made('types/properties.d.ts');
    const events = new Set(elements.flatMap((element) => element.events?.map(({ name }) => name) ?? []));
    assert.deepEqual(
      [...events].filter((name) => !listeners.includes(`'on${name}'?:`)),
      [],
    );
  });
});
