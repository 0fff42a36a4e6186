import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** The server's processes that serve a role, as the operating system knows them: no query needed, so it works while nothing else does. */
export function backendsOf(postmaster: number, role: string): number[] {
  return childrenOf(postmaster).filter((pid) => commandOf(pid).startsWith(`postgres: ${role} `));
}

function childrenOf(pid: number): number[] {
  const list = `/proc/${pid}/task/${pid}/children`;
  const text = existsSync(list)
    ? readFileSync(list, 'utf8')
    : execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  return text.split(/\s+/).filter(Boolean).map(Number);
}

function commandOf(pid: number): string {
  try {
    return existsSync('/proc/self/cmdline')
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return ''; // it has just ended
  }
}
