/**
 * Attacks the server, in this process and over its sockets, and prints what came of it:
 *   npm run attack                        ten million operations and five million inputs: hours
 *   npm run attack -- --minutes 10        as many as fit
 *   --operations N  --inputs N  --seed N  other numbers; the draws of a run that has been
 *   --json                                the last line is {"seed", "operations", "perSecond", "leaked", "wrong", …}
 * Ends with 1 where something leaked, was wrong or broke.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { startEmbedded } from '../../server/db/embedded.ts';
import { DatabaseUnavailable } from '../../server/domain/context.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { resources } from '../../server/http/resources.ts';
import { given, type World } from '../support/given.ts';
import { attackModel, type RoundOutcome } from './against-model.ts';
import { anyForm } from './any-form.ts';
import { anyProvisioning } from './any-provisioning.ts';
import { anyRequest, askedAbout } from './any-request.ts';
import { attackWire } from './wire.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    operations: { type: 'string', default: '10000000' },
    inputs: { type: 'string', default: '5000000' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const [operations, inputs] = [Number(values.operations), Number(values.inputs)];
const minutes = values.minutes === undefined ? Infinity : Number(values.minutes);

/** Operations of one database: what is removed stays in it, so that it grows. */
const round = 100_000;
/** Inputs about one organization. */
const chunk = 500;

const say = (line: string): void => void (values.json || console.log(line));
const folder = mkdtempSync(path.join(tmpdir(), 'roster-attack-'));
const server = await startEmbedded({ folder, ephemeral: true });
// What the worlds of the tests stand on.
process.env['ROSTER_TEST_POSTGRES'] = server.ownerUrl;

/** A share of the time there is, which begins now. */
function within(share: number): () => boolean {
  const until = performance.now() + minutes * share * 60_000;
  return () => performance.now() < until;
}

async function inWorld<T>(work: (ground: World) => Promise<T>): Promise<T> {
  // Whoever attacks waits longer than people do: what is not answered could not be judged.
  const ground = await given({ ...askedAbout, database: { deadline: 60_000 } });
  try {
    return await work(ground);
  } finally {
    await ground.given.close();
  }
}

/** A machine that has more to do than it can is no fault of the server's. */
async function insisting<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || attempt === 20) throw error;
    }
  }
}

interface Stage {
  done: number;
  seconds: number;
  faults: string[];
}

async function againstModel(): Promise<Stage & Omit<RoundOutcome, 'operations'>> {
  const total = { operations: 0, changes: 0, leaked: [] as string[], wrong: [] as string[], unanswered: 0 };
  const [began, inTime] = [performance.now(), within(0.55)];
  for (let number = 0; total.operations < operations && inTime(); number++) {
    const most = Math.min(round, operations - total.operations);
    const goesOn = (done: number): boolean => done < most && inTime();
    const came = await inWorld((ground) =>
      attackModel({ ground, routes: resources, seed: seed + number, organizations: 64, goesOn }),
    );
    total.operations += came.operations;
    total.changes += came.changes;
    total.unanswered += came.unanswered;
    total.leaked.push(...came.leaked);
    total.wrong.push(...came.wrong);
    say(`  ${total.operations} operations, ${total.leaked.length} leaked, ${total.wrong.length} wrong`);
  }
  const seconds = (performance.now() - began) / 1_000;
  return { ...total, done: total.operations, seconds, faults: [...total.leaked, ...total.wrong] };
}

type Makes = (world: World) => Promise<{ property: fc.IAsyncProperty<unknown>; close?: () => Promise<void> }>;

const makers: Makes[] = [
  async (world) => ({ property: await anyRequest(world, resources) }),
  async (world) => ({ property: await anyProvisioning(world, resources) }),
  anyForm,
];

