import net from 'node:net';
import fc from 'fast-check';
import { serve } from '../../server/serve.ts';
import type { World } from '../support/given.ts';

/** What hostile connections have come to. */
export interface WireOutcome {
  sent: number;
  /** Answers that say that the server is broken, each with what it answers. */
  broken: string[];
  /** Honest requests in between that were not answered as always. */
  refused: number;
}

const crlf = '\r\n';
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    'GET',
    'POST',
    'PATCH',
    'CONNECT',
    'PRI',
    ' ',
    '  ',
    '\t',
    crlf,
    '\n',
    '\0',
    'HTTP/1.1',
    'HTTP/2.0',
    'HTTP/1.0',
  ),
  fc.constantFrom(
    '/roster/v1/members',
    '//',
    '/%',
    '/%00',
    '/roster/v1/members?query=%ff',
    'http://evil.example/',
    '*',
    `/${'a'.repeat(9_000)}`,
  ),
  fc.constantFrom(
    'Host: localhost',
    'Host: evil.example',
    'Host:',
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 1e9',
  ),
  fc.constantFrom(
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked, identity',
    'Expect: 100-continue',
    'Upgrade: websocket',
  ),
  fc.constantFrom(
    'Content-Type: application/json',
    'Authorization: Bearer ',
    'Authorization: Bearer wt_x',
    'Cookie: a=b',
    '{"a":',
    '0\r\n\r\n',
  ),
);
/** Nearly a request, or nothing of the kind. */
const message = fc.oneof(
  fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
  fc
    .tuple(fc.constantFrom('GET', 'POST', 'DELETE'), piece, fc.array(piece, { maxLength: 6 }), piece)
    .map(([method, path, headers, body]) =>
      [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...headers, '', body].join(crlf),
    ),
);

/** Sends the server what is no request, sixteen at once, until it is told to stop. */
export async function attackWire(world: World, seed: number, goesOn: (sent: number) => boolean): Promise<WireOutcome> {
  const serving = await serve(world.app, { host: '127.0.0.1', port: 0 });
  const outcome: WireOutcome = { sent: 0, broken: [], refused: 0 };
  const token = await world.token('ada');
  const lane = async (number: number): Promise<void> => {
    for (let turn = 0; goesOn(outcome.sent); turn++) {
      for (const text of fc.sample(message, { seed: seed * 1_009 + number * 101 + turn, numRuns: 100 })) {
        const answer = await sendOnce(serving.port, text);
        outcome.sent++;
        const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
        if (statuses.some((status) => status >= 500 && status !== 503 && status !== 505))
          outcome.broken.push(`${JSON.stringify(text)}: ${answer.slice(0, 300)}`);
      }
      const honest = await fetch(`http://127.0.0.1:${serving.port}/roster/v1/capabilities`, {
        headers: { authorization: `Bearer ${token}`, host: 'localhost' },
      }).then(
        ({ status }) => status,
        () => 0,
      );
      if (honest !== 200) outcome.refused++;
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, number) => lane(number)));
  await serving.stop();
  return outcome;
}

/** What comes back until the server hangs up, or nothing more is to be expected. */
function sendOnce(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1');
    const end = (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(300, end);
    socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
    socket.on('error', end).on('close', end);
    socket.end(Buffer.from(text, 'latin1'));
  });
}
