import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../support/chrome.ts';
import { listStories, nextStory, openStory, serveFolder } from '../support/storybook.ts';

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

  /** The stories of one element follow each other in one page, as a designer goes through them. */
  let shared: { page: Page; title: string; notes: Notes } | undefined;

  interface Notes {
    strangers: string[];
    thrown: string[];
  }

  async function newPage(): Promise<{ page: Page; notes: Notes }> {
    const page = await context.newPage();
    const notes: Notes = { strangers: [], thrown: [] };
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) notes.strangers.push(request.url());
    });
    page.on('pageerror', (error) => notes.thrown.push(String(error.stack ?? error)));
    return { page, notes };
  }

  const well = { status: 'success', errors: [], violations: [], thrown: [], strangers: [] };

  for (const { id, title, name } of stories) {
    it(`sees ${title} / ${name} drawn and played, and axe finds nothing`, async () => {
      const going = shared?.title === title ? shared : undefined;
      if (going) {
        const outcome = { ...(await nextStory(going.page, id)), ...going.notes };
        if (isDeepStrictEqual(outcome, well)) return;
      }
      // Alone: what a story before it has done to the people in the page is no fault of this one.
      await shared?.page.close();
      const { page, notes } = await newPage();
      shared = { page, title, notes };
      const outcome = { ...(await openStory(page, url, id)), ...notes };
      if (process.env['ROSTER_SHOTS']) await page.screenshot({ path: `${process.env['ROSTER_SHOTS']}/${id}.png` });
      if (!isDeepStrictEqual(outcome, well)) {
        shared = undefined;
        await page.close();
      }
      assert.deepEqual(outcome, well);
    });
  }
});
