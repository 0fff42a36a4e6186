// A whole server with a small disk of its own, to be filled up and emptied: a folder, what lies on the small disk (`data`:
// everything, `wal`: the log alone), its size in MiB. Runs in a mount namespace of its own, and reads `fill`, `switch` (the
// log goes on in a new file) and `free` from its standard input.
//   unshare -m node --import tsx test/support/full-disk-process.ts <folder> wal 100
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { ownerRole, passwordIn } from '../../server/db/embedded.ts';
import { createRoster } from '../../server/index.ts';
import { preset } from '../../server/presets/presets.ts';
import { serve } from '../../server/serve.ts';
import { fillDisk } from './fill-disk.ts';

const [place = '', what = '', size = ''] = process.argv.slice(2);
const folder = path.join(place, 'roster');
const log = path.join(folder, 'postgres', 'pg_wal');
const mount = (at: string): void => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m,mode=0700`, 'none', at]);
};
const open = () =>
  createRoster({
    database: { folder },
    url: 'http://127.0.0.1/roster',
    quota: false,
    log: (level, event, fields) => {
      if (level === 'error') process.stdout.write(`defect ${event} ${JSON.stringify(fields)}\n`);
    },
  });

if (what === 'data') mount(place);
const first = await open();
await first.organizations.found({ slug: 'acme', name: 'Acme', portal: preset('default') });
const { secret } = await first.createKey('acme', { name: 'A key', scopes: ['*'] });
await first.close();
if (what === 'wal') {
  const kept = path.join(place, 'kept');
  cpSync(log, kept, { recursive: true });
  mount(log);
  cpSync(kept, log, { recursive: true });
}
const filler = path.join(what === 'wal' ? log : place, 'filler');

async function switchLog(): Promise<void> {
  const at = Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
  const password = passwordIn(folder, 'owner-password');
  const owner = postgres({
    port: at,
    user: ownerRole,
    password,
    database: 'postgres',
    max: 1,
    onnotice: () => {},
    connect_timeout: 2,
  });
  // Once PostgreSQL has ended itself there is nothing more to ask, and a driver that waits for it may do so for ever.
  for (let time = 0, ended = false; time < 4 && !ended; time++)
    await owner.unsafe(`select pg_logical_emit_message(false, 'x', 'x'), pg_switch_wal()`).catch((error: unknown) => {
      ended = true;
      process.stdout.write(`refused ${String(error)}\n`);
    });
  await owner.end({ timeout: 1 });
}

const roster = await open();
const { port } = await serve(roster.app, { host: '127.0.0.1', port: 0 });
process.stdout.write(`ready ${port} ${secret}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'fill') fillDisk(filler);
  else if (line === 'switch') await switchLog();
  else if (line === 'free') rmSync(filler, { force: true });
  else break;
  process.stdout.write(`done ${line}\n`);
}
await roster.close();
process.exit(0);
