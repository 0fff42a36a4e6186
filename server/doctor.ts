import { readFileSync } from 'node:fs';
import net from 'node:net';
import { canStartEmbedded } from './db/embedded.ts';
import { openDatabase, pendingMigrations, runningUrl } from './db/open-database.ts';
import { whyUnreachable } from './db/why-unreachable.ts';
import { readPortal, WrongPortal } from './presets/read-portal.ts';
import type { Configuration } from './configuration.ts';

type Finding = { ok: boolean; line: string };

/**
 * Looks at what a server needs, and says each thing in a line. Answers whether all is well.
 * @param portal a file with a portal document to look at as well
 */
export async function examine(
  configuration: Configuration,
  say: (line: string) => void,
  portal?: string,
): Promise<boolean> {
  const findings = [
    node(),
    ...(await databaseFindings(configuration)),
    await mailFinding(configuration),
    ...(portal === undefined ? [] : portalFindings(portal)),
  ];
  if (configuration.publicUrl === undefined) {
    findings.push({
      ok: true,
      line: `Links start with http://${configuration.host}:${configuration.port}; ROSTER_URL changes that.`,
    });
  } else findings.push({ ok: true, line: `Links start with ${configuration.publicUrl}.` });
  for (const { ok, line } of findings) say(`${ok ? 'ok   ' : 'WRONG'} ${line}`);
  return findings.every(({ ok }) => ok);
}

/** Every fault of a portal document, each by its JSON Pointer. */
function portalFindings(file: string): Finding[] {
  try {
    readPortal(JSON.parse(readFileSync(file, 'utf8')));
    return [{ ok: true, line: `The portal document ${file} can be used.` }];
  } catch (error) {
    if (error instanceof WrongPortal)
      return error.errors.map(({ pointer, detail }) => ({ ok: false, line: `${file} ${pointer || '/'}: ${detail}` }));
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    return [{ ok: false, line: `${file} ${why}.` }];
  }
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { ok, line: `Node ${process.versions.node}${ok ? '' : ' is older than 20.19'}.` };
}

async function databaseFindings({ database }: Configuration): Promise<Finding[]> {
  if ('folder' in database) {
    const running = runningUrl(database.folder);
    if (running !== undefined) return look(running, `the embedded PostgreSQL that runs in ${database.folder}`);
    const engine = canStartEmbedded() ? 'PostgreSQL' : 'PGlite (there is no embedded PostgreSQL for this platform)';
    return [{ ok: true, line: `The database is an embedded ${engine} in ${database.folder}; no server has it open.` }];
  }
  return look(database.url, 'the database in DATABASE_URL');
}

async function look(url: string, what: string): Promise<Finding[]> {
  try {
    const database = await openDatabase({ url });
    try {
      const pending = await pendingMigrations(database);
      return [
        { ok: true, line: `Reached ${what}, as a role that row-level security binds.` },
        pending.length === 0
          ? { ok: true, line: 'Its schema is of this version.' }
          : { ok: false, line: `Its schema lacks ${pending.join(', ')}: run "roster migrate".` },
      ];
    } finally {
      await database.close();
    }
  } catch (error) {
    return [{ ok: false, line: `Could not use ${what}: ${whyUnreachable(error) ?? (error as Error).message}` }];
  }
}

async function mailFinding({ smtp }: Configuration): Promise<Finding> {
  if (smtp === undefined) return { ok: true, line: 'No SMTP_URL: mail is kept and shown at /dev/mail.' };
  const { hostname, port, protocol } = new URL(smtp);
  const at = Number(port || (protocol === 'smtps:' ? 465 : 587));
  const reached = await new Promise<boolean>((resolve) => {
    const socket = net.connect({ host: hostname.replace(/^\[|\]$/g, ''), port: at });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(5_000, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => end(true));
  });
  return { ok: reached, line: `${reached ? 'Reached' : 'Could not reach'} the mail server ${hostname}:${at}.` };
}
