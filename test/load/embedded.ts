import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRoster } from '../../server/index.ts';
import { preset } from '../../server/presets/presets.ts';
import { startChild } from './child.ts';
import { load } from './loading.ts';
import { spread, type Row } from './print.ts';
import { secret } from './side.ts';

const asked = [
  ['list of 25', '/members?limit=25'],
  ['search', '/members?limit=25&query=loaded'],
  ['filter', '/members?limit=25&status=active'],
  ['summary', '/members/summary'],
  ['capabilities', '/capabilities'],
] as const;

/** PGlite in a folder, with ten thousand members, beside the goals for it. */
export async function embedded(people: number): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-bench-pglite-'));
  const open = () =>
    createRoster({ database: { folder, engine: 'pglite' }, secret, url: 'http://127.0.0.1/roster', jobs: false });
  try {
    const roster = await open();
    await roster.organizations.found({ slug: 'small', name: 'Small', portal: preset('default') });
    const { secret: key } = await roster.createKey('small', { name: 'bench', scopes: ['*'] });
    await roster.close();
    const env = { ROSTER_FOLDER: folder, ROSTER_JOBS: 'off' };
    const filling = await startChild(env);
    await load(filling.address, key, 'small.example', people).finally(() => filling.stop());
    const child = await startChild(env);
    try {
      const ask = async (path: string): Promise<number> => {
        const start = performance.now();
        const headers = { authorization: `Bearer ${key}` };
        const answer = await fetch(`${child.address}/roster/v1${path}`, { headers });
        if (!answer.ok) throw new Error(`${path} was refused: ${answer.status}`);
        await answer.arrayBuffer();
        return performance.now() - start;
      };
      const rows: Row[] = [];
      for (const [what, path] of asked) {
        for (let i = 0; i < 20; i++) await ask(path);
        const times: number[] = [];
        for (let i = 0; i < 60; i++) times.push(await ask(path));
        const name = `PGlite, ${people} members: ${what} ÷ 10 ms`;
        rows.push({
          name,
          ...spread(
            times,
            times.map(() => 10),
          ),
          ...(path.endsWith('=25') && { goal: 1 }),
          unit: 'ms',
        });
      }
      return [
        ...rows,
        {
          name: `PGlite, ${people} members: start to first answer ÷ 3 s`,
          ours: child.began,
          other: 3000,
          goal: 1,
          unit: 'ms',
        },
      ];
    } finally {
      await child.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
