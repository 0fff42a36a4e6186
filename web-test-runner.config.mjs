import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { register } from 'tsx/esm/api';

// The runner reads this file with plain Node, which cannot read the TypeScript that it shares with the other suites.
register();
const { findChromium } = await import('./test/support/chrome.ts');
const { accessibilityTree } = await import('./test/support/accessibility-tree.ts');
const { hostRules } = await import('./test/support/host-rules.ts');
const { spokenReport } = await import('./test/support/report-browser.ts');

const { executablePath, args: usual, headless, env } = await findChromium();
// So that a test can tell what is kept in memory from what was not collected yet.
const args = [...usual, '--js-flags=--expose-gc'];

// The real API for elements: a module with `apiForBrowserTests(): Promise<Plugin>`, answering below /roster of the
// page's own origin.
const api = new URL('./test/support/api-for-browser-tests.ts', import.meta.url);
const plugins = existsSync(api) ? [await (await import(api.href)).apiForBrowserTests()] : [];

const chromium = playwrightLauncher({ product: 'chromium', launchOptions: { executablePath, args, headless, env } });
// A browser that breaks as it starts would take every file with it.
const start = chromium.getOrStartBrowser.bind(chromium);
chromium.getOrStartBrowser = () =>
  start().catch(() => {
    chromium.__launchBrowserPromise = undefined;
    return start();
  });

export default {
  files: 'test/components/**/*.test.ts',
  hostname: '127.0.0.1',
  nodeResolve: { exportConditions: ['browser', 'development'] },
  // One page at a time, and generous limits: the machines these run on have two cores and other work.
  concurrency: 1,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 300_000,
  browserStartTimeout: 60_000,
  browsers: [chromium],
  filterBrowserLogs: ({ args: [first] }) => !String(first).startsWith('Lit is in dev mode'),
  testFramework: { config: { ui: 'bdd', timeout: 60_000 } },
  middleware: [hostRules],
  plugins: [
    ...plugins,
    accessibilityTree(),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./components/tsconfig.json', import.meta.url)),
    }),
  ],
  reporters: [spokenReport()],
};
