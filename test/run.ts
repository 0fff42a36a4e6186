// Runs every suite, never stopping at the first that fails; ends with the line `N passed, N failed`.
//   npm test                  everything
//   npm test -- server e2e    these parts
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded } from '../server/db/embedded.ts';
import { countOf, type Count, type Counter } from './support/report-counts.ts';

const lanes = ['engine', 'elements', 'products'] as const;

interface Suite {
  /** What `npm test -- <part>` calls it. */
  part: string;
  title: string;
  /** Reads dist/, so the build comes first. */
  built?: true;
  /** Its processes share one PostgreSQL, started for the run and empty. */
  database?: true;
  /**
   * Suites of one lane follow each other; the lanes run side by side, after the suites without one: those have races and
   * deadlines in them, and the machine to themselves.
   */
  lane?: (typeof lanes)[number];
  /** One command after the other; the suite ends at the first that fails. */
  commands: { argv: string[]; counter: Counter; env?: Record<string, string> }[];
  minutes: number;
  /** Runs only where it is asked for. */
  onlyAsked?: true;
}

interface Outcome extends Count {
  title: string;
  seconds: number;
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const npm = (script: string): string[] => [process.platform === 'win32' ? 'npm.cmd' : 'npm', 'run', '--silent', script];

const REPORTER = '--test-reporter=spec';

const nodeTests = (...folders: string[]): string[] => [
  process.execPath,
  '--import',
  'tsx',
  '--test',
  REPORTER,
  ...folders.flatMap((folder) => testFiles(folder)),
];

/** Node 20 takes no pattern, so the files are named. */
function testFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name));
}

/** Most of what the server's tests do is wait: for the database, for a mail, for a moment to pass. */
const THREE_FILES_AT_ONCE = '--test-concurrency=3';
/** On PGlite they wait for nobody. */
const TWO_FILES_AT_ONCE = '--test-concurrency=2';
/** Each file has a server and a browser of its own. */
const ONE_FILE_AT_ONCE = '--test-concurrency=1';

/**
 * Every route asked by everybody, whatever verbs do in whatever order, every search, and word of changes: all that asks
 * the database in a way of its own. The rest is the same on either engine, and each test loads a database into the
 * process, which costs three times a copy in PostgreSQL.
 */
const ON_PGLITE = /\b(api-matrix|api-copies|search-model|events-order)/;

const BUILD: Suite = {
  part: 'build',
  title: 'build',
  minutes: 3,
  commands: [{ argv: npm('build'), counter: 'whole' }],
};

const SUITES: Suite[] = [
  {
    part: 'check',
    title: 'static checks',
    minutes: 3,
    commands: ['check:format', 'check:lint', 'check:types'].map((script) => ({ argv: npm(script), counter: 'whole' })),
  },
  {
    part: 'package',
    title: 'package',
    lane: 'elements',
    built: true,
    minutes: 6,
    commands: [{ argv: nodeTests('test/package'), counter: 'node' }],
  },
  {
    part: 'server',
    title: 'server on PostgreSQL',
    built: true,
    database: true,
    minutes: 18,
    commands: [
      {
        argv: nodeTests('test/server').toSpliced(4, 0, THREE_FILES_AT_ONCE),
        counter: 'node',
        // See support/command.ts.
        env: { ROSTER_TEST_BUILT: '1' },
      },
    ],
  },
  {
    part: 'server',
    title: 'server on PGlite',
    lane: 'engine',
    minutes: 15,
    commands: [
      {
        argv: nodeTests('test/server')
          .filter((argument) => !argument.startsWith('test') || ON_PGLITE.test(argument))
          // Each file lives for seconds: what V8 would make faster by then has cost more than it saves.
          .toSpliced(1, 0, '--liftoff-only')
          .toSpliced(5, 0, TWO_FILES_AT_ONCE),
        counter: 'node',
        env: { ROSTER_TEST_ENGINE: 'pglite' },
      },
    ],
  },
  {
    // Each has a server of its own, which it kills, and mostly waits for it.
    part: 'faults',
    title: 'server under fire',
    minutes: 5,
    commands: [{ argv: nodeTests('test/faults').toSpliced(4, 0, TWO_FILES_AT_ONCE), counter: 'node' }],
  },
  {
    part: 'components',
    title: 'elements in Chromium',
    lane: 'elements',
    minutes: 14,
    commands: [{ argv: [process.execPath, 'node_modules/@web/test-runner/dist/bin.js'], counter: 'browser' }],
  },
  {
    part: 'e2e',
    title: 'journeys in Chromium',
    lane: 'products',
    built: true,
    minutes: 14,
    commands: [{ argv: nodeTests('test/journey', 'test/portals').toSpliced(4, 0, ONE_FILE_AT_ONCE), counter: 'node' }],
  },
  {
    part: 'stories',
    title: 'stories in Chromium',
    lane: 'products',
    minutes: 14,
    commands: [
      { argv: npm('build-storybook'), counter: 'whole' },
      { argv: nodeTests('test/stories'), counter: 'node' },
    ],
  },
];

/** Whose tests have two sizes. */
const isLong = (file: string): boolean => readFileSync(file, 'utf8').includes('support/size.ts');

SUITES.push({
  part: 'long',
  title: 'server at full numbers',
  database: true,
  onlyAsked: true,
  minutes: 180,
  commands: [
    {
      argv: nodeTests('test/server')
        .filter((argument) => !argument.endsWith('.test.ts') || isLong(argument))
        // Times are measured.
        .toSpliced(4, 0, ONE_FILE_AT_ONCE),
      counter: 'node',
      env: { ROSTER_LONG: '1' },
    },
  ],
});

