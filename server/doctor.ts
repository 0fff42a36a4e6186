import { readFileSync } from 'node:fs';
import net from 'node:net';
import { readPortal, WrongPortal } from './presets/read-portal.ts';
import type { Configuration } from './configuration.ts';
import { databaseFindings } from './doctor-database.ts';
import { shownHost } from './run-server.ts';

export interface Finding {
  /** `note` is something to know; only `WRONG` has to be put right. */
  level: 'ok' | 'note' | 'WRONG';
  line: string;
}

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
    ...placeFindings(configuration),
    ...(portal === undefined ? [] : portalFindings(portal)),
  ];
  for (const { level, line } of findings) say(`${level.padEnd(5)} ${line}`);
  return findings.every(({ level }) => level !== 'WRONG');
}

/** What the processes are told about the world around them. */
function placeFindings(configuration: Configuration): Finding[] {
  const { publicUrl, trustedProxies, jobs, demo } = configuration;
  const start = startOf(configuration);
  const here = isHere(start);
  const change = publicUrl === undefined ? '; ROSTER_URL changes that' : '';
  const findings: Finding[] = [{ level: 'ok', line: `Links start with ${start}${change}.` }];
  if (!here && !start.startsWith('https:'))
    findings.push({ level: 'WRONG', line: 'ROSTER_URL is not https: passwords would go through the net as they are.' });
  if (!here && trustedProxies.length === 0) {
    findings.push({
      level: 'note',
      line: 'ROSTER_TRUSTED_PROXIES is empty: behind a proxy all callers would be one, and be shut out together.',
    });
  }
  if (!here && demo)
    findings.push({ level: 'WRONG', line: 'ROSTER_DEMO is on at a public address: anybody may sign in as anybody.' });
  if (!jobs)
    findings.push({ level: 'note', line: 'ROSTER_JOBS is 0: mail and webhooks leave as long as "roster work" runs.' });
  return findings;
}

const startOf = ({ publicUrl, host, port }: Configuration): string => publicUrl ?? `http://${shownHost(host)}:${port}`;
const isHere = (start: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(start).hostname);

/** Every fault of a portal document, each by its JSON Pointer. */
function portalFindings(file: string): Finding[] {
  try {
    readPortal(JSON.parse(readFileSync(file, 'utf8')));
    return [{ level: 'ok', line: `The portal document ${file} can be used.` }];
  } catch (error) {
    if (error instanceof WrongPortal)
      return error.errors.map(({ pointer, detail }) => ({
        level: 'WRONG',
        line: `${file} ${pointer || '/'}: ${detail}`,
      }));
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    return [{ level: 'WRONG', line: `${file} ${why}.` }];
  }
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { level: ok ? 'ok' : 'WRONG', line: `Node ${process.versions.node}${ok ? '' : ' is older than 20.19'}.` };
}

async function mailFinding(configuration: Configuration): Promise<Finding> {
  const { smtp } = configuration;
  if (smtp === undefined) {
    return isHere(startOf(configuration))
      ? { level: 'ok', line: 'No SMTP_URL: mail is kept and shown at /dev/mail.' }
      : { level: 'note', line: 'No SMTP_URL: no mail leaves, and at a public address it is shown to nobody.' };
  }
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
  return {
    level: reached ? 'ok' : 'WRONG',
    line: `${reached ? 'Reached' : 'Could not reach'} the mail server ${hostname}:${at}.`,
  };
}
