import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const stories = fileURLToPath(new URL('..', import.meta.url));
const pages = join(stories, 'host-pages');

const kinds: Record<string, string> = { html: 'text/html', css: 'text/css', js: 'text/javascript' };

export interface HostPageFile {
  name: string;
  type: string;
  source: string;
}

let bundle: Promise<string> | undefined;

/**
 * What a host's page is made of: its own files, a theme, and all elements in one file, as a page without a build step has
 * them.
 * @param only - The name of the one that is wanted; absent: all.
 */
export async function hostPageFiles(only?: string): Promise<HostPageFile[]> {
  const makers: Record<string, () => string | Promise<string>> = {
    'roster.js': () => (bundle ??= bundled()),
    'roster-bootstrap.css': () => readFileSync(join(stories, 'themes/bootstrap.css'), 'utf8'),
  };
  for (const name of readdirSync(pages)) makers[name] = () => readFileSync(join(pages, name), 'utf8');
  const wanted = Object.entries(makers).filter(([name]) => only === undefined || name === only);
  return Promise.all(
    wanted.map(async ([name, make]) => ({
      name,
      type: kinds[name.split('.').at(-1)!] ?? 'text/plain',
      source: await make(),
    })),
  );
}

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(stories, '../components/define.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
  });
  return outputFiles[0]!.text;
}
