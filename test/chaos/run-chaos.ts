import { Clerk } from './clerk.ts';
import { ask, newName, pause } from './door.ts';
import { faults, type Fault } from './faults.ts';
import { judge } from './judge.ts';
import { Ledger } from './ledger.ts';
import { Listener } from './listener.ts';
import { seeded, type Random } from './random.ts';
import { outboxEmpty } from './outbox-empty.ts';
import { openSite, type Site } from './site.ts';

export interface ChaosOptions {
  minutes: number;
  seed: number;
  /** Names of faults; all of them when left out. */
  only?: readonly string[];
  /** Another build of the server. */
  sources?: string;
  /** Ends after each fault has been made so often, where that is sooner. */
  rounds?: number;
  /** Milliseconds that frozen backends stay so (17,000, or 5,000 in less than three minutes). */
  freeze?: number;
  /** Hears what happens, line by line. */
  say?: (line: string) => void;
  /** Ends early, once there is nothing more to learn. */
  enough?: (ledger: Ledger) => boolean;
}

/** What one kind of fault did. */
export interface FaultRow {
  fault: string;
  /** How often it was made, and how many things it struck. */
  times: number;
  struck: number;
  /** Milliseconds from the moment at which what was struck was there again until every server had acknowledged a change. */
  recoveries: number[];
}

export interface ChaosOutcome {
  ledger: Ledger;
  rows: FaultRow[];
  mails: number;
  seconds: number;
}

/** Milliseconds after which a server that has not come back is taken for hung. */
const longestRecovery = 30_000;
/** Mails that a worker holds at once. */
const mailsHeld = 4;

/** Runs the server under load and faults, and judges what is there afterwards by what was acknowledged. */
export async function runChaos(options: ChaosOptions): Promise<ChaosOutcome> {
  const { minutes, seed, only = Object.keys(faults), say = () => {}, enough = () => false } = options;
  const random = seeded(seed);
  const ledger = new Ledger();
  const long = minutes >= 3;
  const { rounds = Infinity, freeze = long ? 17_000 : 5_000 } = options;
  const site = await openSite({
    ledger,
    apis: long ? 3 : 2,
    workers: 2,
    tenants: long ? 8 : 4,
    ...(options.sources !== undefined && { sources: options.sources }),
  });
  const start = performance.now();
  const listeners = new Map(site.tenants.map((tenant) => [tenant, new Listener(tenant, site.doors, random)]));
  try {
    const end = start + minutes * 60_000;
    let stopped = false;
    let mayRepeat = 0;
    const work = site.tenants.flatMap((tenant) =>
      Array.from({ length: 2 }, () =>
        new Clerk({
          tenant,
          ledger,
          random: seeded(Math.floor(random.next() * 2 ** 32)),
          mail: site.mail,
          doors: site.doors,
          stopped: () => stopped,
          rest: 60,
        }).work(),
      ),
    );
    const working = Promise.all(work);
    const rows = new Map(only.map((fault) => [fault, { fault, times: 0, struck: 0, recoveries: [] } as FaultRow]));
    const struck = {
      site,
      ledger,
      random,
      listeners,
      mayRepeat: (workers: number) => void (mayRepeat += workers * mailsHeld),
      freeze,
    };
    const over = (): boolean => performance.now() >= end || enough(ledger);
    await pause(2_000);
    for (let round = 0; round < rounds && !over(); round++) {
      for (const name of random.shuffle(only)) {
        if (over()) break;
        const row = rows.get(name)!;
        const count = await (faults[name] as Fault)(struck);
        if (count === 0) continue;
        const recovery = await recovered(site, ledger, random);
        row.times++;
        row.struck += count;
        row.recoveries.push(recovery);
        say(`${name}: ${count}, back after ${Math.round(recovery)} ms`);
        await pause(300 + 700 * random.next());
      }
    }
    stopped = true;
    const { asOwner } = site.database;
    await working;
    await outboxEmpty(asOwner, ledger);
    // What was told last reaches those who listen.
    await pause(3_000);
    await judge({ ...site, ledger, listeners, door: site.doors()[0]!, mayRepeat, asOwner }).catch((error: unknown) =>
      ledger.hung.push(String(error)),
    );
    return {
      ledger,
      rows: [...rows.values()],
      mails: site.mail.copies.length,
      seconds: (performance.now() - start) / 1_000,
    };
  } finally {
    for (const listener of listeners.values()) listener.stop();
    await site.close();
  }
}

/** Until each server has acknowledged a change. */
async function recovered({ apis, tenants }: Site, ledger: Ledger, random: Random): Promise<number> {
  const start = performance.now();
  const tenant = random.pick(tenants);
  const waits = apis.map(async ({ name, url }) => {
    for (;;) {
      const body = { name: newName('Tenant ') };
      const outcome = await ask(ledger, url, { method: 'PATCH', path: '/organization', token: tenant.key, body });
      const taken = performance.now() - start;
      if (outcome.kind === 'done') return taken;
      if (taken > longestRecovery) {
        ledger.hung.push(`${name} did not come back: ${JSON.stringify(outcome)}`);
        return taken;
      }
      await pause(50);
    }
  });
  return Math.max(...(await Promise.all(waits)));
}
