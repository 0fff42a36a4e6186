// The built server in a process of its own, for the benchmark's memory row: as `roster serve`, without the quota that keeps
// one organization from taking the others' share, because here one organization is all there is.
import '../../dist/server/small-heap.js';
import { createRoster } from '../../dist/server/index.js';
import { serve } from '../../dist/server/serve.js';

const { DATABASE_URL: database, ROSTER_SECRET: secret, PORT } = process.env;
const url = `http://127.0.0.1:${PORT}/roster`;
const roster = await createRoster({ database, secret, url, quota: false, log: () => {} });
const serving = await serve(roster.app, { host: '127.0.0.1', port: Number(PORT) });
process.once('SIGTERM', async () => {
  await serving.stop();
  await roster.close();
});
