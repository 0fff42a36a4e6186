import { expect } from '@open-wc/testing';
import type { RosterEvent } from '../../server/contract/index.ts';
import { EventStream } from '../../components/source/event-stream.ts';
import { failure } from '../../components/source/failure.ts';
import { SourceError } from '../../components/source/source.ts';
import { pause, until } from './support/given-members.ts';

/** A server at the other end of the streams of one source. */
class Server {
  readonly asked: string[] = [];
  readonly left: AbortSignal[] = [];
  refuse: (() => Error) | undefined;
  #open: ReadableStreamDefaultController<Uint8Array> | undefined;

  readonly open = async (after: string, signal: AbortSignal): Promise<Response> => {
    this.asked.push(after);
    if (this.refuse) throw this.refuse();
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (this.#open = controller) });
    signal.addEventListener('abort', () => {
      this.left.push(signal);
      this.#open?.error(signal.reason);
    });
    this.says(`retry: 10\nid: evt_${this.asked.length}\n\n`);
    return new Response(body);
  };

  says(text: string): void {
    this.#open!.enqueue(new TextEncoder().encode(text));
  }

  ends(): void {
    this.#open!.close();
  }
}

describe('A page that listens to what happens', () => {
  let server: Server;
  let heard: string[];
  let live: boolean[];
  let leaving: AbortController;
  let stream: EventStream;

  const listen = (to = stream, signal = leaving.signal): void =>
    to.add(
      {
        listener: ({ type, id }: RosterEvent) => heard.push(`${type} ${id}`),
        live: (on) => live.push(on),
      },
      signal,
    );

  beforeEach(() => {
    server = new Server();
    heard = [];
    live = [];
    leaving = new AbortController();
    stream = new EventStream(server.open);
  });

  afterEach(() => {
    leaving.abort();
    see('visible');
  });

  function see(state: 'visible' | 'hidden'): void {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    if (state === 'visible') delete (document as { visibilityState?: unknown }).visibilityState;
  }

  it('has one connection for all elements, and is told at the start that something may have been missed', async () => {
    listen();
    listen();
    await until(() => heard.length === 2, 'both heard');
    expect(heard).to.deep.equal(['resync evt_1', 'resync evt_1']);
    expect(server.asked).to.deep.equal(['']);
    expect(live).to.deep.equal([false, false, true, true]);
    server.says('id: evt_7\nevent: member.upd');
    await pause(20);
    expect(heard, 'half an event is none').to.have.length(2);
    server.says('ated\ndata: {"id":"mem_1"}\n\n:\n\n');
    await until(() => heard.length === 4, 'the other half');
    expect(heard.at(-1)).to.equal('member.updated evt_7');
  });

  it('comes back after the last event heard when the server was restarted, and after a refusal less and less often', async () => {
    listen();
    await until(() => heard.length === 1, 'it listens');
    server.says('id: evt_9\nevent: role.updated\ndata: {"id":"rol_1"}\n\n');
    await until(() => heard.length === 2, 'an event');
    server.ends();
    await until(() => server.asked.length === 2, 'again');
    expect(server.asked[1]).to.equal('evt_9');
    await until(() => live.at(-1), 'it gets through again');
    expect(live, 'and did not in between').to.deep.equal([false, true, false, true]);
    expect(heard, 'nothing was missed').to.have.length(2);
    server.refuse = () => failure('unavailable', { offline: true });
    server.ends();
    const start = server.asked.length;
    await pause(500);
    expect(server.asked.length - start).to.be.within(3, 7);
    expect(server.asked.at(-1)).to.equal('evt_2');
  });

  it('lets whoever may not listen any more find out at once, and asks no more than once a minute (WID-09)', async () => {
    listen();
    await until(() => heard.length === 1, 'it listens');
    server.refuse = () => failure('unauthenticated', { status: 401 });
    server.ends();
    await until(() => heard.length === 2, 'it is said');
    expect(heard[1]).to.contain('resync');
    await pause(200);
    expect(server.asked).to.have.length(2);
    expect(live.at(-1)).to.equal(false);
  });

  it('comes back no sooner than it was asked to', async () => {
    server.refuse = () =>
      new SourceError(
        { type: '', title: '', status: 429, detail: '', code: 'rate_limited', requestId: '' },
        { retryAfter: 1 },
      );
    listen();
    await pause(900);
    expect(server.asked).to.have.length(1);
    await until(() => server.asked.length === 2, 'then again', 3000);
  });

  it('holds no connection while it is hidden, and goes on where it was when it is seen again', async () => {
    listen();
    await until(() => heard.length === 1, 'it listens');
    see('hidden');
    expect(server.left).to.have.length(1);
    await pause(50);
    expect(server.asked).to.have.length(1);
    see('visible');
    await until(() => server.asked.length === 2, 'again');
    expect(server.asked[1]).to.equal('evt_1');
  });

  it('leaves with the last element, and begins anew with the next', async () => {
    const one = new AbortController();
    listen(stream, one.signal);
    listen();
    await until(() => heard.length === 2, 'both');
    one.abort();
    expect(server.left).to.have.length(0);
    leaving.abort();
    expect(server.left).to.have.length(1);
    leaving = new AbortController();
    listen();
    await until(() => server.asked.length === 2, 'again');
    expect(server.asked[1], 'what was before is not its own').to.equal('');
  });

  it('leaves connections to the rest of the page, however many sources there are: two streams at most', async () => {
    const servers = Array.from({ length: 5 }, () => new Server());
    for (const one of servers) listen(new EventStream(one.open));
    await pause(100);
    expect(servers.flatMap(({ asked }) => asked)).to.have.length(2);
    expect(live.filter(Boolean), 'the others ask every half minute').to.have.length(2);
  });

  it('survives what is no event', async () => {
    listen();
    await until(() => heard.length === 1, 'it listens');
    server.says('id: evt_3\nevent: member.updated\ndata: {"id":\n\n');
    await until(() => server.asked.length === 2, 'again');
    expect(server.asked[1], 'past it').to.equal('evt_3');
  });
});
