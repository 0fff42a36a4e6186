/** From nothing to fifty people on screen: ours beside the limit, beside tables to build on, and beside a whole widget. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { install } from '../install.ts';
import { spread, type Row } from '../print.ts';
import { say } from '../side.ts';
import { bundled, ourTable, published, publishedNames, rawTable, type Entry } from './entries.ts';
import type { PageSite } from './site.ts';
import { visit, type Slowness } from './visit.ts';

type Figures = Record<'shownAt' | 'busy' | 'bytes' | 'elements', number[]>;

/** Goals as shares of the fastest widget, and of the limit. */
const goals: Record<string, Partial<Record<keyof Figures, number>>> = {
  'better-auth-ui': { shownAt: 0.4, busy: 0.4, bytes: 0.15 },
  'a table written by hand': { busy: 1.6 },
};

/** Other ways to have such a table, of those that can be had on this machine. */
export async function others(): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const name of publishedNames) {
    const folder = mkdtempSync(path.join(tmpdir(), 'roster-bench-page-'));
    try {
      await install(folder, published[name]);
      entries.push(await bundled(name, folder));
    } catch (error) {
      say(`missing: pages beside ${name} (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return entries;
}

export async function firstRows(
  browser: Browser,
  site: PageSite,
  beside: readonly Entry[],
  rounds: number,
): Promise<Row[]> {
  const ours = ourTable();
  const rows: Row[] = [];
  const besides = [rawTable(), ...beside];
  const normal = await taken(browser, site, [ours, ...besides], rounds, {});
  for (const beside of besides) {
    const figures = normal.get(beside.name);
    if (!figures) continue;
    const named = (what: string): string => `first 50 rows, ${what} ÷ ${beside.name}`;
    const goal = goals[beside.name] ?? {};
    const own = normal.get(ours.name)!;
    rows.push(
      { name: named('until they are seen'), ...spread(own.shownAt, figures.shownAt), ...aim(goal.shownAt), unit: 'ms' },
      { name: named('work of the page'), ...spread(own.busy, figures.busy), ...aim(goal.busy), unit: 'ms' },
      { name: named('bytes'), ...spread(own.bytes, figures.bytes), ...aim(goal.bytes), unit: 'B' },
    );
  }
  const [limit, peer] = [besides[0]!, besides.find(({ name }) => name === 'better-auth-ui')];
  const slow: [string, Slowness][] = [
    ['a processor four times as slow', { processor: 4 }],
    ['a slow network', { network: true }],
  ];
  for (const [what, slowness] of slow) {
    const entries = [ours, limit, ...(peer && normal.has(peer.name) ? [peer] : [])];
    const figures = await taken(browser, site, entries, Math.ceil(rounds / 2), slowness);
    for (const beside of entries.slice(1)) {
      rows.push({
        name: `first 50 rows on ${what}, until they are seen ÷ ${beside.name}`,
        ...spread(figures.get(ours.name)!.shownAt, figures.get(beside.name)!.shownAt),
        ...aim(goals[beside.name]?.shownAt),
        unit: 'ms',
      });
    }
  }
  const own = normal.get(ours.name)!;
  rows.push({
    name: 'elements of the page with 50 rows ÷ a table written by hand',
    ...spread(own.elements, normal.get(limit.name)!.elements),
    unit: 'elements',
  });
  return rows;
}

const aim = (goal: number | undefined): { goal?: number } => (goal === undefined ? {} : { goal });

async function taken(
  browser: Browser,
  site: PageSite,
  entries: readonly Entry[],
  rounds: number,
  slowness: Slowness,
): Promise<Map<string, Figures>> {
  const all = new Map<string, Figures>();
  const broken = new Set<string>();
  // The first round of each fills the site's memory, and is not counted.
  for (let round = -1; round < rounds; round++) {
    for (const entry of entries) {
      if (broken.has(entry.name)) continue;
      try {
        const { page, shownAt, busy, bytes, close } = await visit(browser, site, entry, slowness);
        const elements = (await page.evaluate(`(function count(root) {
          return [...root.querySelectorAll('*')].reduce((sum, one) => sum + 1 + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
        })(document)`)) as number;
        await close();
        if (round < 0) continue;
        const figures = all.get(entry.name) ?? { shownAt: [], busy: [], bytes: [], elements: [] };
        all.set(entry.name, figures);
        for (const [key, value] of Object.entries({ shownAt, busy, bytes, elements })) {
          figures[key as keyof Figures].push(value);
        }
      } catch (error) {
        if (entries.indexOf(entry) < 2) throw error;
        broken.add(entry.name);
        say(`missing: pages beside ${entry.name} (${error instanceof Error ? error.message.split('\n')[0] : ''})`);
      }
    }
  }
  return all;
}
