import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

// A disk of its own needs a mount that nobody else sees: as root, or as root of a user namespace.
const own = process.getuid?.() === 0 ? ['-m'] : ['-Urm'];
const canMount = (() => {
  try {
    execFileSync('unshare', [...own, 'sh', '-c', 'mount -t tmpfs none /mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

interface Served {
  /** Tells the process to `fill`, `switch` or `free`. */
  tell(word: string): Promise<void>;
  ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; retryAfter: string | null; text: string }>;
  /** What it called a defect. */
  defects(): string[];
}

/** A server whose log, or all of whose data, lies on a disk of so many MiB. */
async function servedOn(what: 'wal' | 'data', size: number): Promise<Served> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-full-'));
  const script = fileURLToPath(new URL('../support/full-disk-process.ts', import.meta.url));
  const words = [...own, process.execPath, '--import', 'tsx', script, folder, what, String(size)];
  const child = spawn('unshare', words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let heard = (): void => {};
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    heard();
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  after(async () => {
    child.stdin.end('end\n');
    const harder = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(harder);
    rmSync(folder, { recursive: true, force: true });
  });
  const said = async (word: string, patience = 60_000): Promise<string> => {
    const until = Date.now() + patience;
    for (;;) {
      const line = lines.find((one) => one.startsWith(word));
      if (line !== undefined) return line;
      if (Date.now() > until || child.exitCode !== null) throw new Error(`It never said ${word}: ${lines.join('\n')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        heard = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const [, port, key] = (await said('ready')).split(' ');
  return {
    async tell(word) {
      child.stdin.write(`${word}\n`);
      await said(`done ${word}`);
    },
    async ask(method, at, body) {
      const answer = await fetch(`http://127.0.0.1:${port}/roster/v1${at}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const { status, headers } = answer;
      return { status, retryAfter: headers.get('retry-after'), text: await answer.text() };
    },
    defects: () => lines.filter((line) => line.startsWith('defect')),
  };
}

/** Writes until the disk is full and for a while after; answers the names of what was said to be kept. */
async function writeUntilFull({ ask }: Served): Promise<{ kept: string[]; statuses: Set<number> }> {
  const kept: string[] = [];
  const statuses = new Set<number>();
  const description = 'x'.repeat(450);
  for (let refused = 0, round = 0; refused < 24 && round < 200; round++) {
    const names = Array.from({ length: 6 }, (_, at) => `Group ${round} ${at}`);
    const answers = await Promise.all(names.map((name) => ask('POST', '/groups', { name, description })));
    answers.forEach(({ status, retryAfter, text }, at) => {
      statuses.add(status);
      if (status === 201) kept.push(names[at]!);
      else {
        refused++;
        assert.deepEqual([status, JSON.parse(text).code], [503, 'unavailable'], text);
        assert.ok(Number(retryAfter) > 0, 'and when to come again');
      }
    });
  }
  return { kept, statuses };
}

async function until(condition: () => Promise<boolean>, patience: number): Promise<void> {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not come to that in time.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function namesOf({ ask }: Served): Promise<Set<string>> {
  const names = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const { text } = await ask('GET', `/groups?limit=100${cursor && `&cursor=${cursor}`}`);
    const page = JSON.parse(text) as { items: { name: string }[]; next: string | null };
    for (const { name } of page.items) names.add(name);
    cursor = page.next;
  }
  return names;
}

if (canMount) {
  describe('a server whose disk is full', () => {
    for (const [what, size, title] of [
      [
        'wal',
        100,
        'FLT-25: the disk of the log: PostgreSQL ends itself, writers get 503, and all goes on when there is room',
      ],
      [
        'data',
        250,
        'FLT-25: the disk of everything: writers get 503, readers read, and all goes on when there is room',
      ],
    ] as const)
      it(title, async () => {
        const served = await servedOn(what, size);
        assert.equal((await served.ask('POST', '/groups', { name: 'Before' })).status, 201);
        await served.tell('fill');
        if (what === 'wal') await served.tell('switch');
        const { kept, statuses } = await writeUntilFull(served);
        assert.ok(statuses.has(503), 'it was full');
        assert.ok(
          [...statuses].every((status) => status === 201 || status === 503),
          [...statuses].join(),
        );
        if (what === 'data') assert.equal((await served.ask('GET', '/groups')).status, 200);
        await served.tell('free');
        await until(
          async () => (await served.ask('POST', '/groups', { name: `After ${Date.now()}` })).status === 201,
          30_000,
        );
        const names = await namesOf(served);
        assert.ok(names.has('Before'));
        for (const name of kept) assert.ok(names.has(name), `${name} was acknowledged and is lost`);
        assert.deepEqual(served.defects(), []);
      });
  });
}
