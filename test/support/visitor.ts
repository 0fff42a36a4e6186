import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A person with a browser of their own: cookies, clipboard, and a note of all that went wrong in it. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Errors of scripts and of the console, and what the page's content security policy refused. */
  faults: string[];
  /** Requests to any other server than the one visited. */
  strangers: string[];
  /** @throws AssertionError when axe finds anything on what is shown now, in whatever shadow roots */
  judge(what: string): Promise<void>;
}

export async function visitor(browser: Browser, url: string, options: { width?: number } = {}): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1200, height: 900 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    locale: 'en',
  });
  const faults: string[] = [];
  const strangers: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== url && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
  });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
    );
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
  page.on('pageerror', (error) => void faults.push(String(error.stack ?? error)));
  return { context, page, faults, strangers, judge: (what) => judge(page, what) };
}

async function judge(page: Page, what: string): Promise<void> {
  // What is being asked for again is dimmed for that moment.
  await page.locator('.panel[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(where: Document): Promise<{ violations: Violation[] }> } };
    interface Violation {
      id: string;
      nodes: { target: unknown; failureSummary?: string }[];
    }
    const { violations } = await axe.run(document);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`),
    );
  });
  assert.deepEqual(found, [], `axe on ${what}`);
}
