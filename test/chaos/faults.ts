import { connect, type Socket } from 'node:net';
import { backendsOf } from '../faults/backends.ts';
import type { Tenant } from './clerk.ts';
import { ask, longestAnswer, newName, pause, type Answer } from './door.ts';
import type { Ledger } from './ledger.ts';
import type { Listener } from './listener.ts';
import type { Random } from './random.ts';
import type { ServerProcess } from './server-process.ts';
import type { Site } from './site.ts';

/** What a fault is done to. */
export interface Struck {
  site: Site;
  ledger: Ledger;
  random: Random;
  listeners: ReadonlyMap<Tenant, Listener>;
  /** Milliseconds that frozen backends stay so: longer than the server waits for one. */
  freeze: number;
  /** So many workers cannot say what became of the mails they hold: those may go out once more. */
  mayRepeat(workers: number): void;
}

/** Resolves when what was struck is there again, with how often it was struck; 0 where this machine cannot. */
export type Fault = (struck: Struck) => Promise<number>;

const role = 'roster_app';
/** Milliseconds. */
const farWrong = 900_000;
/** Streams that nobody reads, and how often they come: together more than one key may have at one of three servers. */
const [slowReaders, comings] = [18, 4];

/** By the names they have on the command line and in the table. */
export const faults: Record<string, Fault> = {
  /** As an operator does, or a failover: told to go, in the middle of what they do. */
  async 'backend kills'({ site, random, mayRepeat }) {
    mayRepeat(site.workers.length);
    let killed = 0;
    for (let blow = 0; blow < 12; blow++) {
      if (signal(random.pick(backendsOf(site.database.pid, role)), 'SIGTERM')) killed++;
      await pause(30 + 90 * random.next());
    }
    return killed;
  },

  /** As a power cut: nothing is finished, and the log is replayed. */
  async 'database restart'({ site, mayRepeat }) {
    mayRepeat(site.workers.length);
    const before = site.database.pid;
    signal(before, 'SIGQUIT');
    while (site.database.pid === before) await pause(20);
    await ready(site);
    return 1;
  },

  /** They stop answering, and close nothing; they go on after the callers' deadline, with what they had been told. */
  async 'frozen backends'({ site, random, freeze, mayRepeat }) {
    mayRepeat(site.workers.length);
    const frozen = random.shuffle(backendsOf(site.database.pid, role)).slice(0, 6);
    const stopped = frozen.filter((pid) => signal(pid, 'SIGSTOP'));
    await pause(freeze);
    for (const pid of stopped) signal(pid, 'SIGCONT');
    return stopped.length;
  },

  /** The network swallows everything on the connections there are, and tells nobody. */
  async 'deaf connections'({ site, mayRepeat }) {
    mayRepeat(site.workers.length);
    return site.gateway.deafen();
  },

  /** COMMIT arrives, its answer does not: whoever asked cannot know. */
  async 'answers to COMMIT lost'({ site, mayRepeat }) {
    mayRepeat(site.workers.length);
    return site.gateway.loseAnswers(8, 5_000);
  },

  async 'API killed'({ site, random }) {
    await restart(random.pick(site.apis));
    return 1;
  },

  async 'worker killed'({ site, random, mayRepeat }) {
    // While it is at work: killed at rest it would hold nothing.
    const before = site.mail.copies.length;
    for (let wait = 0; wait < 150 && site.mail.copies.length === before; wait++) await pause(20);
    mayRepeat(1);
    await restart(random.pick(site.workers));
    return 1;
  },

  async 'mail server down'({ site }) {
    await site.mail.down();
    await pause(4_000);
    await site.mail.up();
    return 1;
  },

  async 'mail server dies on a mail'({ site }) {
    return site.mail.dieOn(8, 8_000);
  },

  async 'disk full'({ site, ledger, mayRepeat }) {
    if (!site.database.hasOwnDisk) return 0;
    mayRepeat(site.workers.length);
    await site.database.fill();
    const before = ledger.unanswered;
    for (let wait = 0; wait < 80 && ledger.unanswered < before + 5; wait++) await pause(50);
    await pause(1_000);
    await site.database.free();
    await ready(site);
    return 1;
  },

  /** One server goes on a quarter of an hour ahead, one as much behind, and a worker with one of them. */
  async 'clocks wrong'({ site, random }) {
    const [early, late] = random.shuffle(site.apis);
    const worker = random.pick(site.workers);
    const skews: [ServerProcess | undefined, number][] = [
      [early, farWrong],
      [late, -farWrong],
      [worker, random.pick([farWrong, -farWrong])],
    ];
    await Promise.all(
      skews.map(async ([server, skew]) => {
        await server?.stop();
        await server?.start({ skew });
      }),
    );
    return skews.length;
  },

  /** They ask for the events of an organization where much happens, never read them, go away, and come again. */
  async 'slow readers'(struck) {
    const { site, ledger, random } = struck;
    const tenant = random.pick(site.tenants);
    for (let turn = 0; turn < comings; turn++) {
      const readers = await Promise.all(
        Array.from({ length: slowReaders }, (_, index) => neverRead(site.apis[index % site.apis.length]!, tenant.key)),
      );
      if (turn === 0) await makeNoise(struck, tenant);
      for (const reader of readers) reader.destroy();
    }
    await Promise.all(site.apis.map((api) => mayListen(api, tenant, ledger)));
    return slowReaders;
  },
};

