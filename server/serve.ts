import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

export interface Serving {
  /** The port it really listens on. */
  port: number;
  /** Takes no more connections; those with nothing to answer end at once, the others after their answer. */
  stop(): Promise<void>;
}

/** The address is taken, or none of this machine's; the message is a sentence for whoever started the server. */
export class CannotListen extends Error {
  override name = 'CannotListen';
}

/**
 * Listens. Somebody who sends a header or a body letter by letter is cut off, so that a few thousand of them do not use up
 * the sockets of everybody else.
 * @throws CannotListen
 */
export async function serve(app: Hono, { host, port }: { host: string; port: number }): Promise<Serving> {
  const server: Server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 20_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: 16 * 1024,
    },
    getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  );
  server.maxRequestsPerSocket = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen(port, host, resolve);
  });
  let stopping: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      stopping ??= new Promise((resolve) => {
        server.close(() => resolve());
        // Those that are kept open for another request end as soon as they have nothing to answer.
        const sweep = setInterval(() => server.closeIdleConnections(), 50);
        // What is still being answered has ten seconds; then its connection goes.
        const harder = setTimeout(() => server.closeAllConnections(), 10_000);
        server.once('close', () => {
          clearInterval(sweep);
          clearTimeout(harder);
        });
      });
      return stopping;
    },
  };
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const at = `${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new CannotListen(
        `Something else listens on ${at} already. Stop it, or choose another port: PORT=${port + 1}.`,
      );
    case 'EACCES':
      return new CannotListen(`This user may not listen on ${at}. Choose a port above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CannotListen(`This machine has no address ${host}. Set HOST to one it has, or to 0.0.0.0 for all.`);
    default:
      return error;
  }
}