async function hostileInputs(): Promise<Stage> {
  const stage: Stage = { done: 0, seconds: 0, faults: [] };
  const [began, inTime] = [performance.now(), within(0.3)];
  const lane = async (ground: World, number: number): Promise<void> => {
    for (let turn = 0; stage.done < inputs && inTime(); turn++) {
      const { property, close } = await insisting(async () =>
        makers[(number + turn) % makers.length]!(await ground.another({ ...askedAbout, slug: `o${newUuid()}` })),
      );
      const own = seed * 1_009 + number * 101 + turn;
      const { failed, numRuns, counterexample, errorInstance } = await fc.check(property, {
        seed: own,
        numRuns: chunk,
        endOnFailure: true,
      });
      await close?.();
      stage.done += numRuns;
      ground.log.length = 0;
      if (failed) stage.faults.push(`seed ${own}: ${String(errorInstance)} ${JSON.stringify(counterexample)}`);
    }
  };
  await inWorld((ground) => Promise.all(Array.from({ length: 8 }, (_, number) => lane(ground, number))));
  return { ...stage, seconds: (performance.now() - began) / 1_000 };
}

async function overSockets(): Promise<Stage> {
  const [began, inTime] = [performance.now(), within(0.05)];
  const most = Math.min(200_000, inputs);
  const { sent, broken, refused } = await inWorld((ground) =>
    attackWire(ground, seed, (done) => done < most && inTime()),
  );
  const faults = [...broken, ...(refused > 0 ? [`${refused} honest requests in between were not answered`] : [])];
  return { done: sent, seconds: (performance.now() - began) / 1_000, faults };
}

/** What keeps others waiting, or tells by its time: tests of their own, at full numbers. */
async function fromTests(file: string, title: string): Promise<Stage> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--test', '--test-reporter=tap', `--test-name-pattern=${title}`, `test/server/${file}.test.ts`],
    { env: { ...process.env, ROSTER_LONG: '1' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  // They measure times, and take as long as a busy machine makes them.
  const late = setTimeout(() => child.kill(), Math.min(minutes * 0.1 + 2, 60) * 60_000);
  const [, signal] = await once(child, 'close');
  clearTimeout(late);
  const passed = Number(/^# pass (\d+)/m.exec(said)?.[1] ?? 0);
  const failed = [...said.matchAll(/^ +not ok .*/gm)].map(([line]) => line.trim());
  return {
    done: passed,
    seconds: (performance.now() - began) / 1_000,
    faults: signal || passed === 0 ? [`${title}: did not come to its end`] : failed,
  };
}

say(`seed ${seed}`);
const model = await againstModel();
const hostile = await hostileInputs();
const wire = await overSockets();
const rows: [what: string, stage: Stage][] = [
  ['operations of 64 organizations against a model', model],
  ['hostile inputs: API, provisioning, pages', hostile],
  ['hostile bytes over sockets', wire],
  ['slow senders, INP-09 and INP-11', await fromTests('limits-input', 'INP-')],
  ['a noisy neighbour, TEN-15', await fromTests('limits-quota', 'TEN-15')],
  ['telling addresses apart by time, SES-03', await fromTests('sessions-sign-in', 'SES-03')],
];
await server.stop();
rmSync(folder, { recursive: true, force: true });

const width = Math.max(...rows.map(([what]) => what.length));
say(`\n${'what'.padEnd(width)}       done  in seconds   a second  faults`);
for (const [what, { done, seconds, faults }] of rows) {
  const figures = [done, Math.round(seconds), Math.round(done / seconds), faults.length];
  const [first, second, third, fourth] = figures.map(String);
  say(
    `${what.padEnd(width)}  ${first!.padStart(9)}  ${second!.padStart(10)}  ${third!.padStart(9)}  ${fourth!.padStart(6)}`,
  );
}
for (const [what, { faults }] of rows) for (const fault of faults.slice(0, 20)) console.error(`\n${what}\n${fault}`);
console.log(
  JSON.stringify({
    seed,
    operations: model.done,
    changes: model.changes,
    perSecond: Math.round(model.done / model.seconds),
    leaked: model.leaked.length,
    wrong: model.wrong.length,
    unanswered: model.unanswered,
    inputs: hostile.done + wire.done,
    inputsPerSecond: Math.round((hostile.done + wire.done) / (hostile.seconds + wire.seconds)),
    broken: hostile.faults.length + wire.faults.length,
    otherFaults: rows.slice(3).reduce((sum, [, { faults }]) => sum + faults.length, 0),
  }),
);
// Hooks of the test runner's, which the worlds use, would keep the process.
process.exit(rows.every(([, { faults }]) => faults.length === 0) ? 0 : 1);
