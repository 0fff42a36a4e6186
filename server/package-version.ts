import { existsSync, readFileSync } from 'node:fs';

/** Of this package, as its manifest says; `unknown` where a bundler has left that out. */
export function packageVersion(): string {
  // What is built lies one folder deeper than its source.
  for (const up of ['../package.json', '../../package.json']) {
    const file = new URL(up, import.meta.url);
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return 'unknown';
}
