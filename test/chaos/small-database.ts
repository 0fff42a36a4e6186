import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';

/** A PostgreSQL server that may be struck. */
export interface SmallDatabase {
  ownerUrl: string;
  port: number;
  /** The server's first process. */
  readonly pid: number;
  /** Whether its disk can be filled. */
  hasOwnDisk: boolean;
  fill(): Promise<void>;
  free(): Promise<void>;
  /** As the owner, with patience: it may be starting. */
  asOwner<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** MiB: the log, the data of a long run, and little more. */
const diskSize = 700;
// A disk of its own needs a mount that nobody else sees: as root, or as root of a user namespace.
const namespace = process.getuid?.() === 0 ? ['-m'] : ['-Urm'];

function mayMount(): boolean {
  try {
    execFileSync('unshare', [...namespace, 'sh', '-c', 'mount -t tmpfs none /mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export async function startSmallDatabase(): Promise<SmallDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-chaos-'));
  const hasOwnDisk = mayMount();
  const script = fileURLToPath(new URL('./database-process.ts', import.meta.url));
  const words = [process.execPath, '--import', 'tsx', script, folder, hasOwnDisk ? String(diskSize) : '0'];
  const [command, ...rest] = hasOwnDisk ? ['unshare', ...namespace, ...words] : words;
  const child = spawn(command!, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  let pid = 0;
  const answers = new Map<string, (line: string) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word = '', value = ''] = line.split(' ');
    if (word === 'pid') pid = Number(value);
    else answers.get(word === 'done' ? value : word)?.(line);
  });
  const answer = (word: string): Promise<string> =>
    Promise.race([
      new Promise<string>((resolve) => answers.set(word, resolve)),
      ended.then(() => Promise.reject(new Error('The database did not start, or ended.'))),
    ]);
  const tell = async (word: string): Promise<void> => {
    const done = answer(word);
    child.stdin.write(`${word}\n`);
    await done;
  };
  const ownerUrl = (await answer('ready')).split(' ')[1]!;
  return {
    ownerUrl,
    port: Number(new URL(ownerUrl).port),
    get pid() {
      return pid;
    },
    hasOwnDisk,
    fill: () => tell('fill'),
    free: () => tell('free'),
    asOwner: (work) => withOwner(ownerUrl, work),
    async stop() {
      child.stdin.end('end\n');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Tries for half a minute: a server that was struck needs a moment. */
export async function withOwner<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const end = performance.now() + 30_000;
  for (;;) {
    const owner = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => {} });
    try {
      return await work(owner);
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await owner.end({ timeout: 1 });
    }
  }
}
