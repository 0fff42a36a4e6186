// The real server, as several processes, on a real PostgreSQL with a real mail server, under load and under faults; then what
// was acknowledged is compared with what is there.
//   npm run chaos -- --minutes 10 --seed 7 --json
//   npm run chaos -- --bad <build>     a build that is known to be wrong: the run has to find it
//   npm run chaos -- --fault <name>    this fault alone; may repeat
//   npm run chaos -- --cluster [--rows 100000]   servers behind HAProxy and PgBouncer, on a Patroni cluster
import { parseArgs } from 'node:util';
import { badBuild, badBuilds } from './bad-builds.ts';
import { faults } from './faults.ts';
import { report } from './report.ts';
import { findPrograms } from './cluster/programs.ts';
import { runCluster } from './cluster/run-cluster.ts';
import { runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    json: { type: 'boolean', default: false },
    fault: { type: 'string', multiple: true },
    bad: { type: 'string' },
    cluster: { type: 'boolean', default: false },
    rows: { type: 'string', default: '1000000' },
  },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed);
const say = (line: string): void => console.log(line);
const unknown = [
  ...(minutes > 0 ? [] : [`--minutes ${values.minutes} is no number of minutes`]),
  ...(values.fault ?? [])
    .filter((name) => !Object.hasOwn(faults, name))
    .map((name) => `there is no fault "${name}"; there are ${Object.keys(faults).join(', ')}`),
  ...(values.bad === undefined || Object.hasOwn(badBuilds, values.bad)
    ? []
    : [`there is no build "${values.bad}"; there are ${Object.keys(badBuilds).join(', ')}`]),
];
if (unknown.length > 0) {
  console.error(unknown.join('\n'));
  process.exit(2);
}

// What was started ends with us.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.exitCode = (values.cluster ? await cluster() : await plain()) ? 0 : 1;

async function plain(): Promise<boolean> {
  const bad = values.bad === undefined ? undefined : badBuild(values.bad);
  const only = values.fault ?? bad?.faults;
  console.log(`seed ${seed}, ${minutes} minutes${bad ? `, the build ${values.bad}` : ''}`);
  const outcome = await runChaos({ minutes, seed, say, ...(only && { only }), ...(bad && { sources: bad.sources }) });
  bad?.remove();
  return report(outcome, values.json);
}

async function cluster(): Promise<boolean> {
  const programs = findPrograms();
  if (typeof programs === 'string') {
    console.log(`${programs}. Nothing was shown.`);
    return true;
  }
  console.log(`seed ${seed}, ${minutes} minutes, ${values.rows} people`);
  const outcome = await runCluster({ programs, minutes, seed, rows: Number(values.rows), say });
  const { across, failedInRollout, migration } = outcome;
  console.log(`\nlive updates across processes     ${across.liveMs} ms at most`);
  console.log(`revocation across processes       ${across.revokedMs} ms at most`);
  console.log(`permits of one mailbox            ${across.permits} of 5`);
  console.log(
    `migration under load              ${migration.rows} people, ${migration.seconds.toFixed(1)} s, longest wait ${migration.longestWaitMs} ms`,
  );
  console.log(`requests failed in the rollout    ${failedInRollout}`);
  return report(outcome, values.json) && failedInRollout === 0;
}
