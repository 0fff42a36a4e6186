import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { readTheme } from '../../stories/themes/read-theme.mjs';
import { findChromium } from '../support/chrome.ts';
import { choose, nextStory, openStory, serveFolder } from '../support/storybook.ts';

/** The site is looked at in a folder of another one: nothing in it may count on being at the top. */
const around = fileURLToPath(new URL('../..', import.meta.url));
const folder = 'storybook-static';

const inPage = 'elements-members--one-admin';
const onApi = 'elements-stats--insights';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

interface Axe {
  run(): Promise<{ violations: { id: string }[] }>;
}

/** What every choice leaves behind: nothing thrown, nothing that axe finds. */
const well = { status: 'success', errors: [], violations: [] };

describe('a designer chooses in the toolbars', () => {
  let browser: Browser;
  let page: Page;
  let server: Server;
  let url: string;
  const strangers: string[] = [];

  before(async () => {
    const served = await serveFolder(around);
    server = served.server;
    url = `${served.url}/${folder}`;
    browser = await chromium.launch(await findChromium());
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${url}/`) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
    });
    await openStory(page, url, inPage);
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  /** The computed style of something in a story, inside whatever shadow roots. */
  const style = (selector: string, property: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

  const rgb = (hex: string): string =>
    `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;

  for (const theme of ['neutral', 'bootstrap', 'material', 'shadcn', 'carbon']) {
    it(`a theme, and sees the colours of ${theme}`, async () => {
      assert.deepEqual(await choose(page, { theme }), well);
      const css = readFileSync(new URL(`../../stories/themes/${theme}.css`, import.meta.url), 'utf8');
      const values = readTheme(css, 'light');
      assert.equal(await style('roster-members button.primary', 'background-color'), rgb(values.get('accent')!));
      assert.equal(await style('.story-page', 'background-color'), rgb(values.get('background')!));
    });
  }

  it('a scheme: light, dark, or as the system has it', async () => {
    const seen: Record<string, string> = {};
    for (const scheme of ['dark', 'light', 'system']) {
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.deepEqual(await choose(page, { theme: 'none', scheme }), well);
      seen[scheme] = await style('.story-page', 'background-color');
    }
    assert.deepEqual(seen, { dark: 'rgb(21, 23, 28)', light: 'rgb(255, 255, 255)', system: 'rgb(21, 23, 28)' });
    await page.emulateMedia({ colorScheme: null });
  });

  it('a density, and rows are less high', async () => {
    const height = async (density: string): Promise<number> => {
      assert.deepEqual(await choose(page, { scheme: 'light', density }), well);
      return (await page.locator('roster-members tbody tr').first().boundingBox())!.height;
    };
    const comfortable = await height('comfortable');
    assert.ok((await height('compact')) < comfortable);
  });

  it('a language, which turns the page where it runs the other way, unless a direction is chosen', async () => {
    for (const [locale, direction, words, runs] of [
      ['de', 'auto', 'Name oder E-Mail suchen', 'ltr'],
      ['fr', 'auto', 'Rechercher un nom ou un e-mail', 'ltr'],
      ['es', 'auto', 'Buscar nombre o correo', 'ltr'],
      ['ja', 'auto', '名前またはメールアドレスで検索', 'ltr'],
      ['en-XA', 'auto', '[Šéåŕçĥ ñåḿé öŕ éḿåîļ', 'ltr'],
      ['ar', 'auto', 'البحث بالاسم أو البريد الإلكتروني', 'rtl'],
      ['ar', 'ltr', 'البحث بالاسم أو البريد الإلكتروني', 'ltr'],
      ['en', 'rtl', 'Search name or email', 'rtl'],
    ] as const) {
      assert.deepEqual(await choose(page, { density: 'comfortable', locale, direction }), well);
      await page.getByPlaceholder(words).waitFor();
      assert.equal(await style('roster-members', 'direction'), runs);
    }
  });

  it('a width, and the element has no more than that', async () => {
    const seen = [];
    for (const width of ['320', '480', '768', '1200', 'full']) {
      assert.deepEqual(await choose(page, { locale: 'en', direction: 'auto', width }), well);
      seen.push((await page.locator('main').boundingBox())!.width);
    }
    assert.deepEqual(seen, [320, 480, 768, 1200, 1280]);
  });

  it('a network for people in the page, and it fails or waits as that one does', async () => {
    assert.deepEqual(await choose(page, { width: 'full', network: 'offline' }), well);
    await page.getByText('The server cannot be reached').waitFor();
    const asked = Date.now();
    assert.deepEqual(await choose(page, { network: 'slow' }), well);
    await page.getByText('1–1 of 1').waitFor();
    assert.ok(Date.now() - asked >= 2_500);
  });

  it('a viewer where people are in the page, and is told that it makes no difference', async () => {
    assert.deepEqual(await choose(page, { network: 'fast', viewer: 'member' }), well);
    await page.getByText('This story is not on the API').waitFor();
  });

  it('another viewer of the API, and sees what that one may', async () => {
    assert.deepEqual(await choose(page, { viewer: 'story' }), well);
    await nextStory(page, onApi);
    const numbers = page.getByText('Team Leader');
    await numbers.waitFor();
    await choose(page, { viewer: 'member' });
    await page.getByText('You do not have access to this').waitFor();
    await choose(page, { viewer: 'admin' });
    await numbers.waitFor();
  });

  it('a network to the API, and each fails in its own way', async () => {
    for (const [network, said] of Object.entries({
      offline: 'The server cannot be reached',
      '403': 'You do not have access to this',
      '429': 'Try again in 12 seconds',
      '500': 'could not be loaded',
      expired: 'Your session has ended',
    })) {
      await choose(page, { network });
      await page.getByText(said).waitFor();
    }
    const asked = Date.now();
    await choose(page, { network: 'slow' });
    await page.getByText('Team Leader').waitFor();
    assert.ok(Date.now() - asked >= 2_500);
  });

  it('by an address', async () => {
    assert.deepEqual(await openStory(page, url, inPage, 60, 'scheme:dark;direction:rtl;width:480'), well);
    assert.equal(await style('roster-members', 'color-scheme'), 'dark');
    assert.equal(await style('roster-members', 'direction'), 'rtl');
    assert.equal((await page.locator('main').boundingBox())!.width, 480);
  });

  it('in the bar above the stories, by their names', async () => {
    await page.goto(`${url}/index.html?path=/story/${inPage}`);
    for (const name of ['Theme', 'Scheme', 'Density', 'Direction', 'Language', 'Width', 'Viewer', 'Network'])
      await page
        .getByRole('toolbar')
        .getByRole('button', { name: new RegExp(`^${name}`) })
        .waitFor();
    const story = page.frameLocator('#storybook-preview-iframe');
    await story.getByText('1–1 of 1').waitFor();
    await page
      .getByRole('toolbar')
      .getByRole('button', { name: /^Scheme/ })
      .click();
    await page.getByRole('option', { name: 'Dark' }).click();
    await story.locator('.story-page[style*="dark"]').waitFor();
  });

  it('and the page of a host in the story follows, with nothing that its policy refuses', async () => {
    for (const name of ['bootstrap', 'tailwind', 'dialog', 'right-to-left', 'strict-csp']) {
      await page.goto(`${url}/host-pages/${name}.html`);
      await page.locator('roster-members tbody').getByText('Ada Lovelace').waitFor();
      assert.equal(await page.locator('output.refused').count(), 0);
      await page.evaluate(axe);
      const found = await page.evaluate(async () =>
        (await (globalThis as unknown as { axe: Axe }).axe.run()).violations.map(({ id }) => id),
      );
      assert.deepEqual(found, [], name);
    }
    await openStory(page, url, 'pages-host-pages--strict-csp', 60, 'scheme:dark;direction:rtl');
    const host = page.frameLocator('iframe');
    await host.locator('html[dir=rtl][style*="dark"] roster-members tbody button').first().waitFor();
    assert.equal(await host.locator('output.refused').count(), 0);
  });

  it('and nothing was asked of anybody else', () => {
    assert.deepEqual(strangers, []);
  });
});
