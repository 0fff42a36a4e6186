// The fingerprints by which a page makes sure that the file it loads is the one of this version.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'dist/cdn';

export function makeIntegrity() {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));
  const values = files.map((name) => {
    const hash = createHash('sha384').update(readFileSync(join(FOLDER, name)));
    return [name, `sha384-${hash.digest('base64')}`];
  });
  writeFileSync(`${FOLDER}/integrity.json`, `${JSON.stringify(Object.fromEntries(values), null, 1)}\n`);
}
