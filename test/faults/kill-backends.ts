// The long form of kill-backends.test.ts.
//   node --import tsx test/faults/kill-backends.ts [seconds] [leased|stock]
import { underFire } from './under-fire.ts';

const [seconds = '300', way = 'leased'] = process.argv.slice(2);
const outcome = await underFire(way === 'stock' ? 'stock' : 'leased', Number(seconds));
console.table(outcome);
const { crossed, strayRows, hung, exits, torn, lost } = outcome;
process.exitCode = crossed + strayRows + hung + exits + torn + lost > 0 ? 1 : 0;
