import postgres from 'postgres';
import type { World } from './given.ts';

/** Milliseconds to wait for those who never get to the barrier: they may be refused before, or take no lock at all. */
const patience = 700;

/**
 * Lets all of `works` come to where they need the organization's row, which is held until they are all there, and then lets
 * go: so they do meet, whatever the machine is busy with. Where nothing runs at once anyway they just all begin.
 */
export async function allAtOnce<T>(world: World, works: readonly (() => Promise<T>)[]): Promise<T[]> {
  if (world.given.ownerUrl === '') return Promise.all(works.map((work) => work()));
  const owner = postgres(world.given.ownerUrl, { max: 2, onnotice: () => {} });
  try {
    let started: Promise<T[]> | undefined;
    await owner.begin(async (held) => {
      await held`select 1 from roster.organizations where id = ${world.organizationId} for update`;
      started = Promise.all(works.map((work) => work()));
      // Its failure is the caller's to see, once the row is free again.
      started.catch(() => {});
      for (const until = Date.now() + patience; Date.now() < until;) {
        const [row] = await owner<{ waiting: number }[]>`select count(*)::integer as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        if (row!.waiting >= works.length) break;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    return await started!;
  } finally {
    await owner.end({ timeout: 1 });
  }
}
