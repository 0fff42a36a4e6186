// A PostgreSQL of its own on a small disk of its own. Runs in a mount namespace where there may be one: then `fill` takes the
// disk's last octet and `free` gives it back. Says its owner's address, and its process number as often as it changes.
//   [unshare -m] node --import tsx test/chaos/database-process.ts <folder> <MiB, or 0 for no disk of its own>
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startEmbedded } from '../../server/db/embedded.ts';

const [folder = '', size = '0'] = process.argv.slice(2);
if (size !== '0') execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m,mode=0711`, 'none', folder]);
const filler = path.join(folder, 'filler');

function fill(): void {
  const file = openSync(filler, 'a');
  for (let piece = 4 * 1024 * 1024; piece >= 1;) {
    try {
      if (writeSync(file, Buffer.alloc(piece)) < piece) piece = Math.floor(piece / 2);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      piece = Math.floor(piece / 2);
    }
  }
  closeSync(file);
}

const server = await startEmbedded({ folder });
let said = 0;
const sayPid = (): void => {
  if (server.pid !== said) process.stdout.write(`pid ${(said = server.pid)}\n`);
};
sayPid();
setInterval(sayPid, 20).unref();
process.stdout.write(`ready ${server.ownerUrl}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'fill') fill();
  else if (line === 'free') rmSync(filler, { force: true });
  else break;
  process.stdout.write(`done ${line}\n`);
}
await server.stop();
process.exit(0);
