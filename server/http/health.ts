import { Hono } from 'hono';
import type { Database } from '../domain/context.ts';

/**
 * `/healthz`: the process is alive. `/readyz`: it can work, which needs the database and ends with `draining`. For the
 * server's root; they tell nobody anything else.
 */
export function makeHealth({
  database,
  draining = () => false,
}: {
  database: Database;
  draining?: () => boolean;
}): Hono {
  const health = new Hono();
  health.use('*', async (c, next) => {
    c.header('cache-control', 'no-store');
    await next();
  });
  health.get('/healthz', (c) => c.json({ status: 'ok' }));
  health.get('/readyz', async (c) => {
    const ready = !draining() && (await database.ready());
    return ready ? c.json({ status: 'ready' }) : c.json({ status: 'unavailable' }, 503, { 'retry-after': '2' });
  });
  return health;
}
