/**
 * Attacks the server, in processes of its own and over sockets, and prints what came of it:
 *   npm run attack                        ten million operations and five million inputs
 *   npm run attack -- --minutes 10        as many as fit
 *   --operations N  --inputs N  --seed N  other numbers; the draws of a run that has been
 *   --keep FILE                           notes there what has been done, and goes on from what is noted
 *   --part P                              one of operations, inputs, bytes, tests; may be said several times
 *   --processes N                         two, for two cores
 *   --json                                the last line is {"seed", "operations", "perSecond", "leaked", "wrong", …}
 * Ends with 1 where something leaked, was wrong or broke.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startEmbedded } from '../../server/db/embedded.ts';
import type { Done, Part, Task } from './attack-process.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    operations: { type: 'string', default: '10000000' },
    inputs: { type: 'string', default: '5000000' },
    seed: { type: 'string' },
    keep: { type: 'string' },
    part: { type: 'string', multiple: true, default: ['operations', 'inputs', 'bytes', 'tests'] },
    processes: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});
const minutes = values.minutes === undefined ? Infinity : Number(values.minutes);

interface Stage extends Done {
  seconds: number;
  /** Tasks that were begun, each of which draws by a seed of its own. */
  tasks: number;
}

/** What is noted between two runs. */
interface Kept {
  seed: number;
  stages: Record<Part, Stage>;
}

const untouched = (): Stage => ({
  done: 0,
  seconds: 0,
  tasks: 0,
  requests: 0,
  changes: 0,
  unanswered: 0,
  leaked: [],
  wrong: [],
});
const kept: Kept =
  values.keep !== undefined && existsSync(values.keep)
    ? (JSON.parse(readFileSync(values.keep, 'utf8')) as Kept)
    : {
        seed: Number(values.seed ?? Math.floor(Math.random() * 1_000_000)),
        stages: { operations: untouched(), inputs: untouched(), bytes: untouched() },
      };
const { seed, stages } = kept;

function keep(): void {
  if (values.keep === undefined) return;
  writeFileSync(`${values.keep}.new`, JSON.stringify(kept));
  renameSync(`${values.keep}.new`, values.keep);
}

const plans: Record<Part, { most: number; atOnce: number; share: number }> = {
  // What is removed stays in its database, so that it grows: a new one for each task.
  operations: { most: Number(values.operations), atOnce: 40_000, share: 0.55 },
  inputs: { most: Number(values.inputs), atOnce: 40_000, share: 0.3 },
  bytes: { most: Math.min(200_000, Number(values.inputs)), atOnce: 20_000, share: 0.05 },
};

const say = (line: string): void => void (values.json || console.log(line));
const wanted = (part: string): boolean => values.part.includes(part);
const folder = mkdtempSync(path.join(tmpdir(), 'roster-attack-'));
const server = await startEmbedded({ folder, ephemeral: true });
const processes = Array.from({ length: Number(values.processes) }, () =>
  fork(fileURLToPath(new URL('attack-process.ts', import.meta.url)), {
    // Every answer makes garbage that is young: with more room for it, little is collected twice.
    execArgv: ['--import', 'tsx', '--max-semi-space-size=64'],
    env: { ...process.env, ROSTER_TEST_POSTGRES: server.ownerUrl, ROSTER_TEST_RUNNER: 'none' },
  }),
);

/** Rejects where a process ends before it was told to. */
const gone = new Map(
  processes.map((child) => {
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`A process of the attack has ended with ${code}.`);
    });
    ended.catch(() => {});
    return [child, ended];
  }),
);

