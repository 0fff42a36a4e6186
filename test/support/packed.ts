import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A project that has installed what would be published. */
export interface Host {
  /** The project's folder. */
  folder: string;
  /** The package inside its `node_modules`. */
  installed: string;
  tarball: string;
  /** Runs a module of the project in a Node of its own and gives back what it printed. */
  run(code: string, ...flags: string[]): string;
  remove(): void;
}

/** Packs dist/ as npm would and installs it in a project of its own, with the dependencies that are already here. */
export function installPacked(): Host {
  const folder = mkdtempSync(join(tmpdir(), 'roster-host-'));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  execFileSync(npm, pack, { stdio: ['ignore', 'ignore', 'ignore'], shell: process.platform === 'win32' });
  const tarball = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz'))!,
  );
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'roster');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const name of readdirSync('node_modules')) {
    if (name !== 'roster' && !name.startsWith('.')) symlinkSync(resolve('node_modules', name), join(modules, name));
  }
  return {
    folder,
    installed,
    tarball,
    run: (code, ...flags) =>
      execFileSync(process.execPath, [...flags, '--input-type=module', '--eval', code], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
