import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

/** One file of the migrations folder. */
export interface Migration {
  /** The file's name without `.sql`; they are applied in the order of their names. */
  name: string;
  /** SHA-256 of the file, in hexadecimal, so that a file changed after it was applied is noticed. */
  checksum: string;
  statements: string[];
}

/** The folder beside this module: in the sources and in the built package alike. */
export const migrationsFolder = new URL('./migrations/', import.meta.url);

/** Every migration of a folder, in order. */
export async function readMigrations(folder: URL = migrationsFolder): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = (await readFile(new URL(file, folder), 'utf8')).replaceAll('\r\n', '\n');
      return {
        name: file.slice(0, -'.sql'.length),
        checksum: createHash('sha256').update(text).digest('hex'),
        statements: text.split('--> statement-breakpoint').filter((statement) => statement.trim()),
      };
    }),
  );
}
