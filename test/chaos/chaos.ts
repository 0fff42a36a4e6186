// The real server, as several processes, on a real PostgreSQL with a real mail server, under load and under faults; then what
// was acknowledged is compared with what is there.
//   npm run chaos -- --minutes 10 --seed 7 --json
//   npm run chaos -- --bad <build>     a build that is known to be wrong: the run has to find it
//   npm run chaos -- --fault <name>    this fault alone; may repeat
//   npm run chaos -- --cluster         several machines’ worth of processes: see cluster/
import { parseArgs } from 'node:util';
import { badBuild, badBuilds } from './bad-builds.ts';
import { faults } from './faults.ts';
import { report } from './report.ts';
import { runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    json: { type: 'boolean', default: false },
    fault: { type: 'string', multiple: true },
    bad: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
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

const bad = values.bad === undefined ? undefined : badBuild(values.bad);
const only = values.fault ?? bad?.faults;
console.log(`seed ${values.seed}, ${minutes} minutes${bad ? `, the build ${values.bad}` : ''}`);
const outcome = await runChaos({
  minutes,
  seed: Number(values.seed),
  say: (line) => console.log(line),
  ...(only && { only }),
  ...(bad && { sources: bad.sources }),
});
bad?.remove();
process.exitCode = report(outcome, values.json) ? 0 : 1;
