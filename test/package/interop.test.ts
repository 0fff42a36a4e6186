import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../support/chrome.ts';
import { installPacked, type Host } from '../support/packed.ts';
import { bundleForPage } from '../support/sample-bundle.ts';
import { visitor } from '../support/visitor.ts';

interface Given {
  there: boolean;
  readonly: boolean;
  pageSize: number;
  query: string;
  columns: string[] | null;
  messages: object;
  portal: object;
  heading: string;
}

/** What the page holds: see interop/. */
interface Held {
  given: Given;
  give(more: Partial<Given>): void;
  hear(event: Event): void;
  heard: string[];
}

let host: Host;
let browser: Browser;

// The questions of custom-elements-everywhere.com, asked about a tag of ours.
describe('a framework that renders a tag', () => {
  before(async () => {
    host = installPacked();
    cpSync('test/package/interop', join(host.folder, 'interop'), { recursive: true });
    browser = await chromium.launch(await findChromium());
  });
  after(async () => {
    await browser?.close();
    host?.remove();
  });

  for (const [framework, entry] of [
    ['React 19', 'react.jsx'],
    ['Vue 3', 'vue.js'],
    ['Svelte 5', 'svelte.js'],
    ['Angular 20', 'angular.ts'],
  ] as const) {
    it(`gives it values, lists and objects, hears its events, and changes what is inside: ${framework}`, async () => {
      const script = await bundleForPage(join(host.folder, 'interop', entry));
      const server = createServer(({ url }, response) => {
        const [type, body] =
          url === '/app.js'
            ? ['text/javascript', script]
            : [
                'text/html',
                '<!doctype html><html lang="en"><meta charset="utf-8"><title>Tags</title><main id="app"></main><script type="module" src="/app.js"></script>',
              ];
        response.writeHead(200, { 'content-type': type }).end(body);
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { page, context, faults } = await visitor(browser, origin);
      try {
        await page.addInitScript(() => {
          const held = window as unknown as Held;
          held.heard = [];
          held.hear = ({ type }) => held.heard.push(type);
          held.given = {
            there: true,
            readonly: true,
            pageSize: 10,
            query: '',
            columns: ['name', 'email'],
            messages: { members: { noMatch: 'Nobody of this name' } },
            portal: { tabs: ['all'] },
            heading: 'Our people',
          };
        });
        await page.goto(origin);
        const members = page.locator('roster-members');
        await members.getByRole('row').nth(1).waitFor();
        /** Whether each property of the element is the very thing that was given. */
        const holds = (...names: (keyof Given)[]) =>
          members.evaluate((element, wanted) => {
            const { given } = window as unknown as Held;
            return wanted.filter((name) => (element as unknown as Given)[name] === given[name]);
          }, names);
        const all = ['readonly', 'pageSize', 'query', 'columns', 'messages', 'portal'] as const;
        assert.deepEqual(await holds(...all), all);
        await page.getByRole('heading', { name: 'Our people' }).waitFor();
        assert.equal(await members.getByRole('button', { name: 'Invite' }).count(), 0, 'nothing can be changed');

        const give = (more: Partial<Given>) =>
          page.evaluate((given) => {
            const held = window as unknown as Held;
            Object.assign(held.given, given);
            held.give(given);
          }, more);
        await give({ readonly: false, pageSize: 25, query: 'nobody at all', columns: null, heading: 'Everybody' });
        await page.waitForFunction(() => document.querySelector('roster-members')?.textContent?.includes('Everybody'));
        assert.deepEqual(await holds(...all), all);
        await give({ heading: '' });
        await page.getByRole('heading', { name: 'Everybody' }).waitFor({ state: 'detached' });

        await members.getByRole('searchbox').fill('a');
        await page.waitForFunction(() => (window as unknown as Held).heard.includes('roster-view-change'));
        assert.equal(await page.evaluate(() => (window as unknown as Held).heard[0]), 'roster-ready');
        await give({ there: false });
        await members.waitFor({ state: 'detached' });
        await give({ there: true, query: '' });
        await members.getByRole('row').nth(1).waitFor();
        assert.deepEqual(faults, []);
      } finally {
        await context.close();
        server.closeAllConnections();
        server.close();
      }
    });
  }
});
