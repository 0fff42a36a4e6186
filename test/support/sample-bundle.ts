import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { compileScript, parse } from 'vue/compiler-sfc';
import { compile } from 'svelte/compiler';

const vue: Plugin = {
  name: 'vue',
  setup(builder) {
    builder.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor } = parse(await readFile(path, 'utf8'), { filename: path });
      const isCustomElement = (tag: string): boolean => tag.startsWith('roster-');
      const templateOptions = { compilerOptions: { isCustomElement } };
      const { content } = compileScript(descriptor, { id: basename(path), inlineTemplate: true, templateOptions });
      return { contents: content, loader: 'js' };
    });
  },
};

const svelte: Plugin = {
  name: 'svelte',
  setup(builder) {
    builder.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { js } = compile(await readFile(path, 'utf8'), { filename: path, generate: 'client' });
      return { contents: js.code, loader: 'js' };
    });
  },
};

const options: BuildOptions = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  preserveSymlinks: true,
  logLevel: 'warning',
  // Angular's decorators are the experimental ones.
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
  // What the frameworks warn of is to be heard.
  define: {
    'process.env.NODE_ENV': '"development"',
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
  },
};

/** One script for a page, made of a sample and all it imports. */
export async function bundleForPage(entry: string): Promise<string> {
  const plugins = [vue, svelte];
  const { outputFiles } = await build({ ...options, plugins, entryPoints: [entry], platform: 'browser', write: false });
  return outputFiles[0]!.text;
}

/** A module for Node beside the sample, which finds the packages where the sample is. */
export async function bundleForServer(folder: string, entry: string): Promise<string> {
  const outfile = join(folder, 'server.out.mjs');
  const external: BuildOptions = { platform: 'node', packages: 'external', outfile };
  await build({ ...options, ...external, entryPoints: [join(folder, entry)] });
  return outfile;
}
