/** The pages that are measured: ours, the limit, and what a team could pick instead, each with the same fifty people. */
import { build } from 'esbuild';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Entry {
  name: string;
  /** What stands in the page's head and body. */
  head: string;
  body: string;
  /** Files of its own, by their name under the page's assets. */
  files: Map<string, Buffer>;
  /** An expression of the page: whether fifty people are on screen, or as many of them as it draws at a time. */
  shown: string;
}

/** Published things and what each needs beside it. */
export const published = {
  'better-auth-ui': [
    '@daveyplate/better-auth-ui@3.4.0',
    '@daveyplate/better-auth-tanstack@1.3.6',
    'better-auth@1.7.25',
    'react@19.3.1',
    'react-dom@19.3.1',
    '@tanstack/react-query@5',
    'react-hook-form@7',
    '@hookform/resolvers@7',
    'zod@4.6.7',
    ...['avatar', 'checkbox', 'context', 'dialog', 'dropdown-menu', 'label', 'primitive', 'select', 'separator'].map(
      (name) => `@radix-ui/react-${name}`,
    ),
    ...['slot', 'tabs', 'tooltip', 'use-callback-ref', 'use-layout-effect'].map((name) => `@radix-ui/react-${name}`),
    ...['class-variance-authority', 'clsx', 'input-otp', 'lucide-react', 'sonner', 'tailwind-merge'],
    ...['@better-auth/passkey@1.7.6', '@captchafox/react', '@marsidev/react-turnstile'],
  ],
  Tabulator: ['tabulator-tables@6.5.3'],
  'ag-grid': ['ag-grid-community@36.2.0'],
  'Vaadin grid': ['@vaadin/grid@25.3.0'],
} as const;

export type Published = keyof typeof published;
export const publishedNames = Object.keys(published) as Published[];

const here = (file: string): string => path.join(import.meta.dirname, 'entries', file);
const files: Record<Published, { entry: string; css?: string; shown: string }> = {
  // Rows of a card, each with the person's address.
  'better-auth-ui': {
    entry: 'better-auth-ui.jsx',
    shown: `document.body.innerText.split('@peer.example').length > 50`,
  },
  Tabulator: {
    entry: 'tabulator.js',
    css: 'tabulator-tables/dist/css/tabulator.min.css',
    shown: `document.querySelectorAll('.tabulator-row').length > 20`,
  },
  'ag-grid': {
    entry: 'ag-grid.js',
    shown: `document.querySelectorAll('.ag-row').length > 20`,
  },
  'Vaadin grid': {
    entry: 'vaadin-grid.js',
    shown: `document.querySelector('vaadin-grid')?.textContent.split('@').length > 20`,
  },
};

/** A table written by hand: what nothing can be much faster than. */
export function rawTable(): Entry {
  return {
    name: 'a table written by hand',
    head: '<script type="module" src="entry.js"></script>',
    body: '<main></main>',
    files: new Map([['entry.js', readFileSync(here('raw.js'))]]),
    shown: `document.querySelectorAll('tbody tr').length >= 50`,
  };
}

/** `roster-members` as a page embeds it, from the files of the build. */
export function ourTable(size = 50): Entry {
  return {
    name: 'roster-members',
    head: '<script type="module" src="/split/members.js"></script>',
    body: `<roster-members api-url="/roster" token-endpoint="/token" page-size="${size}"></roster-members>`,
    files: new Map(),
    shown: `document.querySelector('roster-members')?.shadowRoot?.querySelectorAll('tbody tr[data-id]').length >= 50`,
  };
}

/** Bundled as a host would: minified, for production, only what it uses. */
export async function bundled(name: Published, folder: string): Promise<Entry> {
  const { entry, css, shown } = files[name];
  // Beside its packages, so that none of ours are taken instead.
  copyFileSync(here(entry), path.join(folder, entry));
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const style = css ? '<link rel="stylesheet" href="style.css">' : '';
  return {
    name,
    head: `${style}<script type="module" src="entry.js"></script>`,
    body: '<main></main>',
    files: new Map([
      ['entry.js', Buffer.from(outputFiles[0]!.contents)],
      ...(css ? ([['style.css', readFileSync(path.join(folder, 'node_modules', css))]] as const) : []),
    ]),
    shown,
  };
}
