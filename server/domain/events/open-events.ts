import { sql } from 'drizzle-orm';
import { fromId, limits } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';
import { Refused } from '../refused.ts';

/** Where a reader of events begins. */
export interface Opened {
  /** The reader gets what comes after this event; a UUID. */
  cursor: string;
  /** Events between the reader's last one and this place are not told one by one: everything has to be read anew. */
  resync: boolean;
}

/** Before every event. */
const beginning = '00000000-0000-0000-0000-000000000000';

/**
 * Lets the caller read events from now on, or from after the last one they saw. One that is too old, of another
 * organization or of nobody's is answered alike: with now, and the word to read everything anew.
 * @throws Refused `malformed` for what is no event's id
 */
export async function openEvents(context: Context, lastEventId: string | undefined): Promise<Opened> {
  authorize(context, 'member:read');
  const { tx, organizationId } = context;
  const last = lastEventId === undefined ? undefined : fromId('evt', lastEventId);
  if (lastEventId !== undefined && last === undefined) {
    throw new Refused('malformed', { detail: 'Last-Event-ID is the id of an event of this stream.' });
  }
  if (last !== undefined) {
    const [found] = await tx.execute<{ known: boolean; behind: number }>(
      sql`select exists (select from roster.events where organization_id = ${organizationId} and id = ${last}
                            and at > clock_timestamp() - interval '1 day') as known,
                 (select count(*)::integer from (select from roster.events where organization_id = ${organizationId}
                    and id > ${last} limit ${limits.eventsToCatchUp + 1}) missed) as behind`,
    );
    if (found?.known && found.behind <= limits.eventsToCatchUp) return { cursor: last, resync: false };
  }
  const [newest] = await tx.execute<{ id: string }>(
    sql`select id from roster.events where organization_id = ${organizationId} order by id desc limit 1`,
  );
  return { cursor: newest?.id ?? beginning, resync: last !== undefined };
}
