import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Installs packages into a folder of their own, without running anything of theirs.
 * @throws what `npm` says, in a line, where they cannot be had
 */
export async function install(folder: string, packages: readonly string[]): Promise<void> {
  writeFileSync(path.join(folder, 'package.json'), '{"private":true,"type":"module"}');
  const command = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', ...packages];
  try {
    await promisify(execFile)('npm', command, { cwd: folder, timeout: 300_000 });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    const told = stderr.split('\n').filter((line) => line.startsWith('npm error') && !line.includes('log'));
    throw new Error(told.slice(0, 2).join('; ') || 'npm did not end', { cause: error });
  }
}
