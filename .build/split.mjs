// The elements as files that share what they have in common: what a page loads that names one of them by its address.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { minifySync } from 'rolldown/utils';
import { rollup } from 'rollup';
import { squeezeTemplates } from './squeeze.mjs';

const { compilerOptions } = JSON.parse(readFileSync('components/tsconfig.json', 'utf8'));
const { experimentalDecorators, useDefineForClassFields } = compilerOptions;
const tsconfigRaw = { compilerOptions: { experimentalDecorators, useDefineForClassFields } };

/** Where Lit asks for what browsers without shadow trees need, and pages that a server has drawn. */
const unsupported = /\b\w+\.(\w+PolyfillSupport\b|litElementHydrateSupport\?\.\([^)]*\))/g;

/** What is loaded later, once minified. */
const loading = /import\((`\.\/[^`]+`)\)/g;
const patiently = '(e=>import(e).catch(()=>import(e+`?`+Date.now())))($1)';

const compile = {
  name: 'compile',
  async load(id) {
    if (/node_modules\/@?lit[-/]/.test(id)) return readFileSync(id, 'utf8').replace(unsupported, 'void 0');
    if (!id.endsWith('.ts')) return null;
    const { code } = await transform(readFileSync(id, 'utf8'), { loader: 'ts', target: 'es2022', tsconfigRaw });
    return { code: squeezeTemplates(code), map: null };
  },
  /**
   * By oxc, for its files are a hundredth smaller than those of esbuild. A file that could not be had is asked for once more
   * by another address: Chromium remembers the failure of the first for as long as the page lives.
   */
  renderChunk(code, { fileName }) {
    const { code: minified, errors } = minifySync(fileName, code, {
      module: true,
      compress: { target: 'es2022' },
      mangle: { toplevel: true },
      codegen: { removeWhitespace: true },
    });
    if (errors.length) throw new Error(`${fileName}: ${errors[0].message}`);
    return { code: minified.replace(loading, patiently), map: null };
  },
};

/** What several parts of the elements need and none of their first drawings: by name of the file, small ones together. */
const parts = {
  voice: [
    'controllers/announcer',
    'controllers/hotkey-guard',
    'styles/adopt',
    'templates/icons-state',
    'templates/modals',
  ],
  calm: ['controllers/freshness', 'controllers/notices', 'styles/list-calm', 'templates/calm', 'templates/trouble'],
  events: [
    'controllers/before-event',
    'controllers/group.events',
    'controllers/invitation.events',
    'controllers/member.events',
  ],
  rows: ['controllers/row-focus', 'controllers/width', 'messages/en-members-later', 'styles/list-later'],
  menu: ['templates/menu'],
  icons: ['templates/icons-later'],
  dialog: ['controllers/dirty.events', 'templates/dialog', 'templates/dialog.styles', 'templates/questions'],
  form: [
    'messages/en-role-choice',
    'styles/form',
    'styles/form-frame',
    'styles/role-cards',
    'templates/combobox-before',
    'templates/role-choice',
  ],
  combobox: [
    'messages/en-pickers',
    'templates/chips.styles',
    'templates/combobox',
    'templates/combobox-words',
    'templates/combobox.styles',
  ],
  below: ['member/member.words', 'messages/en-member-below'],
};
const partOf = new Map(
  Object.entries(parts).flatMap(([part, names]) => names.map((name) => [resolve('components', `${name}.ts`), part])),
);

/** What stands for many modules: whoever asks it for one is not asking for all. */
const BARREL = '/server/contract/index.ts';

/**
 * Left to themselves, thirteen elements with their later parts make a hundred files, and a table needs thirty of them, each
 * compressed alone. Made by hand are what the table has in common with any other element, and the parts above.
 */
function chunks(elements) {
  let base;
  return (id, { getModuleInfo }) => {
    if (!base) {
      const closure = (entry, found = new Set()) => {
        if (found.has(entry) || entry.endsWith(BARREL)) return found;
        found.add(entry);
        for (const next of getModuleInfo(entry).importedIds) closure(next, found);
        return found;
      };
      const [first, ...others] = elements.map((name) => closure(resolve('components', name, 'define.ts')));
      base = new Set([...first].filter((module) => others.some((other) => other.has(module))));
      base.add(resolve('server/contract/portal-features.ts'));
    }
    if (base.has(id)) return 'base';
    // Every directive of Lit that is not in a first drawing.
    return /lit-html\/directive(?!s\/repeat)/.test(id) ? 'directives' : partOf.get(id);
  };
}

/** The elements, the one that most pages have first. */
const all = readdirSync('components')
  .filter((name) => existsSync(join('components', name, 'define.ts')))
  .toSorted((a, b) => Number(b === 'members') - Number(a === 'members'));

/**
 * Writes the files for pages that have some of these elements, and answers which needs which:
 * `{path: {bytes, entry, imports: [{path, kind}]}}`.
 */
export async function split(dir, elements = all) {
  const bundle = await rollup({
    input: {
      ...(elements === all && { define: 'components/define.ts' }),
      ...Object.fromEntries(elements.map((name) => [name, join('components', name, 'define.ts')])),
    },
    treeshake: { moduleSideEffects: (id) => id.endsWith('/define.ts') },
    plugins: [nodeResolve({ browser: true, extensions: ['.ts', '.js'] }), compile],
  });
  const { output } = await bundle.write({
    dir,
    format: 'es',
    chunkFileNames: '[name]-[hash].js',
    manualChunks: chunks(elements),
    onlyExplicitManualChunks: true,
    hoistTransitiveImports: false,
    minifyInternalExports: true,
  });
  await bundle.close();
  const to = (kind) => (name) => ({ path: join(dir, name), kind });
  return Object.fromEntries(
    output.map(({ fileName, code, facadeModuleId, imports, dynamicImports }) => [
      join(dir, fileName),
      {
        bytes: Buffer.byteLength(code),
        entryPoint: facadeModuleId ?? '',
        imports: [...imports.map(to('import-statement')), ...dynamicImports.map(to('dynamic-import'))],
      },
    ]),
  );
}
