import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readElements } from '../../.build/elements.mjs';
import { makeTokens } from '../../.build/make-tokens.mjs';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** `tokens.json` as the package ships it, made anew: what each variable is for comes from the elements' own comments. */
export function tokenFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'roster-tokens-'));
  try {
    const analyzer = createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/package.json');
    mkdirSync(join(folder, 'manifest'));
    const config = ['--config', '.build/manifest.config.mjs', '--outdir', relative(top, join(folder, 'manifest'))];
    execFileSync(process.execPath, [join(dirname(analyzer), 'cem.js'), 'analyze', '--quiet', ...config], { cwd: top });
    const elements = readElements(JSON.parse(readFileSync(join(folder, 'manifest/custom-elements.json'), 'utf8')));
    const variables = elements.flatMap((element) => element.variables);
    makeTokens(new Map(variables.map(({ name, description }) => [name, description])), { out: folder });
    return readFileSync(join(folder, 'tokens.json'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
