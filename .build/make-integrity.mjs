// The fingerprints by which a page makes sure that the files it loads are the ones of this version: the one file, and the
// languages beside it, which a page can name in the `integrity` of an import map.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'dist/cdn';

export function makeIntegrity() {
  const files = ['.', 'locales'].flatMap((folder) =>
    readdirSync(join(FOLDER, folder))
      .filter((name) => name.endsWith('.js'))
      .map((name) => (folder === '.' ? name : `${folder}/${name}`)),
  );
  const values = files.map((name) => {
    const hash = createHash('sha384').update(readFileSync(join(FOLDER, name)));
    return [name, `sha384-${hash.digest('base64')}`];
  });
  writeFileSync(`${FOLDER}/integrity.json`, `${JSON.stringify(Object.fromEntries(values), null, 1)}\n`);
}
