import type { EventId } from './ids.ts';

/** What can happen in an organization. `GET /events` and webhooks tell of it by ids; who wants to know more reads it. */
export const eventTypes = [
  'member.invited',
  'member.joined',
  'member.updated',
  'member.suspended',
  'member.reactivated',
  'member.removed',
  'group.created',
  'group.updated',
  'group.deleted',
  'role.created',
  'role.updated',
  'role.deleted',
  'organization.updated',
] as const;

export type EventType = (typeof eventTypes)[number];

/**
 * One event of `GET /events`, as a stream of server-sent events carries it: its `id`, its `event` and its `data`. `resync`
 * says that events were left out: read anew whatever is shown.
 */
export type RosterEvent =
  { id: EventId; type: EventType; data: { id: string } } | { id: EventId; type: 'resync'; data: Record<string, never> };
