import { eventTypes, type EventType } from './events.ts';
import type { WebhookId } from './ids.ts';

/** What an endpoint asks to be told: one kind of event, all of one noun (`member.*`), or everything. */
export type EventFilter = EventType | 'member.*' | 'group.*' | 'role.*' | 'organization.*' | '*';

export const eventFilters: readonly EventFilter[] = [
  '*',
  'member.*',
  'group.*',
  'role.*',
  'organization.*',
  ...eventTypes,
];

/** An endpoint of a host that is sent what happens, signed as Standard Webhooks has it. */
export interface Webhook {
  id: WebhookId;
  url: string;
  events: EventFilter[];
  createdAt: string;
  /** Since when nothing has arrived there; null while all is well. */
  failingSince: string | null;
  /** What happened at the last try, while it fails. */
  failure: string | null;
  /** It had failed for days and is sent nothing any more. */
  disabledAt: string | null;
}

export interface WebhookRequest {
  /** `https://…` */
  url: string;
  events: EventFilter[];
}

/** The only moment at which the secret is shown: `whsec_` and what the signatures are made with, in base 64. */
export interface WebhookAnswer {
  webhook: Webhook;
  secret: string;
}