async function attack(part: Part): Promise<void> {
  const stage = stages[part];
  const { most, atOnce, share } = plans[part];
  const shares = Object.entries(plans).filter(([each]) => wanted(each));
  const all = shares.reduce((sum, [, plan]) => sum + plan.share, wanted('tests') ? 0.1 : 0);
  const began = performance.now();
  const before = stage.seconds;
  const until = Date.now() + Math.min((minutes * 60_000 * share) / all, 86_400_000);
  let promised = stage.done;
  const lane = async (child: ChildProcess): Promise<void> => {
    while (promised < most && Date.now() < until) {
      const task: Task = { part, seed: seed + stage.tasks++, most: Math.min(atOnce, most - promised), until };
      promised += task.most;
      child.send(task);
      const [came] = (await Promise.race([once(child, 'message'), gone.get(child)!])) as [Done];
      promised += came.done - task.most;
      for (const count of ['done', 'requests', 'changes', 'unanswered'] as const) stage[count] += came[count];
      for (const found of ['leaked', 'wrong'] as const) stage[found].push(...came[found]);
      stage.seconds = before + (performance.now() - began) / 1_000;
      keep();
      say(`  ${stage.done} ${part}, ${stage.leaked.length} leaked, ${stage.wrong.length} wrong`);
    }
  };
  await Promise.all(processes.map(lane));
}

interface Tested {
  done: number;
  seconds: number;
  faults: string[];
}

/** What keeps others waiting, or tells by its time: tests of their own, at full numbers. */
async function fromTests(file: string, title: string): Promise<Tested> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--test', '--test-reporter=tap', `--test-name-pattern=${title}`, `test/server/${file}.test.ts`],
    {
      env: { ...process.env, ROSTER_LONG: '1', ROSTER_TEST_POSTGRES: server.ownerUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
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
for (const part of Object.keys(plans) as Part[]) if (wanted(part)) await attack(part);
for (const child of processes) child.disconnect();

const tests: [what: string, file: string, title: string][] = [
  ['slow senders, INP-09 and INP-11', 'limits-input', 'INP-'],
  ['a noisy neighbour, TEN-15', 'limits-quota', 'TEN-15'],
  ['telling addresses apart by time, SES-03', 'sessions-sign-in', 'SES-03'],
];
const row = (what: string, { done, seconds, leaked, wrong }: Stage): [string, Tested] => [
  what,
  { done, seconds, faults: [...leaked, ...wrong] },
];
const rows: [what: string, tested: Tested][] = [
  row('operations of 64 organizations against a model', stages.operations),
  row('hostile inputs: API, provisioning, pages', stages.inputs),
  row('hostile bytes over sockets', stages.bytes),
];
if (wanted('tests')) for (const [what, file, title] of tests) rows.push([what, await fromTests(file, title)]);
await server.stop();
rmSync(folder, { recursive: true, force: true });

const width = Math.max(...rows.map(([what]) => what.length));
say(`\n${'what'.padEnd(width)}       done  in seconds   a second  faults`);
for (const [what, { done, seconds, faults }] of rows) {
  const figures = [done, Math.round(seconds), Math.round(done / Math.max(1, seconds)), faults.length];
  const [first, second, third, fourth] = figures.map(String);
  say(
    `${what.padEnd(width)}  ${first!.padStart(9)}  ${second!.padStart(10)}  ${third!.padStart(9)}  ${fourth!.padStart(6)}`,
  );
}
for (const [what, { faults }] of rows) for (const fault of faults.slice(0, 20)) console.error(`\n${what}\n${fault}`);
const { operations, inputs, bytes } = stages;
const perSecond = (done: number, seconds: number): number => Math.round(done / Math.max(1, seconds));
console.log(
  JSON.stringify({
    seed,
    operations: operations.done,
    requests: operations.requests,
    changes: operations.changes,
    perSecond: perSecond(operations.done, operations.seconds),
    leaked: operations.leaked.length,
    wrong: operations.wrong.length,
    unanswered: operations.unanswered,
    inputs: inputs.done + bytes.done,
    inputsPerSecond: perSecond(inputs.done + bytes.done, inputs.seconds + bytes.seconds),
    broken: inputs.wrong.length + bytes.wrong.length,
    otherFaults: rows.slice(3).reduce((sum, [, { faults }]) => sum + faults.length, 0),
  }),
);
process.exitCode = rows.every(([, { faults }]) => faults.length === 0) ? 0 : 1;
