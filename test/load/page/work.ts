/** What happens in a page after its first rows: ours beside a table written by hand that does the same with an innerHTML. */
import type { Browser } from 'playwright-core';
import { median, quantile, spread, type Row } from '../print.ts';
import { ourTable, rawTable, type Entry } from './entries.ts';
import type { PageSite } from './site.ts';
import { metric, visit, worked, type Visit } from './visit.ts';

/** Expressions of the page. */
interface Hands {
  entry: Entry;
  /** Whose rows are shown. */
  rows: string;
  next: string;
  previous: string;
  sort: string;
  search: (text: string) => string;
  /** What opens the person of the first row, and whether they are seen. */
  open: string;
  opened: string;
}

const deep = `(function find(root, wanted) {
  for (const one of root.querySelectorAll('*')) {
    if (one.matches(wanted)) return one;
    const inside = one.shadowRoot && find(one.shadowRoot, wanted);
    if (inside) return inside;
  }
})`;
const type = (field: string, text: string): string =>
  `{ const field = ${field}; field.value = ${JSON.stringify(text)}; field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true })); }`;
const own = `document.querySelector('roster-members').shadowRoot`;

const oursAt = (size: number): Hands => ({
  entry: ourTable(size),
  rows: `Array.from(${own}.querySelectorAll('tbody tr[data-id]'), (row) => row.dataset.id).join()`,
  next: `${own}.querySelector('[part=next]').click()`,
  previous: `${own}.querySelector('[part=previous]').click()`,
  sort: `${own}.querySelector('th.c-name .sort').click()`,
  search: (text) => type(`${own}.querySelector('[part=search]')`, text),
  open: `${own}.querySelector('tbody tr th button').click()`,
  opened: `${deep}(document, 'dialog[open] input')`,
});
const ours = oursAt(50);
const limit: Hands = {
  entry: rawTable(),
  rows: `Array.from(document.querySelectorAll('tbody tr'), (row) => row.dataset.id).join()`,
  next: `document.querySelector('#next').click()`,
  previous: `document.querySelector('#previous').click()`,
  sort: `document.querySelector('th:nth-child(2) .sort').click()`,
  search: (text) => type(`document.querySelector('input')`, text),
  open: `document.querySelector('tbody tr .name').click()`,
  opened: `document.querySelector('dialog[open] input')`,
};

const actions: { what: string; goal?: number; steps: (hands: Hands) => string[] }[] = [
  { what: 'a page change', goal: 1.3, steps: ({ next, previous }) => [next, next, previous, previous] },
  { what: 'a sort', steps: ({ sort }) => [sort, sort] },
  // What was typed is asked for after a fifth of a second, which is no work.
  { what: 'a search', steps: ({ search }) => [search('bra'), search('cos'), search('')] },
];

export async function workInPage(browser: Browser, site: PageSite, rounds: number, changes: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, goal, steps } of actions) {
    const [mine, its] = await taken(browser, site, rounds, async (visited, hands) => {
      await run(visited, hands, steps(hands));
      const before = await worked(visited.devtools);
      await run(visited, hands, steps(hands), 5);
      return ((await worked(visited.devtools)) - before) / (5 * steps(hands).length);
    });
    const name = `${what} among 50 rows, work of the page ÷ a table written by hand`;
    rows.push({ name, ...spread(mine, its), ...(goal !== undefined && { goal }), unit: 'ms' });
  }
  const [mine, its] = await taken(browser, site, rounds, async ({ page }, { open, opened }) => {
    return (await page.evaluate(`(async () => {
      const start = performance.now();
      ${open};
      while (!${opened}) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - start;
    })()`)) as number;
  });
  rows.push({
    name: 'a person opened for the first time, until they are seen ÷ a dialog written by hand',
    ...spread(mine, its),
    unit: 'ms',
  });
  return [
    ...rows,
    ...(await calm(browser, site, rounds)),
    await answered(browser, site),
    ...(await lasting(browser, site, changes)),
  ];
}

/** What both sides took in each round, in turns, each in a new page. */
async function taken(
  browser: Browser,
  site: PageSite,
  rounds: number,
  measure: (visited: Visit, hands: Hands) => Promise<number>,
): Promise<[number[], number[]]> {
  const figures: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const [which, hands] of [ours, limit].entries()) {
      const visited = await visit(browser, site, hands.entry);
      await settled(visited);
      figures[which]!.push(await measure(visited, hands));
      await visited.close();
    }
  }
  return figures;
}

/** What comes by itself after the first rows is there. */
async function settled({ page }: Visit): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForTimeout(500);
}

