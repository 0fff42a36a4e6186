// A PostgreSQL of its own on a small disk of its own. Runs in a mount namespace where there may be one: then `fill` takes the
// disk's last octet and `free` gives it back. Says its owner's address, and its process number as often as it changes.
//   [unshare -m] node --import tsx test/chaos/database-process.ts <folder> <MiB, or 0 for no disk of its own>
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startEmbedded } from '../../server/db/embedded.ts';
import { fillDisk } from '../support/fill-disk.ts';

const [folder = '', size = '0'] = process.argv.slice(2);
if (size !== '0') execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m,mode=0711`, 'none', folder]);
const filler = path.join(folder, 'filler');

const server = await startEmbedded({ folder });
let said = 0;
const sayPid = (): void => {
  if (server.pid !== said) process.stdout.write(`pid ${(said = server.pid)}\n`);
};
sayPid();
setInterval(sayPid, 20).unref();
process.stdout.write(`ready ${server.ownerUrl}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'fill') fillDisk(filler);
  else if (line === 'free') rmSync(filler, { force: true });
  else break;
  process.stdout.write(`done ${line}\n`);
}
await server.stop();
process.exit(0);
