import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { secret } from './side.ts';

export interface Child {
  address: string;
  process: ChildProcess;
  /** Milliseconds from its start to its first answer. */
  began: number;
  stop(): Promise<void>;
}

/** The built server in a process of its own, at a database's address, or with an embedded one in a folder. */
export async function startChild(env: Record<string, string>): Promise<Child> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const start = performance.now();
  const child = spawn(process.execPath, ['test/load/serve.mjs'], {
    env: { ...process.env, ROSTER_SECRET: secret, PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    await answering(`${address}/readyz`, () => child.exitCode === null);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, process: child, began: performance.now() - start, stop };
}

/** Megabytes of a process. */
export async function resident(pid: number): Promise<number> {
  const ps = spawn('ps', ['-o', 'rss=', '-p', String(pid)]);
  const [chunk] = (await once(ps.stdout, 'data')) as [Buffer];
  return Number(chunk.toString()) / 1024;
}

async function freePort(): Promise<number> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** The embedded database of a first start takes its time on a busy machine. */
async function answering(address: string, alive: () => boolean): Promise<void> {
  for (const until = Date.now() + 60_000; alive() && Date.now() < until;) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nothing answers at ${address}`);
}
