import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { installPacked, type Host } from '../support/packed.ts';

type Door = string | Record<string, string>;
interface Manifest {
  exports: Record<string, Door>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

const readFile = (path: string): string => readFileSync(resolve(path), 'utf8');

describe('a host that installs the package', () => {
  let host: Host;
  let manifest: Manifest;
  before(() => {
    host = installPacked();
    manifest = JSON.parse(readFileSync(join(host.installed, 'package.json'), 'utf8')) as Manifest;
  });
  after(() => host.remove());

  it('finds a file behind every door and every type', () => {
    const behind = Object.entries(manifest.exports).flatMap(([door, target]) =>
      (typeof target === 'string' ? [target] : Object.values(target)).map((path) => ({ door, path })),
    );
    const there = (path: string): boolean => {
      const [start, end] = join(host.installed, path).split('*');
      if (end === undefined) return existsSync(start!);
      return existsSync(start!) && readdirSync(start!).some((name) => name.endsWith(end));
    };
    const missing = behind.filter(({ path }) => !there(path));
    assert.deepEqual(missing, []);
  });

  it('finds a door for every element, and for its registration', () => {
    const elements = readdirSync('components').filter((name) => existsSync(`components/${name}/define.ts`));
    assert.ok(elements.length > 0, 'there are elements');
    const wanted = elements.flatMap((name) => [`./${name}`, `./${name}/define`]);
    assert.deepEqual(
      wanted.filter((door) => !(door in manifest.exports)),
      [],
    );
  });

  it('imports the root where there is no page, and nothing is defined', () => {
    const printed = host.run(`
      const had = Object.getOwnPropertyNames(globalThis);
      const root = await import('roster');
      const added = Object.getOwnPropertyNames(globalThis).filter((name) => !had.includes(name));
      const tags = ['provider', 'members', 'invite', 'user-label'].map((name) => 'roster-' + name);
      console.log(JSON.stringify({
        exports: Object.keys(root).length,
        document: 'document' in globalThis,
        defined: tags.filter((tag) => globalThis.customElements?.get(tag)),
        ours: added.filter((name) => /roster/i.test(name)),
      }));`);
    const { exports, ...rest } = JSON.parse(printed) as Record<string, unknown>;
    assert.ok(Number(exports) > 0, 'the root exports classes');
    assert.deepEqual(rest, { document: false, defined: [], ours: [] });
  });

  it('registers every tag by importing the define door, and again without harm', () => {
    const printed = host.run(`
      await import('roster/define');
      await import('roster/members/define');
      const tags = ['provider', 'members', 'invite', 'user-label'].map((name) => 'roster-' + name);
      console.log(JSON.stringify(tags.filter((tag) => !customElements.get(tag))));`);
    assert.deepEqual(JSON.parse(printed), []);
  });

  it('reads the contract, the manifest and the command line', () => {
    const printed = host.run(`
      const contract = await import('roster/contract');
      const { default: elements } = await import('roster/custom-elements.json', { with: { type: 'json' } });
      console.log(Object.keys(contract).length > 0, elements.modules.length > 0);`);
    assert.equal(printed.trim(), 'true true');
    const command = join(host.installed, manifest.bin['roster']!);
    assert.match(readFileSync(command, 'utf8'), /^#!\/usr\/bin\/env node\n/);
  });

  it('gets the server on a server', () => {
    const printed = host.run(`console.log(typeof (await import('roster/server')).createRoster);`);
    assert.equal(printed.trim(), 'function');
  });

  it('reads one clear sentence when the server ends up in a browser', () => {
    const printed = host.run(
      `try { await import('roster/server'); console.log('loaded') } catch (error) { console.log(error.message) }`,
      '--conditions=browser',
    );
    assert.equal(
      printed.trim(),
      'roster/server runs on a server: in a browser import from "roster" or "roster/define" instead.',
    );
  });

  it('bundles no library of the server into a page', async () => {
    const { metafile } = await build({
      stdin: {
        contents: `export * from 'roster'; import 'roster/define'; export * as contract from 'roster/contract';`,
        resolveDir: host.folder,
      },
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'browser',
      preserveSymlinks: true,
      logLevel: 'silent',
    });
    const allowed =
      /^(<stdin>$|node_modules\/(roster\/dist\/(components|server\/contract)|lit|lit-html|lit-element|@lit|@lit-labs)\/)/;
    const strangers = Object.keys(metafile.inputs)
      .map((path) => path.slice(Math.max(0, path.lastIndexOf('node_modules/'))))
      .filter((path) => !allowed.test(path));
    assert.deepEqual(strangers, []);
  });

  it('needs no package that the manifest does not name', async () => {
    const entries = ['components/define.js', 'server/index.js', 'server/main.js', 'server/contract/index.js'];
    const { metafile } = await build({
      entryPoints: entries.map((path) => join(host.installed, 'dist', path)),
      outdir: join(host.folder, 'out'),
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'silent',
    });
    const imported = Object.values(metafile.inputs)
      .flatMap(({ imports }) => imports)
      .filter(({ external, path }) => external && !isBuiltin(path))
      .map(({ path }) => path);
    // What is looked up at run time is no import.
    const resolved = Object.keys(metafile.inputs).flatMap((path) =>
      [...readFile(path).matchAll(/\bresolve\(['"]([a-z@][^'"]*)['"]\)/g)].map((found) => found[1]!),
    );
    const named = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
    const packageOf = (path: string): string => path.split('/', path.startsWith('@') ? 2 : 1).join('/');
    const unnamed = new Set([...imported, ...resolved].map(packageOf).filter((name) => !named.has(name)));
    assert.deepEqual([...unnamed], []);
  });

  it('gets one file for a page without a build step, which asks for nothing more but another language', async () => {
    const file = join(host.installed, 'dist/cdn/roster.min.js');
    const { metafile } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      metafile: true,
      packages: 'external',
    });
    const asked = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
    const others = asked.filter(
      ({ kind, original }) => kind !== 'dynamic-import' || !/^\.\/locales\/\w+\.js$/.test(original!),
    );
    assert.deepEqual(others, []);
    assert.ok(asked.length > 0);
    assert.ok(statSync(file).size > 10_000);
  });

  it('carries the licence and leaves tests, stories and sources at home', () => {
    assert.match(readFileSync(join(host.installed, 'LICENSE'), 'utf8'), /MIT License[\s\S]*The Roster authors/);
    const shipped = readdirSync(host.installed, { recursive: true }) as string[];
    const strays = shipped.filter((path) => /(^|\/)(test|stories|node_modules)\/|(?<!\.d)\.ts$|tsbuildinfo/.test(path));
    assert.deepEqual(strays, []);
  });

  it('finds nothing to complain about in the manifest (publint)', async () => {
    const { messages, pkg } = await publint({ pkgDir: host.installed, pack: false, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg!, { color: false })),
      [],
    );
  });

  it('gets types that resolve the way its compiler resolves modules (are the types wrong)', () => {
    const files = [
      'custom-elements.json',
      'cdn/roster.min.js',
      'cdn/integrity.json',
      'package.json',
      'themes/*.css',
      'openapi.json',
      'tokens.json',
      'web-types.json',
      'vscode.html-custom-data.json',
      'vscode.css-custom-data.json',
    ];
    const cli = 'node_modules/@arethetypeswrong/cli/dist/index.js';
    const argv = [
      cli,
      host.tarball,
      '--profile',
      'esm-only',
      '--no-emoji',
      '--no-color',
      '--exclude-entrypoints',
      ...files,
    ];
    try {
      execFileSync(process.execPath, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      assert.fail((error as { stdout: string }).stdout);
    }
  });
});
