import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { embeddedBinaries, linkLibraries, program } from './embedded-binaries.ts';
import { embeddedUser, type EmbeddedUser } from './embedded-user.ts';
import { isAlive, lockFolder } from './folder-lock.ts';
import { supervise } from './supervise.ts';

export interface EmbeddedOptions {
  /** Holds the data, the password and the lock. Made when absent. */
  folder: string;
  /** Gives up safety against power loss for speed, and removes the data when it is stopped. */
  ephemeral?: boolean;
  /** A free one when left out. */
  port?: number;
}

/** A PostgreSQL server of our own, on 127.0.0.1. */
export interface Embedded {
  /** Signs in as the owner of everything, `roster_owner`, to the database `postgres`. */
  ownerUrl: string;
  port: number;
  /** The server's own process; another one after it had to be started again. */
  readonly pid: number;
  /** Where it keeps its data, for whoever looks into a fault. */
  data: string;
  /** Ends it as a shutdown does, with everything written. */
  stop(): Promise<void>;
}

export const ownerRole = 'roster_owner';

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=100',
  'shared_buffers=64MB',
  'max_wal_size=256MB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'io_method=sync',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
];
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum_naptime=10min'];

/** Whether a PostgreSQL data folder is there, so that no other engine may take its place. */
export function hasEmbeddedData(folder: string): boolean {
  return existsSync(path.join(folder, 'owner-password'));
}

/** Whether this platform has the programs. */
export function canStartEmbedded(): boolean {
  return embeddedBinaries() !== null;
}

/**
 * Starts PostgreSQL from the platform's registry package; nothing is installed and no rights are asked for. Should it end by
 * itself, as it does when the disk of its log is full, it is started again until it can go on.
 * @throws FolderInUse when another live process has the folder open
 */
export async function startEmbedded({ folder, ephemeral = false, port }: EmbeddedOptions): Promise<Embedded> {
  const native = embeddedBinaries();
  if (!native)
    throw new Error(`There is no embedded PostgreSQL for ${process.platform} ${process.arch}; set DATABASE_URL.`);
  const home = path.resolve(folder);
  const unlock = lockFolder(home);
  try {
    linkLibraries(native);
    const user = embeddedUser(native, path.join(home, 'postgres'));
    const password = passwordIn(home, 'owner-password');
    await endOrphan(user.data);
    if (!existsSync(path.join(user.data, 'PG_VERSION'))) initialise(user, password);
    const options = ephemeral ? [...settings, ...careless] : settings;
    const server = await serve(user, options, port);
    const running = supervise(server.process, async () => {
      await endOrphan(user.data);
      return (await serve(user, options, server.port)).process;
    });
    return {
      ownerUrl: `postgres://${ownerRole}:${password}@127.0.0.1:${server.port}/postgres`,
      port: server.port,
      get pid() {
        return running.process.pid!;
      },
      data: user.data,
      async stop() {
        await running.release();
        await stop(running.process);
        if (ephemeral) rmSync(user.data, { recursive: true, force: true });
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A random password, kept in a file that only this user can read. */
export function passwordIn(folder: string, name: string): string {
  const file = path.join(folder, name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

/** Makes a cluster beside its place and moves it there whole, so that one that was cut short is never taken for a cluster. */
function initialise(user: EmbeddedUser, password: string): void {
  const draft = `${user.data}.new`;
  const secret = `${user.data}.secret`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  writeFileSync(secret, password, { mode: 0o600 });
  if (user.ids.uid !== undefined) for (const made of [draft, secret]) chownSync(made, user.ids.uid, user.ids.gid!);
  const args = [
    '-D',
    draft,
    '-U',
    ownerRole,
    '-A',
    'scram-sha-256',
    `--pwfile=${secret}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  const [command, ...rest] = [...user.prefix, program(user.native, 'initdb'), ...args];
  try {
    execFileSync(command!, rest, { ...user.ids, cwd: '/', env: environment(), stdio: ['ignore', 'ignore', 'pipe'] });
  } finally {
    rmSync(secret, { force: true });
  }
  chmodSync(draft, 0o700);
  renameSync(draft, user.data);
}

/** Ends the server that a crashed process of ours has left on this folder, and clears the note it left if it is gone. */
async function endOrphan(data: string): Promise<void> {
  const note = path.join(data, 'postmaster.pid');
  if (!existsSync(note)) return;
  const pid = Number(readFileSync(note, 'utf8').split('\n')[0]);
  if (pid > 1 && servesFolder(pid, data)) {
    for (const [signal, patience] of [
      ['SIGINT', 8_000],
      ['SIGQUIT', 3_000],
      ['SIGKILL', 2_000],
    ] as const) {
      process.kill(pid, signal);
      const until = Date.now() + patience;
      while (isAlive(pid) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
      if (!isAlive(pid)) break;
    }
  }
  // PostgreSQL would refuse to start if the number now belongs to some other process.
  rmSync(note, { force: true });
}

function servesFolder(pid: number, data: string): boolean {
  try {
    const line = existsSync('/proc/self/cmdline')
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return line.includes('postgres') && line.includes(` -D ${data} `);
  } catch {
    return false;
  }
}

interface Server {
  process: ChildProcess;
  port: number;
}

async function serve(user: EmbeddedUser, options: string[], wanted?: number): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const port = wanted ?? (await freePort());
    const args = ['-D', user.data, '-p', String(port), ...options.flatMap((option) => ['-c', option])];
    const [command, ...rest] = [...user.prefix, program(user.native, 'postgres'), ...args];
    // The folder we stand in may be closed to the user it runs as.
    const server = spawn(command!, rest, {
      ...user.ids,
      cwd: '/',
      env: environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    try {
      await ready(server);
      return { process: server, port };
    } catch (error) {
      // Between our look and its bind another process may have taken the port.
      if (wanted !== undefined || attempt === 3 || !String(error).includes('could not bind')) throw error;
    }
  }
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr!.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-8_000);
      if (!log.includes('ready to accept connections')) return;
      // It reads on, since a full pipe would stop the server, but keeps nothing.
      server.stderr!.removeAllListeners('data').resume();
      resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`The embedded PostgreSQL ended with ${code}:\n${log}`)));
    const endWithUs = () => server.kill('SIGINT');
    process.once('exit', endWithUs);
    server.once('exit', () => process.off('exit', endWithUs));
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  const harder = setTimeout(() => server.kill('SIGQUIT'), 10_000);
  await ended;
  clearTimeout(harder);
}

/** Its messages in English, since we read one of them, and none of the PG… variables that a developer may have set. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
