import { toId } from '../contract/index.ts';
import type { Actor } from '../domain/context.ts';
import { openEvents, type Opened } from '../domain/events/open-events.ts';
import { tokenHash } from '../domain/secrets.ts';
import { EventStream } from './event-stream.ts';
import { defineFeed, type Opening } from './route.ts';

export const eventRoutes = [
  defineFeed({
    method: 'get',
    path: '/events',
    tag: 'Events',
    summary: 'Read what happens, as it happens',
    description:
      'Server-sent events: `member.*`, `group.*`, `role.*` and `organization.*` with the id of what changed as `data`, and ' +
      '`resync` where events were left out and everything shown has to be read anew. `Last-Event-ID` goes on after an event ' +
      'of the last day. Read it with `fetch`, so that the credential stays in a header. The stream ends when the credential ' +
      'does. A member has at most 20 at a time, an organization 500.',
    permission: 'member:read',
    follow: async (context, lastEventId) => {
      const opened = await openEvents(context, lastEventId);
      return (opening) => streamTo(context.actor, opened, opening);
    },
  }),
];

function streamTo(actor: Actor, { cursor, resync }: Opened, { credential, live, request, hangUp }: Opening): Response {
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' };
  if (request.method === 'HEAD' || request.signal.aborted) return new Response(null, { headers });
  let leave = (): void => {};
  const stream = new EventStream((stalled) => {
    leave();
    // The connection's own buffers are full, and nobody empties them.
    if (stalled) hangUp();
  });
  leave = live.open({
    organizationId: credential.organizationId,
    accountId: credential.kind === 'session' ? credential.accountId : null,
    tokenHash: tokenHash(credential.token),
    who: whoIs(actor),
    cursor,
    sink: stream,
  });
  request.signal.addEventListener('abort', () => leave(), { once: true });
  const id = toId('evt', cursor);
  // Each comes back at a moment of its own, so that a server that was away is not met by all of its readers at once.
  stream.begin(Math.round(1_000 + Math.random() * 4_000), id, resync ? { id, type: 'resync', data: {} } : undefined);
  return new Response(stream.body, { headers });
}

function whoIs(actor: Actor): string {
  if (actor.kind === 'member') return actor.memberId;
  return actor.kind === 'key' ? actor.keyId : actor.kind;
}
