import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The server's sources, copied to be changed: another build, or the next version. */
export function copySources(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-sources-'));
  cpSync(path.join(root, 'server'), path.join(folder, 'server'), { recursive: true });
  cpSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
