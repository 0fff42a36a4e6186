import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail whose last octet has arrived. */
export interface Copy {
  to: string;
  messageId: string;
  /** The link in it. */
  link: string;
  /** Whether the sender was told that it is taken. Where not, it has to come again. */
  taken: boolean;
}

/** The real mail server of a run. */
export interface MailSink {
  url: string;
  /** In the order in which they came. */
  copies: Copy[];
  /** So many of the next mails meet a server that dies on them: in the middle of DATA, or before its 250, in turn. */
  dieOn(count: number, patience: number): Promise<number>;
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

export async function startMailSink(): Promise<MailSink> {
  const copies: Copy[] = [];
  let deaths = 0;
  let port = 0;
  let server: SMTPServer;
  const connections = new Set<Socket>();

  /** The whole server falls, with every connection there is. */
  const die = (): void => {
    deaths--;
    for (const connection of connections) connection.destroy();
  };

  async function up(): Promise<void> {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 100,
      logger: false,
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        let cut = false;
        stream.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (cut || deaths === 0 || deaths % 2 === 1) return;
          cut = true;
          die();
        });
        stream.on('end', async () => {
          if (cut) return;
          const mail = await PostalMime.parse(Buffer.concat(chunks));
          const dying = deaths > 0;
          copies.push({
            to: session.envelope.rcptTo[0]?.address ?? '',
            messageId: mail.messageId ?? '',
            link: /https?:\S+accept\?token=[\w-]+/.exec(mail.text ?? '')?.[0] ?? '',
            taken: !dying,
          });
          if (dying) die();
          // Long enough for somebody to come in between.
          else setTimeout(done, 150);
        });
      },
    });
    server.server.on('connection', (socket: Socket) => {
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
    });
    server.on('error', () => {});
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    port = (server.server.address() as AddressInfo).port;
  }

  async function down(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const connection of connections) connection.destroy();
    await closed;
  }

  await up();
  return {
    url: `smtp://127.0.0.1:${port}`,
    copies,
    async dieOn(count, patience) {
      deaths = count;
      const until = performance.now() + patience;
      while (deaths > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      const died = count - Math.max(0, deaths);
      deaths = 0;
      return died;
    },
    down,
    up,
    close: down,
  };
}
