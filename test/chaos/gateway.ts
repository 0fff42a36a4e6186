import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/** The way between the server and its database, which can be broken as a network is. */
export interface Gateway {
  port: number;
  /** All connections of this moment carry nothing any more, and nobody is told. */
  deafen(): number;
  /** So many of the next COMMITs arrive, and their answers do not: the connection ends instead. Resolves when it happened. */
  loseAnswers(count: number, patience: number): Promise<number>;
  close(): Promise<void>;
}

interface Way {
  client: net.Socket;
  server: net.Socket;
  deaf: boolean;
  /** Its COMMIT is on the way, and the answer is to be lost. */
  doomed: boolean;
}

const commit = Buffer.from('commit\0');

export async function startGateway(to: number): Promise<Gateway> {
  const ways = new Set<Way>();
  let toLose = 0;
  const gate = net.createServer((client) => {
    const server = net.connect(to, '127.0.0.1');
    const way: Way = { client, server, deaf: false, doomed: false };
    ways.add(way);
    const end = (): void => {
      ways.delete(way);
      client.destroy();
      server.destroy();
    };
    client.setNoDelay(true);
    server.setNoDelay(true);
    client.on('data', (chunk) => {
      if (way.deaf) return;
      if (toLose > 0 && chunk.includes(commit)) {
        toLose--;
        way.doomed = true;
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (way.doomed) end();
      else if (!way.deaf) client.write(chunk);
    });
    // A broken network tells neither side that the other one has gone.
    client.on('close', end);
    server.on('close', () => void (way.deaf || end()));
    for (const socket of [client, server]) socket.on('error', () => {});
  });
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  return {
    port: (gate.address() as AddressInfo).port,
    deafen() {
      for (const way of ways) way.deaf = true;
      return ways.size;
    },
    async loseAnswers(count, patience) {
      toLose = count;
      const until = performance.now() + patience;
      while (toLose > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      const lost = count - toLose;
      toLose = 0;
      return lost;
    },
    async close() {
      gate.close();
      for (const { client, server } of ways) for (const socket of [client, server]) socket.destroy();
      await once(gate, 'close');
    },
  };
}
