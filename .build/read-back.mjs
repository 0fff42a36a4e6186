// Lets this engine read every module of dist/ without running it: a compiler may leave syntax that no engine reads yet,
// decorators for one, and report success. Needs --experimental-vm-modules.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SourceTextModule } from 'node:vm';

const modules = readdirSync('dist', { recursive: true }).filter((path) => path.endsWith('.js'));
for (const path of modules) {
  // The viewer of the API's description is somebody else's script, not a module.
  if (path.endsWith('rapidoc-min.js')) continue;
  try {
    new SourceTextModule(readFileSync(join('dist', path), 'utf8'), { identifier: path });
  } catch (error) {
    console.error(`dist/${path}: ${error.message}`);
    process.exitCode = 1;
  }
}
console.log(`read back ${modules.length} modules`);
