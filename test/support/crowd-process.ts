// A crowd in browsers of their own, in a process of its own, so that what it costs them to ask is not the server's work. Each
// opens the sign-in page; told to go, all of them send it at the same moment, each over the connection it has open.
//   argv: the address of the sign-in page, how many, the address and the password they type
//   told { open: true }: says { ready: true }; told { go: true }: says what they were answered, { counts: { '401': 70 } }
import { once } from 'node:events';
import http from 'node:http';

const [, , url = '', count = '', email = '', password = ''] = process.argv;
const agent = new http.Agent({ keepAlive: true, maxFreeSockets: Number(count) });

interface Answer {
  status: number;
  retryAfter: string | undefined;
  cookie: string | undefined;
  text: string;
}

function ask(method: 'GET' | 'POST', headers: http.OutgoingHttpHeaders = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { agent, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        const { 'retry-after': retryAfter, 'set-cookie': cookies } = response.headers;
        resolve({ status: response.statusCode!, retryAfter, cookie: cookies?.[0]?.split(';')[0], text });
      });
    });
    request.on('error', reject).end(body);
  });
}

async function open(which: number): Promise<{ headers: http.OutgoingHttpHeaders; body: string }> {
  const network = { 'x-forwarded-for': `10.0.${which >> 8}.${which & 255}` };
  const { cookie, text } = await ask('GET', network);
  return {
    headers: {
      ...{ cookie, ...network, 'sec-fetch-site': 'same-origin' },
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ proof: /name="proof" value="([^"]*)"/.exec(text)![1]!, email, password }).toString(),
  };
}

async function go(forms: Awaited<ReturnType<typeof open>>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status, retryAfter } of await Promise.all(
    forms.map(({ headers, body }) => ask('POST', headers, body)),
  )) {
    const what = `${status}${retryAfter === undefined ? '' : `, come back in ${retryAfter} s`}`;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

await once(process, 'message');
const forms = await Promise.all(Array.from({ length: Number(count) }, (_, which) => open(which)));
process.send!({ ready: true });
await once(process, 'message');
process.send!({ counts: await go(forms) });
process.disconnect();
agent.destroy();
