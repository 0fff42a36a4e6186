import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { InviteResult, Portal } from '../../server/contract/index.ts';
import type { Announcer } from '../controllers/announcer.ts';
import type { Connection } from '../controllers/connection.ts';
import { Freshness, type FreshnessOptions } from '../controllers/freshness.ts';
import { Notices } from '../controllers/notices.ts';
import { Width } from '../controllers/width.ts';
import { membersLater } from '../messages/en-members-later.ts';
import { adopt } from '../styles/adopt.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';
import { menuStyles } from '../templates/menu.ts';
import { RowActions, type RowActionsContext } from './members.actions.ts';
import { bulkBar } from './members.bulk.ts';
import { laterStyles } from './members.later.styles.ts';
import type { LaterView, MembersView } from './members.view.ts';

export interface LaterContext extends Omit<RowActionsContext, 'view' | 'notices'>, FreshnessOptions {
  view(): MembersView;
  connection: Connection;
  announcer: Announcer;
  states: CustomStateSet;
  total(): { total: number; text: string };
  /** These were invited: marks them and asks again. */
  sent(members: string[]): void;
  inviteLayout(): Portal['inviteLayout'] | undefined;
}

type InviteElement = HTMLElement & { open(init?: unknown): Promise<void> };

/** All of the table that nobody needs before its first rows are on screen; loaded right after them. */
export class Later {
  readonly #host: LitElement;
  readonly #context: LaterContext;
  readonly notices: Notices;
  readonly actions: RowActions;
  #inviting = false;

  constructor(host: LitElement, context: LaterContext) {
    this.#host = host;
    this.#context = context;
    adopt(host.renderRoot, laterStyles, menuStyles, dialogStyles);
    this.notices = new Notices(host, context.announcer, () => context.connection.setting('notifications'));
    this.actions = new RowActions(host, { ...context, view: () => this.#view(), notices: this.notices });
    new Width(host, 51, context.states);
    new Freshness(host, context);
  }

  render({ words, common }: MembersView): TemplateResult {
    return html`${this.actions.render(words.actionsFor)} ${this.notices.render(common)}
    ${this.#inviting ? this.#inviteElement() : nothing}`;
  }

  reset(): void {
    this.actions.reset();
    this.#inviting = false;
  }

  async openInvite(init: unknown): Promise<void> {
    await import('../invite/define.ts');
    this.#inviting = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    await this.#host.renderRoot.querySelector<InviteElement>('roster-invite')?.open(init);
  }

  #inviteElement(): TemplateResult {
    const { connection, inviteLayout } = this.#context;
    const settings = connection.forward();
    const layout = inviteLayout();
    return html`<roster-invite
      no-button
      .source=${settings.source}
      .messages=${settings.messages}
      .portal=${layout ? { ...settings.portal, inviteLayout: layout } : settings.portal}
      .locale=${settings.locale}
      .timeZone=${settings.timeZone}
      .theme=${settings.theme}
      .density=${settings.density}
      .notifications=${settings.notifications}
      @roster-invite-sent=${this.#onSent}
    ></roster-invite>`;
  }

  /** What can be done with the selection, of which `page` is what is in sight. */
  bulkBar(page: readonly { id: string }[]): TemplateResult {
    const { selection, total, announcer, offered } = this.#context;
    const { words, formats } = this.#view();
    const all = total();
    const count = selection.count(all.total);
    const wholePage = page.every(({ id }) => selection.has(id));
    const act = (action: 'resend' | 'revoke') => () => {
      if (!this.actions.progress) void this.actions.bulk(action);
    };
    return bulkBar(words, formats, {
      count,
      all: selection.all && count === all.total,
      allText: wholePage && count < all.total ? words.selectAll(all.text) : undefined,
      totalText: all.text,
      busy: this.actions.progress,
      resend: offered().includes('resend'),
      revoke: offered().includes('revoke'),
      onAll: () => {
        selection.setAll();
        announcer.say(words.allSelected(all.text));
      },
      onClear: () => {
        selection.clear();
        // The bar is gone, and its button with it.
        const boxes = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.pick input')];
        boxes.find((box) => box.checkVisibility())?.focus();
      },
      onResend: act('resend'),
      onRevoke: act('revoke'),
    });
  }

  selectionCleared(): void {
    this.#context.announcer.say(this.#view().words.selectionCleared);
  }

  readonly #onSent = (event: Event): void => {
    const { results } = event as Event & { results: InviteResult[] };
    const sent = results.flatMap(({ status, member }) => (status === 'invited' && member ? [member.id] : []));
    this.#context.sent(sent);
    const { words, formats } = this.#view();
    if (sent.length) this.notices.tell({ text: words.invitationsSent(sent.length, formats) });
  };

  #view(): LaterView {
    return { ...this.#context.view(), words: this.#context.connection.words('membersLater', membersLater) };
  }
}
