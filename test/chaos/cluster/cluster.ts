import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../support/command.ts';
import { pause } from '../door.ts';
import { Daemon } from './daemon.ts';
import { DatabaseNode } from './database-node.ts';
import type { Programs } from './programs.ts';

/** A primary and a standby with etcd, HAProxy before them and before the API, and PgBouncer in transaction mode. */
export interface Cluster {
  /** Where HAProxy answers for the API. */
  apiPort: number;
  apiPorts: readonly number[];
  /** Through PgBouncer, which goes through HAProxy to whichever node is the primary. */
  pooledUrl(user: string, password: string): string;
  /** Through HAProxy alone. */
  directUrl(user: string, password: string): string;
  ownerUrl: string;
  nodes: readonly DatabaseNode[];
  primary(): Promise<DatabaseNode>;
  /** Until one node leads, and the other one has everything that it has acknowledged. */
  whole(patience: number): Promise<void>;
  close(): Promise<void>;
}

const password = 'owner-of-the-cluster';
/** Seconds after which the standby takes a primary that says nothing for dead. */
const leaderLife = 8;

export interface ClusterOptions {
  programs: Programs;
  apis: number;
  /** The application's role, for PgBouncer's list. */
  user: string;
  userPassword: string;
}

export async function startCluster({ programs, apis, user, userPassword }: ClusterOptions): Promise<Cluster> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-cluster-'));
  const own = (at: string): string => {
    if (programs.user) chownSync(at, programs.user.uid, programs.user.gid);
    return at;
  };
  const file = (name: string, text: string): string => {
    const at = path.join(folder, name);
    writeFileSync(at, text, { mode: 0o600 });
    return own(at);
  };
  own(folder);
  const daemons: Daemon[] = [];
  const nodes: DatabaseNode[] = [];
  const run = (name: string, ...words: string[]): Daemon => {
    const daemon = new Daemon(words, { log: file(`${name}.log`, ''), user: programs.user });
    daemons.push(daemon);
    return daemon;
  };
  const close = async (): Promise<void> => {
    // All data goes with them: nobody has to end in peace.
    for (const node of nodes) await node.kill();
    for (const daemon of daemons) await daemon.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [etcdPort, peerPort, databasePort, poolerPort, apiPort] = await ports(5);
    const apiPorts = await ports(apis);
    const etcdUrl = `http://127.0.0.1:${etcdPort}`;
    const peerUrl = `http://127.0.0.1:${peerPort}`;
    own(mkdirSync(path.join(folder, 'etcd'), { mode: 0o700, recursive: true })!);
    run(
      'etcd',
      programs.etcd,
      ...['--name', 'chaos', '--data-dir', path.join(folder, 'etcd')],
      ...['--listen-client-urls', etcdUrl, '--advertise-client-urls', etcdUrl],
      ...['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
      ...['--initial-cluster', `chaos=${peerUrl}`, '--logger', 'zap'],
    );
    await until(() => answers(`${etcdUrl}/health`), 20_000, 'etcd');

    for (const name of ['node1', 'node2']) {
      const [port, restPort] = await ports(2);
      const settings = file(`${name}.yml`, patroniSettings({ name, port, restPort, etcdPort, folder, programs }));
      const node = new DatabaseNode({
        name,
        port,
        restPort,
        data: path.join(folder, name),
        run: () => run(name, programs.patroni, settings),
      });
      nodes.push(node);
      node.start();
      await until(
        () => answers(`http://127.0.0.1:${restPort}/health`),
        60_000,
        name,
        () => node.said(),
      );
    }
    run(
      'haproxy',
      ...[programs.haproxy, '-db', '-f'],
      file('haproxy.cfg', proxySettings(databasePort, nodes, apiPort, apiPorts)),
    );
    const users = file('users.txt', `"${user}" "${userPassword}"\n`);
    run('pgbouncer', programs.pgbouncer, file('pgbouncer.ini', poolerSettings(poolerPort, databasePort, users)));

    const primary = async (): Promise<DatabaseNode> => {
      for (;;) {
        for (const node of nodes) if (await answers(`http://127.0.0.1:${node.restPort}/primary`)) return node;
        await pause(100);
      }
    };
    const cluster: Cluster = {
      apiPort,
      apiPorts,
      pooledUrl: (name, secret) => `postgres://${name}:${secret}@127.0.0.1:${poolerPort}/postgres?pgbouncer=true`,
      directUrl: (name, secret) => `postgres://${name}:${secret}@127.0.0.1:${databasePort}/postgres`,
      ownerUrl: `postgres://postgres:${password}@127.0.0.1:${databasePort}/postgres`,
      nodes,
      primary,
      whole: (patience) =>
        until(
          async () => {
            const roles = nodes.map(async ({ restPort }) => {
              const [leads, follows] = await Promise.all(
                ['primary', 'synchronous'].map((role) => answers(`http://127.0.0.1:${restPort}/${role}`)),
              );
              return `${leads} ${follows}`;
            });
            return (await Promise.all(roles)).toSorted().join() === 'false true,true false';
          },
          patience,
          'the standby',
          () => nodes.map((node) => `${node.name}: ${node.said()}`).join('\n'),
        ),
      close,
    };
    await cluster.whole(90_000);
    return cluster;
  } catch (error) {
    await close();
    throw error;
  }
}

