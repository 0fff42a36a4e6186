import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

export interface DemoServer {
  url: string;
  /** What the process wrote, for when something went wrong. */
  output(): string;
  stop(): Promise<void>;
}

/** The built server as its own process, as `npm start` runs it, on an empty folder and a free port. */
export async function startDemo({ smtpUrl }: { smtpUrl?: string } = {}): Promise<DemoServer> {
  if (!existsSync(main)) throw new Error(`There is no ${main}: run npm run build first.`);
  const folder = mkdtempSync(join(tmpdir(), 'roster-demo-'));
  const port = await freePort();
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [main, 'serve', '--demo'], {
    env: {
      ...environment,
      PORT: String(port),
      ROSTER_DATA: join(folder, 'data'),
      ...(smtpUrl && { SMTP_URL: smtpUrl }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(url, () => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw new Error(`The demo did not start:\n${output}`, { cause: error });
  }
  return { url, output: () => output, stop };
}

async function ready(url: string, ended: () => boolean): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until && !ended()) {
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('not ready');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
