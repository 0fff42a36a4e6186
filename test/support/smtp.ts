import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived. */
export interface ReceivedMail {
  /** Envelope: what the SMTP dialogue named, not what the headers say. */
  from: string;
  to: string[];
  /** The bytes of DATA. */
  raw: string;
  mail: Email;
}

/** What the next mails meet: taken, a 451 or a 550 at RCPT, silence, or a line cut after DATA and before the 250. */
export type Mood = 'take' | 'later' | 'never' | 'silent' | 'dropBefore250';

export interface GivenSmtp {
  url: string;
  port: number;
  received: ReceivedMail[];
  mood: Mood;
  /** Milliseconds between a mail's last byte and the 250. */
  delay: number;
  /** How many sessions got as far as RCPT. */
  recipients: string[];
  /** Waits until so many mails have arrived. */
  until(count: number, patience?: number): Promise<ReceivedMail[]>;
  close(): Promise<void>;
}

/** A real mail server on 127.0.0.1, with moods. `port` lets one come back where it was. */
export async function givenSmtp({ port = 0 }: { port?: number } = {}): Promise<GivenSmtp> {
  const smtp: GivenSmtp = {
    url: '',
    port: 0,
    received: [],
    recipients: [],
    mood: 'take',
    delay: 0,
    async until(count, patience = 10_000) {
      const end = Date.now() + patience;
      while (smtp.received.length < count) {
        if (Date.now() > end) throw new Error(`${smtp.received.length} of ${count} mails arrived`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return smtp.received;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const refusal = (code: number) => Object.assign(new Error('Not now'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    hideENHANCEDSTATUSCODES: true,
    closeTimeout: 100,
    logger: false,
    onRcptTo(address, _session, done) {
      smtp.recipients.push(address.address);
      if (smtp.mood === 'later') return done(refusal(451));
      if (smtp.mood === 'never') return done(refusal(550));
      if (smtp.mood === 'silent') return;
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks);
        const { mailFrom, rcptTo } = session.envelope;
        smtp.received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: raw.toString('latin1'),
          mail: await PostalMime.parse(raw),
        });
        if (smtp.mood !== 'dropBefore250') return setTimeout(done, smtp.delay);
        for (const connection of connections) connection.destroy();
      });
    },
  });
  const connections = new Set<import('node:net').Socket>();
  server.server.on('connection', (socket: import('node:net').Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  smtp.port = (server.server.address() as AddressInfo).port;
  smtp.url = `smtp://127.0.0.1:${smtp.port}`;
  return smtp;
}
