import { expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import type { RosterEvent } from '../../server/contract/index.ts';
import { sources } from '../../components/controllers/bare-connection.ts';
import { Freshness } from '../../components/controllers/freshness.ts';
import type { Source } from '../../components/source/source.ts';

/** Hours pass in moments: timers of this page come when the clock of the test gets there. */
class Clock {
  now = 1_700_000_000_000;
  #last = 0;
  readonly #due = new Map<number, { at: number; run: () => void }>();
  readonly #real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, now: Date.now };

  constructor() {
    globalThis.setTimeout = ((run: () => void, wait = 0) => {
      this.#due.set(++this.#last, { at: this.now + wait, run });
      return this.#last;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = (id) => void this.#due.delete(id as unknown as number);
    Date.now = () => this.now;
  }

  async passes(milliseconds: number): Promise<void> {
    for (const end = this.now + milliseconds; ;) {
      const [next] = [...this.#due].filter(([, { at }]) => at <= end).toSorted(([, a], [, b]) => a.at - b.at);
      if (!next) return void (this.now = end);
      this.#due.delete(next[0]);
      this.now = next[1].at;
      next[1].run();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    }
  }

  end(): void {
    globalThis.setTimeout = this.#real.setTimeout;
    globalThis.clearTimeout = this.#real.clearTimeout;
    Date.now = this.#real.now;
  }
}

describe('Two hundred pages that look at one server', () => {
  let clock: Clock;
  let pages: Freshness[];
  beforeEach(() => {
    clock = new Clock();
    pages = [];
  });
  afterEach(() => {
    for (const page of pages) page.hostDisconnected();
    clock.end();
  });

  function open(refresh: (page: number) => boolean | number): void {
    const host = { addController: () => {} } as unknown as ReactiveControllerHost;
    for (let index = 0; index < 200; index++) {
      const page = new Freshness(host, { refresh: async () => refresh(index), restored: () => {} });
      page.hostConnected();
      pages.push(page);
    }
  }

  for (const [what, answer] of [
    ['says when to come again', 20],
    ['says nothing', false],
  ] as const) {
    it(`ask it no more than twice as often as ever when it is back after half a minute, in which it ${what} (FLT-15)`, async () => {
      const asked: number[] = [];
      let down = false;
      open(() => {
        asked.push(clock.now);
        return down ? answer : true;
      });
      const between = (from: number, to: number): number => asked.filter((at) => at >= from && at < to).length;
      await clock.passes(300_000);
      const start = clock.now;
      const usual = between(start - 150_000, start) / 150;
      expect(usual).to.be.within(5, 8);
      down = true;
      await clock.passes(30_000);
      expect(between(start, clock.now), 'in the outage').to.be.lessThan(usual * 30 * 2);
      down = false;
      const back = clock.now;
      await clock.passes(300_000);
      for (let second = 0; second < 300; second += 10) {
        const at = back + second * 1000;
        // By chance ten seconds have a few more than usual even without any outage.
        expect(between(at, at + 10_000), `${second} seconds after it is back`).to.be.at.most(usual * 10 * 2);
      }
      expect(between(clock.now - 100_000, clock.now) / 100, 'as before at last').to.be.within(5, 8);
    });
  }

  it('never come before the moment the server named, and not all of them at it (FLT-15)', async () => {
    const asked = new Map<number, number[]>();
    open((page) => {
      asked.set(page, [...(asked.get(page) ?? []), clock.now]);
      return 400;
    });
    await clock.passes(1_500_000);
    const waits = [...asked.values()].flatMap((times) =>
      times.slice(1).map((at, index) => (at - times[index]!) / 1000),
    );
    expect(waits.length).to.be.greaterThan(400);
    expect(Math.min(...waits)).to.be.at.least(400);
    expect(Math.max(...waits) - Math.min(...waits)).to.be.greaterThan(60);
  });
});

describe('A page whose source tells of changes', () => {
  let clock: Clock;
  let page: Freshness;
  let tell: (event: RosterEvent) => void;
  let live: ((live: boolean) => void) | undefined;
  let asked: number[];
  let left: AbortSignal;

  beforeEach(() => {
    clock = new Clock();
    asked = [];
    const host = { addController: () => {} } as unknown as ReactiveControllerHost;
    sources.set(host, {
      events(listener: (event: RosterEvent) => void, signal: AbortSignal, told?: (live: boolean) => void) {
        [tell, left, live] = [listener, signal, told];
      },
    } as Source);
    page = new Freshness(host, {
      refresh: async () => asked.push(clock.now) > 0,
      restored: () => {},
      concerns: ({ type }) => type !== 'role.created',
    });
    page.hostConnected();
  });
  afterEach(() => {
    page.hostDisconnected();
    clock.end();
  });

  const event = (type: RosterEvent['type']): RosterEvent =>
    ({ id: 'evt_1', type, data: { id: 'mem_1' } }) as RosterEvent;

  it('asks within a second or so, and once a second however much happens', async () => {
    await clock.passes(10_000);
    tell(event('member.updated'));
    await clock.passes(400);
    expect(asked, 'soon').to.have.length(1);
    for (let turn = 0; turn < 100; turn++) {
      tell(event('member.updated'));
      await clock.passes(50);
    }
    await clock.passes(2_000);
    expect(asked.length, 'in seven seconds').to.be.within(4, 7);
    const gaps = asked.slice(1).map((at, index) => at - asked[index]!);
    expect(Math.min(...gaps)).to.be.at.least(1_000);
  });

  it('asks of itself every few minutes only, and every half minute while nothing gets through', async () => {
    await clock.passes(3_600_000);
    expect(asked.length, 'in an hour').to.be.within(9, 16);
    live!(false);
    asked = [];
    await clock.passes(3_600_000);
    expect(asked.length, 'in an hour').to.be.within(95, 150);
  });

  it('leaves alone what does not concern it, but for a warning that something was missed; and hears nothing once it is gone', async () => {
    await clock.passes(5_000);
    tell(event('role.created'));
    await clock.passes(3_000);
    expect(asked).to.have.length(0);
    tell({ id: 'evt_2', type: 'resync', data: {} });
    await clock.passes(3_000);
    expect(asked).to.have.length(1);
    page.hostDisconnected();
    expect(left.aborted).to.equal(true);
    tell(event('member.updated'));
    await clock.passes(3_000);
    expect(asked).to.have.length(1);
  });
});
