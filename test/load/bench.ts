/**
 * What everything costs, as ratios measured side by side in one run: `npm run bench`, with `--json` one line a row. Each comparison
 * takes its two sides in turns, so that whatever else the machine does falls on both. Most of the usual run is spent on filling an
 * organization with a million members; `--keep <folder>` leaves the databases there for the next run, and `--short` does with a
 * tenth of everything. `--only api,page` does those parts alone.
 */
import { parseArgs } from 'node:util';
import { besideSql, memory } from './api.ts';
import { startBenchServer } from './database.ts';
import { embedded } from './embedded.ts';
import { growth, spilled } from './growth.ts';
import { loading } from './loading.ts';
import { inPages } from './page/page.ts';
import { besidePeer, installPeer } from './peer.ts';
import { print, type Row } from './print.ts';
import { makeSide, say } from './side.ts';
import { weight } from './weight-rows.ts';

const parts = ['weight', 'page', 'api', 'growth', 'peer', 'loading', 'embedded'];
const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean' },
    short: { type: 'boolean', default: false },
    keep: { type: 'string' },
    only: { type: 'string', default: parts.join() },
  },
});
const wanted = new Set(flags.only.split(','));
const sizes = flags.short ? [1_000, 10_000, 100_000] : [1_000, 100_000, 1_000_000];
const rows: Row[] = [];

/** A part that breaks is told of, and the others go on. */
async function measure(part: string, work: () => Promise<Row[]> | Row[]): Promise<void> {
  if (!wanted.has(part)) return;
  try {
    const found = await work();
    rows.push(...found);
    for (const { name, ours, other } of found) say(`${name}: ${(ours / other).toFixed(2)}`);
  } catch (error) {
    process.exitCode = 1;
    say(`failed: ${part} (${error instanceof Error ? error.stack : String(error)})`);
  }
}

const bench = await startBenchServer({ keep: flags.keep });
const packages = wanted.has('page') || wanted.has('peer') ? await installPeer() : undefined;
const sides = [];
try {
  await measure('weight', weight);
  const small = await makeSide(bench, sizes[0]!);
  sides.push(small);
  const taken = flags.short ? { rounds: 3, changes: 200 } : { rounds: 9, changes: 1_000 };
  await measure('page', () => inPages(bench, small, packages, taken));
  if (wanted.has('api') || wanted.has('growth') || wanted.has('peer')) {
    for (const size of sizes.slice(1)) sides.push(await makeSide(bench, size));
    const [, middle, large] = sides;
    for (const side of sides) await measure('api', () => besideSql(side));
    await measure('api', async () => [await memory(middle!, flags.short ? 5 : 15)]);
    for (const route of await growth(large!, middle!)) await measure('growth', route);
    await measure('growth', () => Promise.all([spilled(middle!), spilled(large!)]));
    if (packages) {
      for (const side of sides) await measure('peer', () => besidePeer(bench, packages, side, flags.short ? 2 : 4));
    }
  }
  await measure('loading', () => loading(bench, flags.short ? 10_000 : 100_000));
  await measure('embedded', () => embedded(flags.short ? 2_000 : 10_000));
} finally {
  packages?.remove();
  for (const side of sides) await side.close();
  await bench.stop();
}
print(rows);
