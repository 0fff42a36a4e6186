// The built server in a process of its own, for the benchmark: as `roster serve`, without the quota that keeps one organization
// from taking the others' share, because here one organization is all there is.
import '../../dist/server/small-heap.js';
import { createRoster } from '../../dist/server/index.js';
import { serve } from '../../dist/server/serve.js';

const { DATABASE_URL, ROSTER_FOLDER: folder, ROSTER_SECRET: secret, ROSTER_JOBS, PORT } = process.env;
const database = folder ? { folder, engine: 'pglite' } : DATABASE_URL;
const url = `http://127.0.0.1:${PORT}/roster`;
const jobs = ROSTER_JOBS === 'off' ? { jobs: false } : {};
const roster = await createRoster({ database, secret, url, quota: false, log: () => {}, ...jobs });
const serving = await serve(roster.app, { host: '127.0.0.1', port: Number(PORT) });
process.once('SIGTERM', async () => {
  await serving.stop();
  await roster.close();
});
