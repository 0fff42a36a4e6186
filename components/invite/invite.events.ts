import type { InviteRequest, InviteResult } from '../../server/contract/index.ts';
import { BeforeEvent } from '../controllers/before-event.ts';

/** Invitations are about to be sent. The request is as the server would get it, addresses included. */
export class BeforeInviteSendEvent extends BeforeEvent {
  readonly request: InviteRequest;

  constructor(request: InviteRequest) {
    super('roster-before-invite-send');
    this.request = request;
  }
}

/** The server took an invitation request: its answer for each person, addresses included. Some may not be invited. */
export class InviteSentEvent extends Event {
  readonly results: InviteResult[];

  constructor(results: InviteResult[]) {
    super('roster-invite-sent', { bubbles: true, composed: true });
    this.results = results;
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-before-invite-send': BeforeInviteSendEvent;
    'roster-invite-sent': InviteSentEvent;
  }
}
