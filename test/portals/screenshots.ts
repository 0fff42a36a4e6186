// `npm run screenshots`: one picture of each product of the demo, as a visitor has it in front of them, for the README.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findChromium } from '../support/chrome.ts';
import { startDemo } from '../support/demo-server.ts';

const pages: Record<string, string> = {
  optra: '/demo/optra',
  spectra: '/demo/spectra',
  directory: '/demo/directory',
  insights: '/demo/insights/admin',
  'organization-admin': '/demo/organization-admin/groups',
};

const folder = new URL('../../stories/portals/', import.meta.url);
mkdirSync(folder, { recursive: true });
const demo = await startDemo();
const browser = await chromium.launch(await findChromium());
try {
  for (const [name, path] of Object.entries(pages)) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    await page.goto(demo.url + path);
    await page.locator('[aria-busy=false]').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    // The strip of the demo is no part of the product.
    await page.locator('.demo').evaluate((strip) => strip.remove());
    await page.waitForTimeout(500);
    await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)) });
    await page.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
