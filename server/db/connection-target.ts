/** How much of the server's certificate is asked for, in the words of `sslmode`. */
export type TlsMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** One address of a server: a host and port, or the path of a Unix socket. */
export type ServerAddress = { host: string; port: number } | { path: string };

/** A PostgreSQL address taken apart. */
export interface ConnectionTarget {
  /** In the order they are tried. */
  addresses: ServerAddress[];
  user: string;
  password: string;
  database: string;
  tls: TlsMode;
  /** Paths of PEM files, when the address names them. */
  rootCertificate?: string;
  certificate?: string;
  key?: string;
  /** Only a server that takes writes will do; the others of the list are passed over. */
  writable: boolean;
  /** The address says that a pooler in transaction mode stands before the server (`pgbouncer=true`). */
  pooler: boolean;
  applicationName: string;
}

/** The address is not one of a PostgreSQL database; the message says what is wrong and never repeats the address, which holds a password. */
export class InvalidDatabaseUrl extends Error {
  override name = 'InvalidDatabaseUrl';
}

const shape = /^postgres(?:ql)?:\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;
const tlsModes: readonly string[] = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];
const local = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * Takes `postgres://user:password@host:5432,other:5432/database?sslmode=verify-full` apart. Several hosts are tried in turn.
 * Without `sslmode`, another machine is asked for TLS and this one is not.
 * @throws InvalidDatabaseUrl
 */
export function connectionTarget(url: string): ConnectionTarget {
  const parts = shape.exec(url);
  if (!parts)
    throw new InvalidDatabaseUrl('The database address must look like postgres://user:password@host:5432/database.');
  const [, user = '', password = '', authority = '', database = '', query = ''] = parts;
  const options = new URLSearchParams(query);
  const addresses = (authority || options.get('host') || 'localhost')
    .split(',')
    .map((each) => addressOf(each, options.get('port')));
  const allLocal = addresses.every((address) => 'path' in address || local.has(address.host));
  const tls = options.get('sslmode') ?? (allLocal ? 'disable' : 'prefer');
  if (!tlsModes.includes(tls))
    throw new InvalidDatabaseUrl(`The database address has an unknown sslmode; known are ${tlsModes.join(', ')}.`);
  const attributes = options.get('target_session_attrs') ?? 'any';
  if (!['any', 'read-write', 'primary'].includes(attributes)) {
    throw new InvalidDatabaseUrl(
      'The database address has a target_session_attrs that is not any, read-write or primary.',
    );
  }
  const files = {
    rootCertificate: options.get('sslrootcert'),
    certificate: options.get('sslcert'),
    key: options.get('sslkey'),
  };
  return {
    addresses,
    user: decode(user) || (options.get('user') ?? 'postgres'),
    password: decode(password) || (options.get('password') ?? ''),
    database: decode(database) || decode(user) || 'postgres',
    tls: tls as TlsMode,
    ...(Object.fromEntries(Object.entries(files).filter(([, path]) => path)) as Pick<
      ConnectionTarget,
      'rootCertificate' | 'certificate' | 'key'
    >),
    writable: attributes !== 'any',
    pooler: options.get('pgbouncer') === 'true',
    applicationName: options.get('application_name') ?? 'roster',
  };
}

function addressOf(text: string, defaultPort: string | null): ServerAddress {
  const [, bracketed, plain, port = defaultPort ?? '5432'] = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(text) ?? [];
  const host = decode(bracketed ?? plain ?? '');
  if (!host || Number(port) > 65535)
    throw new InvalidDatabaseUrl('The database address names a host or port that is none.');
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port: Number(port) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidDatabaseUrl('The database address has a % that is not followed by two hexadecimal digits.');
  }
}
