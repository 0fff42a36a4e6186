import type { ReactiveControllerHost } from 'lit';
import type { InvitationLink, Member } from '../../server/contract/index.ts';
import type { inviteLater } from '../messages/en-invite-later.ts';

export interface LinkRow {
  member: Member;
  link?: InvitationLink;
  state: 'none' | 'making' | 'copied' | 'shown' | 'failed';
}

export interface LinkListOptions {
  make(member: string): Promise<InvitationLink>;
  words(): typeof inviteLater;
  say(text: string): void;
}

/** Links to hand over where nothing is mailed. Each is made when it is asked for, and only once: a second ends the first. */
export class LinkList {
  readonly #host: ReactiveControllerHost;
  readonly #options: LinkListOptions;
  #rows: readonly LinkRow[] = [];

  constructor(host: ReactiveControllerHost, options: LinkListOptions) {
    this.#host = host;
    this.#options = options;
  }

  get rows(): readonly LinkRow[] {
    return this.#rows;
  }

  add(members: readonly Member[]): void {
    this.#rows = [...this.#rows, ...members.map((member): LinkRow => ({ member, state: 'none' }))];
  }

  clear(): void {
    this.#rows = [];
  }

  async copy(row: LinkRow): Promise<void> {
    if (row.state === 'making') return;
    const { words, make, say } = this.#options;
    const who = row.member.email;
    try {
      if (!row.link) {
        this.#set(row, 'making');
        row.link = await make(row.member.id);
      }
    } catch {
      this.#set(row, 'failed');
      return say(words().linkFailed(who));
    }
    try {
      await navigator.clipboard.writeText(row.link.url);
      this.#set(row, 'copied');
      say(words().copiedFor(who));
    } catch {
      // Not every page may write to the clipboard: then the link stands there to be copied by hand.
      this.#set(row, 'shown');
      say(words().shownFor(who));
    }
  }

  #set(row: LinkRow, state: LinkRow['state']): void {
    row.state = state;
    this.#host.requestUpdate();
  }
}
