import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { hostPageFiles } from './host-page-files.ts';
import { demoDump } from '../support/demo-dump.ts';
import { tokenFile } from './token-file.ts';

const support = (file: string): string => fileURLToPath(new URL(`../support/${file}`, import.meta.url));

/** The database that stories start from, at `/demo-database.tar.gz`. */
function demoDatabase(): Plugin {
  const fileName = 'demo-database.tar.gz';
  let dump: Promise<Uint8Array> | undefined;
  return {
    name: 'roster-demo-database',
    configureServer(server) {
      server.middlewares.use(`/${fileName}`, (_request, response, next) => {
        (dump ??= demoDump()).then((bytes) => {
          response.setHeader('content-type', 'application/octet-stream');
          response.end(bytes);
        }, next);
      });
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: await (dump ??= demoDump()) });
    },
  };
}

/** The pages of hosts that stories show in a frame, as they are, below `/host-pages/`. */
function hostPages(): Plugin {
  const folder = 'host-pages';
  return {
    name: 'roster-host-pages',
    configureServer(server) {
      server.middlewares.use(`/${folder}`, (request, response, next) => {
        const name = (request.url ?? '').slice(1).replace(/\?.*/, '');
        hostPageFiles(name).then(([file]) => {
          if (!file) return next();
          response.setHeader('content-type', file.type);
          response.end(file.source);
        }, next);
      });
    },
    async generateBundle() {
      for (const { name, source } of await hostPageFiles()) {
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source });
      }
    },
  };
}

/** The package's design tokens, for the pages that show them. */
function tokens(): Plugin {
  const name = 'virtual:roster-tokens';
  return {
    name: 'roster-tokens',
    resolveId: (source) => (source === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? `export default ${tokenFile()}` : undefined),
  };
}

export default defineConfig({
  plugins: [demoDatabase(), hostPages(), tokens()],
  // Decorators are the experimental ones; without this the build leaves them as they are and reports success.
  oxc: { decorator: { legacy: true } },
  // The API itself runs in the page: what it asks of Node is answered by these.
  resolve: {
    alias: {
      'node:crypto': support('node-crypto.ts'),
      'node:url': support('node-url.ts'),
      'node:fs/promises': support('node-files.ts'),
      'node:module': support('node-files.ts'),
    },
  },
  optimizeDeps: { exclude: ['@electric-sql/pglite'] },
  build: { target: 'es2022', chunkSizeWarningLimit: 3_000 },
});
