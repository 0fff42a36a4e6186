import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs packages of Debian.
 * @throws Error where there is no Debian, or nobody with the right to install
 */
export function installDebian(...packages: string[]): void {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0)
    throw new Error(`Install ${packages.join(', ')} first: only root on Debian can do that by itself.`);
  const apt = (...words: string[]) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...words], {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages);
  // A list of packages from before a security update names files that are gone; a machine without any list names none.
  let done = install();
  if (done.status !== 0) {
    apt('update', '-qq');
    done = install();
  }
  if (done.status !== 0) throw new Error(`apt-get install ${packages.join(' ')} failed:\n${done.stderr}`);
}

/** Whether a program of this name can be run. */
export function hasProgram(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${name}`));
}
