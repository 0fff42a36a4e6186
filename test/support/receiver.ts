import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Milliseconds on the monotonic clock. */
  at: number;
}

/** A host's endpoint for webhooks, over real HTTP. */
export interface Receiver {
  url: string;
  received: Received[];
  /** What it answers from now on: a status, never, or something of its own. */
  mood: number | 'silent' | 'endless' | { status: number; headers: Record<string, string> };
  until(count: number, patience?: number): Promise<Received[]>;
  close(): Promise<void>;
}

export async function givenReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      received.push({ path: request.url ?? '', headers: request.headers, body, at: performance.now() });
      const { mood } = receiver;
      if (mood === 'silent') return;
      if (mood === 'endless') {
        response.writeHead(200);
        const drip = setInterval(() => response.write('x'.repeat(8_192)), 2);
        response.on('close', () => clearInterval(drip));
        return;
      }
      const { status, headers } = typeof mood === 'number' ? { status: mood, headers: {} } : mood;
      response.writeHead(status, headers).end('thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    mood: 204,
    async until(count, patience = 8_000) {
      const end = performance.now() + patience;
      while (received.length < count) {
        if (performance.now() > end) throw new Error(`${received.length} of ${count} came.`);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
      return received;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