async function restart(server: ServerProcess): Promise<void> {
  await server.kill();
  await server.start();
}

function signal(pid: number | undefined, name: NodeJS.Signals): boolean {
  try {
    return pid !== undefined && pid > 1 && process.kill(pid, name);
  } catch {
    return false; // it has just ended
  }
}

/** The database takes what is written. */
async function ready({ database }: Site): Promise<void> {
  await database.asOwner((sql) => sql`select pg_logical_emit_message(true, 'chaos', 'ready')`);
}

/** Asks for events, and takes no more of them once the answer has begun. */
function neverRead({ port }: ServerProcess, key: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET /roster/v1/events HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n\r\n`);
    });
    const begun = (): void => resolve(socket.pause());
    socket.once('data', begun).once('close', begun).setTimeout(longestAnswer, begun);
    socket.on('error', () => {});
  });
}

/** Whoever has gone takes nobody's place: a key may have so many streams, and each of them was one of this key's. */
async function mayListen({ name, url }: ServerProcess, { key }: Tenant, ledger: Ledger): Promise<void> {
  const until = performance.now() + longestAnswer;
  for (;;) {
    const hangUp = new AbortController();
    const asked = AbortSignal.any([hangUp.signal, AbortSignal.timeout(longestAnswer)]);
    const status = await fetch(`${url}/roster/v1/events`, {
      headers: { authorization: `Bearer ${key}` },
      signal: asked,
    })
      .then((response) => response.status)
      .catch(() => 0);
    hangUp.abort();
    if (status === 200) return;
    if (performance.now() > until)
      return void ledger.hung.push(`${name} lets nobody listen after slow readers: ${status}`);
    await pause(200);
  }
}

/** A hundred people go in and out of a group at once, a few times over; whoever does read hears of it meanwhile. */
async function makeNoise({ site, ledger, random, listeners }: Struck, tenant: Tenant): Promise<void> {
  const { key: token } = tenant;
  const insist = async (method: string, path: string, body?: unknown): Promise<Answer['body'] | undefined> => {
    for (let tries = 0; tries < 20; tries++) {
      const outcome = await ask(ledger, random.pick(site.doors()), { method, path, token, body });
      if (outcome.kind === 'done') return outcome.answer.body;
      await pause(300);
    }
    return undefined;
  };
  const group = (await insist('POST', '/groups', { name: newName(`Group of ${tenant.slug} noise `) }))?.group.id;
  const ids = (await insist('GET', '/members?limit=100&status=active'))?.items.map(({ id }: { id: string }) => id);
  if (group === undefined || ids === undefined)
    return void ledger.hung.push(`${tenant.slug} was not answered beside slow readers`);
  if (ids.length === 0) return;
  for (const action of ['addToGroup', 'removeFromGroup', 'addToGroup', 'removeFromGroup'])
    await insist('POST', '/members/bulk', { action, ids, group });
  const until = performance.now() + longestAnswer;
  while (!listeners.get(tenant)!.heard.has(group)) {
    if (performance.now() > until) return void ledger.hung.push(`${tenant.slug} heard nothing beside slow readers`);
    await pause(50);
  }
}
