import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Where the programs of the cluster are. */
export interface Programs {
  haproxy: string;
  pgbouncer: string;
  patroni: string;
  etcd: string;
  /** Folder of PostgreSQL's own programs. */
  postgres: string;
  /** Who runs them: PostgreSQL and PgBouncer refuse root. */
  user: { uid: number; gid: number } | undefined;
}

const packages = ['haproxy', 'pgbouncer', 'patroni', 'etcd-server', 'postgresql'];

/** Installs from Debian's packages what is missing; answers a sentence where that cannot be. */
export function findPrograms(): Programs | string {
  if (missing().length > 0 && process.getuid?.() === 0) install();
  const still = missing();
  if (still.length > 0) return `The cluster needs ${still.join(', ')}: apt-get install ${packages.join(' ')}`;
  const user = process.getuid?.() === 0 ? userNamed('postgres') : undefined;
  return {
    haproxy: '/usr/sbin/haproxy',
    pgbouncer: '/usr/sbin/pgbouncer',
    patroni: '/usr/bin/patroni',
    etcd: '/usr/bin/etcd',
    postgres: postgresFolder()!,
    user,
  };
}

function missing(): string[] {
  const files = { haproxy: '/usr/sbin/haproxy', pgbouncer: '/usr/sbin/pgbouncer', patroni: '/usr/bin/patroni' };
  const all: [string, boolean][] = [
    ...Object.entries(files).map(([name, file]): [string, boolean] => [name, existsSync(file)]),
    ['etcd-server', existsSync('/usr/bin/etcd')],
    ['postgresql', postgresFolder() !== undefined],
  ];
  return all.flatMap(([name, there]) => (there ? [] : [name]));
}

function postgresFolder(): string | undefined {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map(Number) : [];
  const newest = versions.toSorted((a, b) => b - a).find((one) => existsSync(`/usr/lib/postgresql/${one}/bin/initdb`));
  return newest === undefined ? undefined : `/usr/lib/postgresql/${newest}/bin`;
}

function install(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-q'], { env, stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env, stdio: 'ignore' });
  } catch {
    // No network, or no Debian: what is missing is said by its name.
  }
}

function userNamed(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const [, , uid, gid] = line!.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
