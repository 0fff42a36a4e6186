/** A server for pages that are measured: files are compressed already, and every answer comes from memory once it was asked for. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { EventStream } from '../../../server/http/event-stream.ts';
import { newUuid } from '../../../server/domain/uuid.ts';
import { toId } from '../../../server/contract/index.ts';
import type { Side } from '../side.ts';
import type { Entry } from './entries.ts';

export interface Peer {
  origin: string;
  cookie: string;
}

export interface PageSite {
  url: string;
  /** The path of an entry's page, which is made with the first call. */
  page(entry: Entry): string;
  /** Lets the peer's pages be answered. */
  answerPeer(peer: Peer): void;
  /** Tells every open stream so many times a second that somebody changed, until it is called; and who is listed does change. */
  changeMembers(perSecond: number): () => void;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  type: string;
  body: Buffer;
}

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

export async function startPageSite(side: Side): Promise<PageSite> {
  const { token } = await side.roster.issueToken(side.slug, { email: side.adminEmail });
  const files = new Map<string, Answer>();
  const answers = new Map<string, Promise<Answer>>();
  const streams = new Set<EventStream>();
  let peer: Peer | undefined;
  let changes = 0;

  const fileAt = (url: string): Answer | undefined => {
    const known = files.get(url);
    if (known || !url.startsWith('/split/')) return known;
    const body = gzipSync(readFileSync(path.join('dist/cdn', url)), { level: 9 });
    const made = { status: 200, type: types[path.extname(url)]!, body };
    files.set(url, made);
    return made;
  };

  /** From the real servers, without the headers by which a browser would keep it. */
  const fetched = async (method: string, url: string, body: Buffer): Promise<Answer> => {
    const type = { 'content-type': 'application/json' };
    const given = body.length > 0 ? { body: new Uint8Array(body) } : {};
    const response = url.startsWith('/api/auth/')
      ? await fetch(`${peer!.origin}${url}`, {
          method,
          headers: { ...type, cookie: peer!.cookie, origin: 'http://127.0.0.1' },
          ...given,
        })
      : await side.roster.app.request(`http://127.0.0.1${url}`, {
          method,
          headers: { ...type, authorization: `Bearer ${token}` },
          ...given,
        });
    const octets = Buffer.from(await response.arrayBuffer());
    const encoded = octets.length > 0 ? gzipSync(octets) : octets;
    return { status: response.status, type: response.headers.get('content-type') ?? '', body: encoded };
  };

  const server = http.createServer((request, response) => {
    const { method = 'GET', url = '/' } = request;
    const send = ({ status, type, body }: Answer): void => {
      const encoded = body.length > 0 ? { 'content-encoding': 'gzip', 'content-length': String(body.length) } : {};
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...encoded }).end(body);
    };
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const file = fileAt(url.split('?')[0]!);
      if (file) return send(file);
      if (url === '/token') {
        const expiresAt = new Date(Date.now() + 600_000).toISOString();
        return send({ status: 200, type: 'application/json', body: gzipSync(JSON.stringify({ token, expiresAt })) });
      }
      if (url.startsWith('/roster/v1/events')) return follow(response);
      if (!/^\/(roster|api\/auth)\//.test(url)) return send({ status: 404, type: 'text/plain', body: Buffer.alloc(0) });
      const asked = Buffer.concat(chunks);
      const key = `${method} ${url} ${asked.toString()}`;
      const known = answers.get(key) ?? fetched(method, url, asked);
      answers.set(key, known);
      void known.then((answer) => send(changes > 0 && url.includes('/members?') ? changed(answer, changes) : answer));
    });
  });

  function follow(response: http.ServerResponse): void {
    const stream = new EventStream(() => streams.delete(stream));
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    stream.begin(1000, newUuid());
    streams.add(stream);
    const reader = stream.body.getReader();
    response.on('close', () => void reader.cancel());
    void (async () => {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) response.write(piece.value);
    })();
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  files.set('/blank', { status: 200, type: 'text/html', body: gzipSync('<!doctype html><title>Blank</title>') });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    page(entry) {
      const base = `/pages/${encodeURIComponent(entry.name)}${entry.body.length}`;
      const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>People</title><base href="${base}/">${entry.head}</head><body>${entry.body}</body></html>`;
      files.set(base, { status: 200, type: 'text/html', body: gzipSync(html, { level: 9 }) });
      for (const [name, content] of entry.files) {
        files.set(`${base}/${name}`, {
          status: 200,
          type: types[path.extname(name)]!,
          body: gzipSync(content, { level: 9 }),
        });
      }
      return base;
    },
    answerPeer: (given) => void (peer = given),
    changeMembers(perSecond) {
      const timer = setInterval(() => {
        changes++;
        const id = newUuid();
        for (const stream of streams)
          stream.send({ id: toId('evt', id), type: 'member.updated', data: { id: toId('mem', id) } });
      }, 1000 / perSecond);
      return () => {
        clearInterval(timer);
        changes = 0;
      };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Another name in every tenth row. */
function changed({ status, type, body }: Answer, changes: number): Answer {
  const list = JSON.parse(gunzipSync(body).toString()) as { items?: { name: string }[] };
  const items = list.items?.map((one, i) =>
    i % 10 === changes % 10 ? { ...one, name: `${one.name} ${changes}` } : one,
  );
  return { status, type, body: gzipSync(JSON.stringify({ ...list, items })) };
}
