import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { databaseOver } from '../../server/db/database.ts';
import { applicationRole, migratePglite } from '../../server/db/migrate.ts';
import { pglitePool } from '../../server/db/pglite-pool.ts';
import { readMigrations } from '../../server/db/read-migrations.ts';
import { demoOrganizations } from '../../server/demo/organizations.ts';
import { seedDemo } from '../../server/demo/seed-demo.ts';
import { makeSecrets } from '../../server/domain/secrets.ts';
import { storySecret } from './story-secret.ts';
import { storyOrganization } from './whole-portal.ts';

/**
 * A database with the demo's people in it, and those of the stories' own organization, as a packed data folder: a page that loads it skips founding a database,
 * migrating and seeding it. Made once when Storybook is built or started.
 */
export async function demoDump(): Promise<Uint8Array> {
  const pglite = await PGlite.create({ extensions: { pg_trgm } });
  await migratePglite(pglite, await readMigrations());
  const database = databaseOver(pglitePool(pglite, { role: applicationRole }), { deadline: 60_000 });
  // Nobody signs in by password here, so there is none.
  await seedDemo({
    database,
    secrets: makeSecrets(storySecret),
    passwordHash: '',
    organizations: [...demoOrganizations, storyOrganization],
  });
  await pglite.exec('vacuum full analyze');
  const dump = await pglite.dumpDataDir('gzip');
  await pglite.close();
  return new Uint8Array(await dump.arrayBuffer());
}