SUITES.push({
  // Has a server of its own, and each of its builds is wrong.
  part: 'chaos',
  title: 'wrong builds in chaos',
  onlyAsked: true,
  minutes: 40,
  commands: [{ argv: nodeTests('test/chaos').toSpliced(4, 0, ONE_FILE_AT_ONCE), counter: 'node' }],
});

const asked = process.argv.slice(2);
const parts = new Set([BUILD, ...SUITES].map(({ part }) => part));
const unknown = asked.filter((part) => !parts.has(part));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}; there are ${[...parts].join(', ')}`);
  process.exit(2);
}
const chosen = SUITES.filter(({ part, onlyAsked }) => (asked.length === 0 ? !onlyAsked : asked.includes(part)));
const suites = asked.includes('build') || chosen.some(({ built }) => built) ? [BUILD, ...chosen] : chosen;

const running = lanes.map((lane) => suites.filter((suite) => suite.lane === lane)).filter((lane) => lane.length > 0);
const sideBySide = running.length > 1;

/** Ends what runs now, with its children. */
const ends = new Set<() => void>();

const scratch = scratchFolder();
process.env['TMPDIR'] = scratch;
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

const outcomes: Outcome[] = [];
const database = await sharedDatabase(suites);
for (const suite of suites.filter(({ lane }) => lane === undefined)) outcomes.push(await runSuite(suite));
await Promise.all(
  running.map(async (lane) => {
    for (const suite of lane) outcomes.push(await runSuite(suite));
  }),
);
await database?.stop();
report(outcomes);

/**
 * What the suites' processes throw away: in memory where the machine lends enough of it, and lets run what lies there. A
 * database of a test's own is a copy in 900 small files, which takes the processor ten times as long on a disk.
 */
function scratchFolder(): string {
  const memory = '/dev/shm';
  const enough = 8 * 1024 ** 3;
  const lent =
    existsSync('/proc/mounts') &&
    readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .some((line) => line.includes(` ${memory} tmpfs `) && !line.includes('noexec')) &&
    freemem() > enough &&
    statfsSync(memory).bavail * statfsSync(memory).bsize > enough;
  const folder = mkdtempSync(join(lent ? memory : tmpdir(), 'roster-tests-'));
  // PostgreSQL does not run as root: its own user passes through here.
  chmodSync(folder, 0o755);
  return folder;
}

/** One PostgreSQL for all suites that want it, unless `ROSTER_TEST_POSTGRES` names one already. */
async function sharedDatabase(wanted: Suite[]): Promise<{ stop(): Promise<void> } | undefined> {
  if (process.env['ROSTER_TEST_POSTGRES'] || !wanted.some((suite) => suite.database)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'roster-test-'));
  try {
    const embedded = await startEmbedded({ folder, ephemeral: true });
    process.env['ROSTER_TEST_POSTGRES'] = embedded.ownerUrl;
    return {
      async stop() {
        await embedded.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    // The suites then try by themselves, and fail with this reason where it can be read.
    console.error(error);
    return undefined;
  }
}

async function runSuite({ title, commands, minutes }: Suite): Promise<Outcome> {
  if (!sideBySide) console.log(`\n── ${title} ──`);
  const start = performance.now();
  let said = '';
  const total: Count = { passed: 0, failed: 0 };
  for (const { argv, counter, env } of commands) {
    const { output, code } = await runCommand(argv, { ...process.env, ...env }, minutes * 60_000);
    said += output;
    const count = countOf(counter, output, code);
    total.passed += count.passed;
    total.failed += count.failed;
  }
  // Two that speak at once are understood by nobody: then each is heard when it has ended.
  if (sideBySide) console.log(`\n── ${title} ──\n${said}`);
  return { title, ...total, seconds: (performance.now() - start) / 1000 };
}

/** Streams what a command says, and gives it back with its exit code; a command over its time is ended with its children. */
async function runCommand(
  argv: string[],
  env: NodeJS.ProcessEnv,
  limit: number,
): Promise<{ output: string; code: number | null }> {
  const [command, ...args] = argv as [string, ...string[]];
  // Without a file, Node's runner would look for tests by itself, and find other suites'.
  if (args.at(-1) === REPORTER) {
    console.log('there is no test here');
    return { output: '', code: null };
  }
  const group = process.platform !== 'win32';
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: group, shell: !group });
  const end = (): void => {
    try {
      if (group) process.kill(-child.pid!, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  };
  ends.add(end);
  const stop = (): void => {
    for (const one of ends) one();
    process.exit(130);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let output = '';
  for (const [stream, out] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (!sideBySide) out.write(text);
    });
  }
  const timer = setTimeout(() => {
    console.log(`\nended after ${limit / 60_000} minutes`);
    end();
  }, limit);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      console.error(String(error));
      resolve(null);
    });
    // 'exit' and not 'close': something left behind that holds the pipe must not hang the run.
    child.once('exit', (status) => setTimeout(resolve, 100, status));
  });
  clearTimeout(timer);
  end();
  ends.delete(end);
  process.off('SIGINT', stop).off('SIGTERM', stop);
  return { output, code };
}

function report(results: Outcome[]): void {
  const width = Math.max(...results.map(({ title }) => title.length));
  console.log(`\n${'suite'.padEnd(width)}  passed  failed  seconds`);
  for (const { title, passed, failed, seconds } of results) {
    const columns = [String(passed).padStart(6), String(failed).padStart(6), seconds.toFixed(1).padStart(7)];
    console.log(`${title.padEnd(width)}  ${columns.join('  ')}`);
  }
  const sum = (key: keyof Count): number => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}
