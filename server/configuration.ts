import { isIP } from 'node:net';
import path from 'node:path';
import type { LogLevel } from './domain/log.ts';
import { connectionTarget } from './db/connection-target.ts';

/** What the server is told by its environment. */
export interface Configuration {
  port: number;
  host: string;
  /** The address of a PostgreSQL, or the folder of the embedded one. */
  database: { url: string } | { folder: string };
  /** Signs in as the schema's owner; only `migrate` needs it. */
  ownerUrl: string | undefined;
  /** Kept in the folder of the embedded database when it is not given. */
  secret: string | undefined;
  /** Public address without a slash at its end; made of host and port when it is not given. */
  publicUrl: string | undefined;
  smtp: string | undefined;
  mailFrom: string | undefined;
  trustedProxies: string[];
  allowedOrigins: string[];
  /** Where to listen for changes, when `database` leads to a pooler in transaction mode. */
  listenUrl: string | undefined;
  /** Webhooks may lead into private networks, and over `http`. */
  privateWebhooks: boolean;
  /** Left out: `info`, and `warn` in a terminal. */
  logLevel: LogLevel | undefined;
  /** Off in a server that leaves mail, webhooks and what has a date to `roster work`. */
  jobs: boolean;
  demo: boolean;
}

type Environment = Record<string, string | undefined>;

/** Every setting, for `roster help` and for the check at start. */
export const settings: readonly { name: string; meaning: string }[] = [
  { name: 'PORT', meaning: 'Port to listen on (3000).' },
  { name: 'HOST', meaning: 'Address to listen on (127.0.0.1).' },
  {
    name: 'DATABASE_URL',
    meaning: 'PostgreSQL, as a role that owns nothing. Without it, an embedded one runs in ROSTER_DATA.',
  },
  {
    name: 'DATABASE_LISTEN_URL',
    meaning: 'The same server without its pooler, to hear at once what other processes change. Only with a pooler.',
  },
  { name: 'ROSTER_DATA', meaning: 'Folder of the embedded database (.roster).' },
  { name: 'ROSTER_OWNER_URL', meaning: 'The same database as its owner, for "roster migrate".' },
  {
    name: 'ROSTER_SECRET',
    meaning: 'At least 32 random characters, the same in every process. Needed with DATABASE_URL.',
  },
  { name: 'ROSTER_URL', meaning: 'Public address, https://roster.example: links in mail start with it.' },
  { name: 'SMTP_URL', meaning: 'smtp://user:password@host:port. Without it, mail is kept and shown at /dev/mail.' },
  { name: 'ROSTER_MAIL_FROM', meaning: 'Address that mail comes from.' },
  { name: 'ROSTER_TRUSTED_PROXIES', meaning: 'Addresses or networks whose X-Forwarded-For is believed, with commas.' },
  { name: 'ROSTER_ALLOWED_ORIGINS', meaning: 'Origins of pages that may use the API, with commas.' },
  { name: 'ROSTER_PRIVATE_WEBHOOKS', meaning: '1 lets webhooks lead into private networks, and over http.' },
  { name: 'ROSTER_JOBS', meaning: '0 leaves mail, webhooks and what has a date to processes of "roster work".' },
  { name: 'ROSTER_LOG', meaning: 'info, warn or error (info; warn in a terminal).' },
  { name: 'ROSTER_DEMO', meaning: '1 founds and shows the demo.' },
];

/** What is wrong with the environment: all of it at once, a sentence each. */
export class InvalidConfiguration extends Error {
  override name = 'InvalidConfiguration';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** @throws InvalidConfiguration */
export function readConfiguration(environment: Environment): Configuration {
  const faults: string[] = [];
  /** An empty variable is one that is not set. */
  const text = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const list = (name: string): string[] => (text(name) ?? '').split(',').flatMap((each) => each.trim() || []);
  const check = (name: string, ok: (value: string) => boolean, sentence: string): string | undefined => {
    const value = text(name);
    if (value !== undefined && !ok(value)) faults.push(`${name} ${sentence}`);
    return value;
  };

  const port = check('PORT', isPort, 'must be a number from 1 to 65535.');
  const databaseUrl = check('DATABASE_URL', isDatabase, 'must look like postgres://user:password@host:5432/database.');
  const listenUrl = check(
    'DATABASE_LISTEN_URL',
    isDatabase,
    'must look like postgres://user:password@host:5432/database.',
  );
  const ownerUrl = check(
    'ROSTER_OWNER_URL',
    isDatabase,
    'must look like postgres://owner:password@host:5432/database.',
  );
  const secret = check(
    'ROSTER_SECRET',
    (value) => value.length >= 32 && new Set(value).size >= 8,
    'must be at least 32 random characters; "openssl rand -base64 32" makes some.',
  );
  if (databaseUrl !== undefined && secret === undefined) {
    faults.push(
      'ROSTER_SECRET is missing: a database that several processes may share needs at least 32 random characters that they share too; "openssl rand -base64 32" makes some.',
    );
  }
  const publicUrl = check('ROSTER_URL', isOrigin, 'must be an address without a path, such as https://roster.example.');
  const smtp = check('SMTP_URL', isSmtp, 'must look like smtp://user:password@host:587 or smtps://….');
  const mailFrom = check(
    'ROSTER_MAIL_FROM',
    (value) => /^[^\s<>@,;]+@[^\s<>@,;]+$/.test(value),
    'must be one bare address, such as no-reply@roster.example.',
  );
  const level = check('ROSTER_LOG', (value) => /^(info|warn|error)$/.test(value), 'must be info, warn or error.');
  const isSwitch = (value: string): boolean => /^(0|1|true|false)$/.test(value);
  const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';
  const demo = check('ROSTER_DEMO', isSwitch, 'must be 1 or 0.');
  const privateWebhooks = check('ROSTER_PRIVATE_WEBHOOKS', isSwitch, 'must be 1 or 0.');
  const jobs = check('ROSTER_JOBS', isSwitch, 'must be 1 or 0.');
  const trustedProxies = list('ROSTER_TRUSTED_PROXIES');
  for (const proxy of trustedProxies) {
    if (!isNetwork(proxy))
      faults.push(`ROSTER_TRUSTED_PROXIES has "${proxy}", which is neither an address nor a network like 10.0.0.0/8.`);
  }
  const allowedOrigins = list('ROSTER_ALLOWED_ORIGINS');
  for (const origin of allowedOrigins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      faults.push(`ROSTER_ALLOWED_ORIGINS has "${origin}", which is not an origin like https://app.example.`);
  }
  if (faults.length > 0) throw new InvalidConfiguration(faults);
  return {
    port: Number(port ?? 3000),
    host: text('HOST') ?? '127.0.0.1',
    database:
      databaseUrl === undefined ? { folder: path.resolve(text('ROSTER_DATA') ?? '.roster') } : { url: databaseUrl },
    ownerUrl,
    secret,
    publicUrl: publicUrl?.replace(/\/$/, ''),
    smtp,
    mailFrom,
    trustedProxies,
    allowedOrigins,
    logLevel: level as LogLevel | undefined,
    jobs: jobs === undefined || isOn(jobs),
    demo: isOn(demo),
    listenUrl,
    privateWebhooks: isOn(privateWebhooks),
  };
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535;
}

function isDatabase(value: string): boolean {
  try {
    connectionTarget(value);
    return true;
  } catch {
    return false;
  }
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username;
}

function isSmtp(value: string): boolean {
  return URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol) && new URL(value).hostname !== '';
}

function isNetwork(value: string): boolean {
  const [address = '', prefix] = value.split('/');
  const family = isIP(address);
  if (family === 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}
