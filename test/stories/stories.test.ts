import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { findChromium } from '../support/chrome.ts';
import { listStories, openStory, serveFolder } from '../support/storybook.ts';

const folder = fileURLToPath(new URL('../../storybook-static', import.meta.url));
const stories = listStories(folder);

describe('a person who opens a story', () => {
  let browser: Browser;
  let context: BrowserContext;
  let server: Server;
  let url: string;

  before(async () => {
    ({ server, url } = await serveFolder(folder));
    browser = await chromium.launch(await findChromium());
    context = await browser.newContext({ viewport: { width: 1200, height: 900 }, reducedMotion: 'reduce' });
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  for (const { id, title, name } of stories) {
    it(`sees ${title} / ${name} drawn and played, and axe finds nothing`, async () => {
      const page = await context.newPage();
      const strangers: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
      });
      const thrown: string[] = [];
      page.on('pageerror', (error) => thrown.push(String(error.stack ?? error)));
      try {
        const { status, errors, violations } = await openStory(page, url, id);
        if (process.env['ROSTER_SHOTS']) await page.screenshot({ path: `${process.env['ROSTER_SHOTS']}/${id}.png` });
        assert.deepEqual(
          { status, errors, violations, thrown, strangers },
          { status: 'success', errors: [], violations: [], thrown: [], strangers: [] },
        );
      } finally {
        await page.close();
      }
    });
  }
});
