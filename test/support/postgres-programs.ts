import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './command.ts';
import { installDebian } from './debian-packages.ts';

const wanted = ['initdb', 'postgres', 'psql', 'pg_dump', 'pg_restore', 'pg_basebackup'];
const hasAll = (folder: string): boolean => wanted.every((name) => existsSync(path.join(folder, name)));

/**
 * The folder of a PostgreSQL with the programs that operators use; the embedded one brings none of them. On Debian they are
 * installed where they are absent, without a cluster of their own.
 */
export function postgresPrograms(): string {
  const found = lookAround();
  if (found) return found;
  install();
  const installed = lookAround();
  if (!installed) throw new Error(`There is no PostgreSQL with ${wanted.join(', ')} here: install one and its client.`);
  return installed;
}

function lookAround(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find((folder) => folder !== '' && hasAll(folder));
}

function install(): void {
  installDebian('postgresql-common');
  // Else the package starts a server of its own.
  appendFileSync('/etc/postgresql-common/createcluster.conf', '\ncreate_main_cluster = false\n');
  installDebian('postgresql');
}

/** A PostgreSQL server as an operator has it: a superuser `postgres`, and nothing in it. */
export interface Cluster {
  /** Signs in as the superuser, to the database `postgres`. */
  url: string;
  port: number;
  /** The folder around it, which the server's own user may write to. */
  folder: string;
  data: string;
  /** The address of a database for a role. */
  address(user: string, password: string, database: string): string;
  stop(): Promise<void>;
}

export const superuserPassword = 'superuser';

/** PostgreSQL refuses to run as root. */
const ids = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Runs one of the programs as the user of the servers; what it says on the standard output comes back. */
export function runProgram(
  programs: string,
  name: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): string {
  return execFileSync(path.join(programs, name), args, {
    ...ids,
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A folder that the user of the servers may write to. */
export function folderForServers(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-operations-'));
  chmodSync(folder, 0o755);
  if (ids.uid !== undefined) chownSync(folder, ids.uid, ids.gid);
  return folder;
}

/**
 * Starts a server on 127.0.0.1 and a free port.
 * @param data a data folder that is there already, as after a base backup; an empty server when left out
 */
export async function startCluster(
  programs: string,
  { settings = [], data }: { settings?: string[]; data?: string } = {},
): Promise<Cluster> {
  const folder = folderForServers();
  const where = data ?? path.join(folder, 'data');
  if (data === undefined) {
    const secret = path.join(folder, 'secret');
    writeFileSync(secret, superuserPassword);
    runProgram(programs, 'initdb', [
      ...['-D', where, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C'],
      '--no-sync',
    ]);
  }
  const sockets = path.join(folder, 'sockets');
  mkdirSync(sockets, { mode: 0o777 });
  const port = await freePort();
  const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', ...settings];
  const server = spawn(
    path.join(programs, 'postgres'),
    ['-D', where, '-p', String(port), ...options.flatMap((option) => ['-c', option])],
    { ...ids, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C' }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(server, 'exit');
  let log = '';
  server.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-16_000)));
  const ready = async (): Promise<void> => {
    for (let i = 0; i < 600 && server.exitCode === null; i++) {
      if (log.includes('ready to accept connections')) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`PostgreSQL does not start:\n${log}`);
  };
  const stop = async (): Promise<void> => {
    if (server.exitCode === null) server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  await ready().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const address: Cluster['address'] = (user, password, database) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  return { url: address('postgres', superuserPassword, 'postgres'), port, folder, data: where, address, stop };
}