/** One step after the other, each when the rows of the one before are there. */
async function run({ page }: Visit, { rows }: Hands, steps: readonly string[], times = 1): Promise<void> {
  await page.evaluate(`(async () => {
    const steps = [${steps.map((step) => `() => { ${step}; }`).join()}];
    for (let i = 0; i < ${times * steps.length}; i++) {
      const before = ${rows};
      steps[i % steps.length]();
      const until = performance.now() + 10000;
      const same = () => ((shown) => shown === '' || shown === before)(${rows});
      while (same()) {
        if (performance.now() > until) throw new Error('nothing changed after ' + steps[i % steps.length]);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    }
  })()`);
}

/** Many page changes: memory and nodes at the end beside those after the first of them. */
async function lasting(browser: Browser, site: PageSite, changes: number): Promise<Row[]> {
  const visited = await visit(browser, site, ours.entry);
  await settled(visited);
  const { devtools } = visited;
  const look = async (): Promise<{ heap: number; nodes: number }> => {
    await devtools.send('HeapProfiler.collectGarbage');
    return { heap: await metric(devtools, 'JSHeapUsedSize'), nodes: await metric(devtools, 'Nodes') };
  };
  const turn = [...Array.from({ length: 5 }, () => ours.next), ...Array.from({ length: 5 }, () => ours.previous)];
  await run(visited, ours, turn, 5);
  const before = await look();
  for (let done = 0; done < changes; done += 100) await run(visited, ours, turn, 10);
  const after = await look();
  await visited.close();
  return [
    {
      name: `memory after ${changes} page changes more ÷ before`,
      ours: after.heap,
      other: before.heap,
      goal: 1.05,
      unit: 'B',
    },
    {
      name: `nodes after ${changes} page changes more ÷ before`,
      ours: after.nodes,
      other: before.nodes,
      goal: 1.05,
      unit: 'nodes',
    },
  ];
}

/** Frames with a hundred rows selected while fifty people a second change, beside a page that does nothing. */
async function calm(browser: Browser, site: PageSite, rounds: number): Promise<Row[]> {
  const frames = async ({ page }: Visit): Promise<number[]> =>
    (await page.evaluate(`(async () => {
      const frames = [];
      let last = await new Promise((resolve) => requestAnimationFrame(resolve));
      for (const end = last + 4000; last < end;) {
        const now = await new Promise((resolve) => requestAnimationFrame(resolve));
        frames.push(now - last);
        last = now;
      }
      return frames;
    })()`)) as number[];
  const many = oursAt(100);
  const late: [number[], number[]] = [[], []];
  const [longest, shifted]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const visited = await visit(browser, site, many.entry);
    await settled(visited);
    longest.push((await visited.page.evaluate('longest')) as number);
    shifted.push((await visited.page.evaluate('shifted')) as number);
    await visited.page.evaluate(`${own}.querySelector('thead input[type=checkbox]').click()`);
    const stop = site.changeMembers(50);
    late[0].push(quantile(await frames(visited), 0.95));
    stop();
    await visited.close();
    const idle = await visit(browser, site, limit.entry);
    await settled(idle);
    late[1].push(quantile(await frames(idle), 0.95));
    await idle.close();
  }
  return [
    {
      name: 'frames, 95 in 100, with 100 rows selected and 50 changes a second ÷ an idle page',
      ...spread(late[0], late[1]),
      unit: 'ms',
    },
    {
      name: 'longest task after the first paint ÷ 50 ms',
      ...spread(
        longest,
        longest.map(() => 50),
      ),
      goal: 1,
      unit: 'ms',
    },
    {
      name: 'layout shift until all is there ÷ 0.1',
      ...spread(
        shifted,
        shifted.map(() => 0.1),
      ),
      goal: 0,
      unit: 'score',
    },
  ];
}

/** On a processor four times as slow: from a press until something of it is painted, as the browser itself measures it. */
async function answered(browser: Browser, site: PageSite): Promise<Row> {
  const visited = await visit(browser, site, ours.entry, { processor: 4 });
  await settled(visited);
  const { page } = visited;
  await page.evaluate(`
    globalThis.answers = [];
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries()) if (interactionId) answers.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 });`);
  const element = page.locator('roster-members');
  const slowest: number[] = [];
  for (const part of ['[part=next]', '[part=previous]', 'th.c-name .sort', 'tbody tr input[type=checkbox]']) {
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      await page.evaluate('answers.length = 0');
      await element.locator(part).first().click();
      await page.waitForTimeout(600);
      times.push(((await page.evaluate('Math.max(0, ...answers)')) as number) || 16);
    }
    slowest.push(median(times));
  }
  await visited.close();
  return {
    name: 'the slowest press on a processor four times as slow, until it is answered ÷ 100 ms',
    ours: Math.max(...slowest),
    other: 100,
    goal: 1,
    unit: 'ms',
  };
}
