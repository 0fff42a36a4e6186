import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { program } from './embedded-binaries.ts';

/** How PostgreSQL's programs are run on this machine. */
export interface EmbeddedUser {
  /** Where the programs are. */
  native: string;
  /** Where the data is. */
  data: string;
  /** What stands before a command. */
  prefix: string[];
  ids: { uid?: number; gid?: number };
}

const namespace = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];
/** The kernel tells PostgreSQL to shut down when we die, however that happens. */
const followsParent = ['setpriv', '--pdeathsig', 'INT', '--'];
/** Root's own place that others can pass through, for what must be kept where the user "nobody" can reach it. */
const sharedPlace = '/var/lib/roster-embedded';

/**
 * PostgreSQL refuses to run as root. Root has it run in a user namespace, where root is somebody else; where the system allows none,
 * as in most containers, as the user "nobody", with programs and data moved to where that user can reach them if need be.
 */
export function embeddedUser(native: string, data: string): EmbeddedUser {
  const watched = runs([...followsParent, process.execPath, '--version']) ? followsParent : [];
  if (process.getuid?.() !== 0) return { native, data, prefix: watched, ids: {} };

  const note = `${data}.moved`;
  const moved = existsSync(note) ? readFileSync(note, 'utf8') : undefined;
  const madeByNobody = moved !== undefined || (existsSync(data) && statSync(data).uid !== 0);
  if (!madeByNobody && runs([...namespace, ...watched, program(native, 'postgres'), '-V'])) {
    return { native, data, prefix: [...namespace, ...watched], ids: {} };
  }

  const ids = nobody();
  const folder = path.dirname(data);
  // Others may pass through the folder, and read nothing in it.
  chmodSync(folder, 0o711);
  return {
    native: runs([program(native, 'postgres'), '-V'], ids) ? native : copyOf(native),
    data: moved ?? (reaches(folder, ids) ? data : moveAway(note, ids)),
    prefix: watched,
    ids,
  };
}

function runs([command, ...args]: string[], ids: { uid?: number; gid?: number } = {}): boolean {
  try {
    execFileSync(command!, args, { ...ids, stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

function nobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (!uid || !gid)
    throw new Error(
      'PostgreSQL does not run as root, and this system has neither user namespaces nor a user "nobody"; start Roster as another user.',
    );
  return { uid: Number(uid), gid: Number(gid) };
}

function reaches(folder: string, ids: { uid: number; gid: number }): boolean {
  return runs(['/bin/sh', '-c', 'cd "$1"', 'sh', folder], ids);
}

/** A place of the data's own, noted where the data should have been. */
function moveAway(note: string, ids: { uid: number; gid: number }): string {
  const folder = path.join(sharedPlace, randomUUID());
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chownSync(folder, ids.uid, ids.gid);
  const data = path.join(folder, 'postgres');
  writeFileSync(note, data, { mode: 0o600 });
  return data;
}

function copyOf(native: string): string {
  const version = createHash('sha256')
    .update(native)
    .update(String(statSync(program(native, 'postgres')).mtimeMs))
    .digest('hex');
  const copy = path.join(sharedPlace, `native-${version.slice(0, 16)}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  mkdirSync(sharedPlace, { recursive: true, mode: 0o755 });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, copy);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // another process was faster
  }
  return copy;
}
