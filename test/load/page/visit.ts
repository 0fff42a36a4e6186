/** Pages in Chromium, and what they take of the processor: of the thread that draws, not of the clock, so that other work matters little. */
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { findChromium } from '../../support/chrome.ts';
import type { Entry } from './entries.ts';
import type { PageSite } from './site.ts';

export interface Slowness {
  /** Times as slow a processor. */
  processor?: number;
  /** A mobile network: 150 ms there and back, 1.6 Mbit/s. */
  network?: boolean;
}

export interface Visit {
  page: Page;
  devtools: CDPSession;
  /** Milliseconds from the start of the navigation until people are on screen. */
  shownAt: number;
  /** Milliseconds of the drawing thread until then. */
  busy: number;
  /** Octets over the wire until then. */
  bytes: number;
  close(): Promise<void>;
}

/** Milliseconds until a page is given up. */
const longest = 30_000;

export async function openBrowser(): Promise<Browser> {
  const { executablePath, args, headless, env } = await findChromium();
  return chromium.launch({ executablePath, args, headless, env });
}

/** Milliseconds that the thread of the page has worked. */
export async function worked(devtools: CDPSession): Promise<number> {
  return 1000 * (await metric(devtools, 'ThreadTime'));
}

export async function metric(devtools: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)!.value;
}

/** Opens the entry's page in a browser that has never seen it, and waits until its people are on screen. */
export async function visit(
  browser: Browser,
  site: PageSite,
  entry: Entry,
  { processor = 1, network = false }: Slowness = {},
  search = '',
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await page.addInitScript(`
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration, startTime } of list.getEntries())
        if (startTime > (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity))
          longest = Math.max(longest, duration);
    }).observe({ type: 'longtask', buffered: true });
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) shifted += value;
    }).observe({ type: 'layout-shift', buffered: true });
    globalThis.shown = new Promise((resolve) => {
      const look = () => requestAnimationFrame(() => ((${entry.shown}) ? requestAnimationFrame(() => resolve(performance.now())) : look()));
      if (location.pathname !== '/blank') look();
    });`);
  // The process is the same for both pages, and what it did to start is not counted.
  await page.goto(`${site.url}/blank`);
  await devtools.send('Performance.enable');
  await devtools.send('Network.enable');
  if (processor > 1) await devtools.send('Emulation.setCPUThrottlingRate', { rate: processor });
  if (network) {
    const throughput = (1.6 * 1024 * 1024) / 8;
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const before = await worked(devtools);
  await page.goto(`${site.url}${site.page(entry)}${search}`, { waitUntil: 'commit' });
  const shownAt = await Promise.race([
    page.evaluate('shown') as Promise<number>,
    new Promise<never>((_, reject) => void setTimeout(reject, longest, new Error('nobody is shown')).unref()),
  ]).catch(async (error: unknown) => {
    await context.close();
    throw error;
  });
  const busy = (await worked(devtools)) - before;
  return { page, devtools, shownAt, busy, bytes, close: () => context.close() };
}
