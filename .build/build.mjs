// Makes dist/: the compiled modules with their types, what they read at run time, the bundles for pages without a
// build step, the manifest of the elements, and what is made from it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { generate } from './generate.mjs';
import { makeIntegrity } from './make-integrity.mjs';
import { split } from './split.mjs';
import { squeeze } from './squeeze.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const require = createRequire(import.meta.url);

/** Runs a tool of node_modules with this very Node, without a shell. */
function run(bin, ...args) {
  const [name, command] = bin.split('#');
  const manifest = require.resolve(`${name}/package.json`);
  const { bin: bins } = JSON.parse(readFileSync(manifest, 'utf8'));
  const script = join(dirname(manifest), typeof bins === 'string' ? bins : bins[command]);
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

function compile() {
  // Retried, because an editor or a second build may write a file while the folder is being emptied.
  rmSync('dist', { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  run('typescript#tsc', '-b', 'server/contract', 'server', 'components');
}

/** Files that the compiled server reads beside its modules: whatever is not TypeScript, where it lies. */
function copyWhatIsRead() {
  cpSync('server', 'dist/server', {
    recursive: true,
    // What an operator copies lies in the package as it is.
    filter: (path) => !/\.ts$|tsconfig\.json$|deployment$/.test(path),
  });
  // The viewer of the API's description: served by us, so that no page of ours asks anybody else.
  const viewer = dirname(require.resolve('rapidoc/package.json'));
  cpSync(join(viewer, 'dist/rapidoc-min.js'), 'dist/server/http/rapidoc-min.js');
  cpSync(join(viewer, 'LICENSE.txt'), 'dist/server/http/rapidoc-min.js.LICENSE.txt');
}

async function bundle() {
  const { compilerOptions } = JSON.parse(readFileSync('components/tsconfig.json', 'utf8'));
  const { experimentalDecorators, useDefineForClassFields } = compilerOptions;
  const options = {
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    minify: true,
    sourcemap: true,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [squeeze({ compilerOptions: { experimentalDecorators, useDefineForClassFields } })],
  };
  // The one file speaks English; every other language is a file beside it, loaded by the page that is in it.
  const languages = readdirSync('components/messages').filter((name) => /^(?!en|formats|languages)\w+\.ts$/.test(name));
  const apart = {
    name: 'languages-apart',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/\w+\.ts$/ }, ({ path, importer }) =>
        importer.endsWith('messages/languages.ts') && languages.includes(path.slice(2))
          ? { path: path.replace('./', './locales/').replace(/ts$/, 'js'), external: true }
          : undefined,
      );
    },
  };
  await build({
    ...options,
    plugins: [apart, ...options.plugins],
    entryPoints: ['components/define.ts'],
    outfile: 'dist/cdn/roster.min.js',
  });
  await build({
    ...options,
    entryPoints: languages.map((name) => `components/messages/${name}`),
    outdir: 'dist/cdn/locales',
  });
  // Which file needs which: what `npm run bench:weight` adds up. What a page without any list has is made for such pages.
  const outputs = { ...(await split('dist/cdn/split')), ...(await split('dist/cdn/small', ['user-label', 'invite'])) };
  writeFileSync('dist/.tsc/split.json', JSON.stringify({ outputs }));
}

compile();
mkdirSync('dist/server/http', { recursive: true });
copyWhatIsRead();
if (existsSync('components/define.ts')) {
  await bundle();
  makeIntegrity();
}
run('@custom-elements-manifest/analyzer#cem', 'analyze', '--config', '.build/manifest.config.mjs', '--quiet');
await generate();
const readBack = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '.build/read-back.mjs'];
const { status } = spawnSync(process.execPath, readBack, { stdio: ['ignore', 'inherit', 'inherit'] });
process.exitCode = status ?? 1;
