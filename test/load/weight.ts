/** What parts of the package weigh: `npm run bench:weight`; with `--json` one line a row. */
import { print } from './print.ts';
import { weight } from './weight-rows.ts';

print(weight());