async function ports(count: number): Promise<number[] & [number, number, number, number, number]> {
  const taken = new Set<number>();
  while (taken.size < count) taken.add(await freePort());
  return [...taken] as number[] & [number, number, number, number, number];
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}

async function until(
  happened: () => Promise<boolean>,
  patience: number,
  what: string,
  why: () => string = () => '',
): Promise<void> {
  const end = performance.now() + patience;
  while (!(await happened())) {
    if (performance.now() > end) throw new Error(`${what} did not come up in ${patience / 1_000} s\n${why()}`);
    await pause(100);
  }
}

interface PatroniPlace {
  name: string;
  port: number;
  restPort: number;
  etcdPort: number;
  folder: string;
  programs: Programs;
}

/** Nothing is acknowledged before the standby has it, so that nothing acknowledged is lost with the primary. */
function patroniSettings({ name, port, restPort, etcdPort, folder, programs }: PatroniPlace): string {
  return `
scope: roster
name: ${name}
restapi: { listen: '127.0.0.1:${restPort}', connect_address: '127.0.0.1:${restPort}' }
etcd3: { host: '127.0.0.1:${etcdPort}' }
bootstrap:
  dcs:
    ttl: ${leaderLife}
    loop_wait: 1
    retry_timeout: 3
    primary_start_timeout: 0
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters:
        max_connections: 100
        shared_buffers: 64MB
        max_wal_size: 512MB
        # Who comes back reads from its last checkpoint on.
        wal_keep_size: 2GB
        wal_log_hints: 'on'
        timezone: UTC
  initdb: [{ encoding: UTF8 }, { locale: C }]
  pg_hba:
    - host all all 127.0.0.1/32 scram-sha-256
    - host replication replicator 127.0.0.1/32 scram-sha-256
postgresql:
  listen: 127.0.0.1:${port}
  connect_address: 127.0.0.1:${port}
  data_dir: ${path.join(folder, name)}
  bin_dir: ${programs.postgres}
  pgpass: ${path.join(folder, `${name}.pgpass`)}
  remove_data_directory_on_rewind_failure: true
  remove_data_directory_on_diverged_timelines: true
  parameters: { unix_socket_directories: ${folder} }
  authentication:
    superuser: { username: postgres, password: ${password} }
    replication: { username: replicator, password: ${password} }
`;
}

function proxySettings(
  databasePort: number,
  nodes: readonly DatabaseNode[],
  apiPort: number,
  apiPorts: readonly number[],
): string {
  return `
global
  maxconn 4000
defaults
  timeout connect 2s
  timeout check 1s
  timeout client 1h
  timeout server 1h
listen database
  mode tcp
  bind 127.0.0.1:${databasePort}
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 500ms fall 2 rise 2 on-marked-down shutdown-sessions
${nodes.map(({ name, port, restPort }) => `  server ${name} 127.0.0.1:${port} check port ${restPort}`).join('\n')}
listen api
  mode http
  bind 127.0.0.1:${apiPort}
  option http-server-close
  option redispatch 1
  retries 5
  option httpchk
  http-check send meth GET uri /readyz ver HTTP/1.1 hdr host 127.0.0.1
  default-server inter 300ms fall 4 rise 1
${apiPorts.map((port, index) => `  server api${index + 1} 127.0.0.1:${port} check`).join('\n')}
`;
}

function poolerSettings(port: number, databasePort: number, users: string): string {
  return `
[databases]
postgres = host=127.0.0.1 port=${databasePort} dbname=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = 20
max_client_conn = 500
server_connect_timeout = 3
server_login_retry = 1
`;
}
