import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Finished {
  status: number | null;
  out: string;
  err: string;
}

export interface Running {
  process: ChildProcess;
  /** Waits until the standard output has this in it. */
  said(text: string): Promise<void>;
  /** What was said so far. */
  out(): string;
  err(): string;
  ended: Promise<Finished>;
}

type Environment = Record<string, string | undefined>;

/** What a person runs, where the run of all tests has built it; a process that reads the sources costs a second more. */
const built = process.env['ROSTER_TEST_BUILT'] ? [path.join(root, 'dist/server/main.js')] : undefined;

/** Starts the command line as a person would, with nothing of ours in its environment; of these sources, if any are named. */
export function startCommand(words: string[], environment: Environment = {}, cwd = root, sources?: string): Running {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(ROSTER_|DATABASE_URL|SMTP_URL|PORT$|HOST$|NODE_TEST|NODE_OPTIONS)/.test(name),
  );
  const env = { ...Object.fromEntries(own), ...environment };
  const loader = path.join(root, 'node_modules/tsx/dist/esm/index.mjs');
  const read = ['--import', loader, path.join(sources ?? root, 'server/main.ts')];
  const child = spawn(process.execPath, [...((!sources && built) || read), ...words], { cwd, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([status]): Finished => ({ status: status as number | null, out, err }));
  return {
    process: child,
    ended,
    out: () => out,
    err: () => err,
    async said(text) {
      for (let i = 0; i < 1200; i++) {
        if (out.includes(text)) return;
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${err}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      child.kill('SIGKILL');
      throw new Error(`It never said "${text}":\n${out}\n${err}`);
    },
  };
}

export function runCommand(words: string[], environment: Environment = {}, cwd = root): Promise<Finished> {
  return startCommand(words, environment, cwd).ended;
}

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
