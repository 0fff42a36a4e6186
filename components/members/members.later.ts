import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { InviteResult, Member, Portal } from '../../server/contract/index.ts';
import { Announcer } from '../controllers/announcer.ts';
import { Freshness, type FreshnessOptions } from '../controllers/freshness.ts';
import { HotkeyGuard } from '../controllers/hotkey-guard.ts';
import { Notices } from '../controllers/notices.ts';
import { RowFocus } from '../controllers/row-focus.ts';
import { Width } from '../controllers/width.ts';
import { membersLater } from '../messages/en-members-later.ts';
import { adopt } from '../styles/adopt.ts';
import { listLaterStyles } from '../styles/list-later.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';
import { menuStyles } from '../templates/menu.ts';
import { RowActions, type RowActionsContext } from './members.actions.ts';
import { searchIcon, triangleAlertIcon, userPlusIcon } from '../templates/icons.ts';
import { bulkBar, type BulkAction } from './members.bulk.ts';
import { laterStyles } from './members.later.styles.ts';
import type { Calm } from '../templates/calm.ts';
import type { LaterView, MembersView } from './members.view.ts';

export interface LaterContext extends Omit<RowActionsContext, 'view' | 'notices'>, FreshnessOptions {
  view(): MembersView;
  states: CustomStateSet;
  /** Asks for everything again, because a person wants it. */
  again(): void;
  clearFilters(): void;
  /** How the people are called in running text. */
  noun(): string;
  calm(sentence: Calm): TemplateResult;
  /** Whether whoever looks can invite. */
  invites(): boolean;
  /** What the column is called that sorts by this key. */
  columnOf(sort: string): string;
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
  readonly #announcer: Announcer;
  readonly notices: Notices;
  readonly actions: RowActions;
  #inviting = false;

  constructor(host: LitElement, context: LaterContext) {
    this.#host = host;
    this.#context = context;
    adopt(host.renderRoot, listLaterStyles, laterStyles, menuStyles, dialogStyles);
    this.#announcer = new Announcer(host);
    this.notices = new Notices(host, this.#announcer, () => context.connection.setting('notifications'));
    this.actions = new RowActions(host, { ...context, view: () => this.#view(), notices: this.notices });
    new HotkeyGuard(host);
    new RowFocus(host);
    new Width(host, 51, context.states);
    new Freshness(host, context);
  }

  render({ common }: MembersView): TemplateResult {
    return html`${this.actions.render(common.actionsFor)} ${this.notices.render(common)}
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
  bulkBar(page: readonly Member[]): TemplateResult {
    const { selection, total, offered } = this.#context;
    const { words, formats } = this.#view();
    selection.see(page);
    const all = total();
    const count = selection.count(all.total);
    const wholePage = page.every(({ id }) => selection.has(id));
    // Of all that match only the page is known: refused for the role of whoever looks, it is so for the rest as well.
    const known = selection.all ? page.filter(({ id }) => selection.has(id)) : selection.items;
    const sample = known.every((member) => member !== undefined) ? known : [];
    const action = (name: 'resend' | 'revoke'): BulkAction | undefined => {
      if (!offered().includes(name)) return undefined;
      const reason = this.actions.refusal(name, sample);
      return { reason: selection.all && reason === words.noneInvited ? undefined : reason };
    };
    return bulkBar(words, formats, {
      count,
      all: selection.all && count === all.total,
      allText: wholePage && count < all.total ? words.selectAll(all.text) : undefined,
      totalText: all.text,
      busy: this.actions.progress,
      resend: action('resend'),
      revoke: action('revoke'),
      onAll: () => {
        selection.setAll();
        this.#announcer.say(words.allSelected(all.text));
      },
      onClear: () => {
        selection.clear();
        // The bar is gone, and its button with it.
        const boxes = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.pick input')];
        boxes.find((box) => box.checkVisibility())?.focus();
      },
      onResend: () => void this.actions.bulk('resend'),
      onRevoke: () => void this.actions.bulk('revoke'),
    });
  }

  /** Says what the list shows now: so many after the first `before` ones. */
  shown(before: number, count: number): void {
    const { total, view } = this.#context;
    const { total: all, text } = total();
    const { common, formats } = view();
    this.#announcer.say(
      count
        ? common.range(formats.number(before + 1), formats.number(before + count), text)
        : this.#view().words.found(text, all, formats),
    );
  }

  sorted(sort: string): void {
    const label = this.#context.columnOf(sort.replace(/^-/, ''));
    this.#announcer.say(this.#view().words.sortedBy(label, sort.startsWith('-')));
  }

  /** Instead of rows: nobody matches the filters, or the tab, or nobody is there at all. */
  nobody(filtered: boolean, all: boolean): TemplateResult {
    const view = this.#context.view();
    const { words } = this.#view();
    if (filtered || !all) {
      const action = { label: view.words.clearFilters, run: () => this.#context.clearFilters() };
      const fields = view.portal.searchable.map((field) => view.words.searchBy[field]);
      const text = { icon: searchIcon, title: words.noResultsTitle, detail: words.noResultsDetail(fields, filtered) };
      return html`<slot name="no-results">${this.#context.calm({ ...text, ...(filtered ? { action } : {}) })}</slot>`;
    }
    const invites = this.#context.invites();
    const label = view.portal.labels.invite ?? view.words.invite;
    return html`<slot name="empty"
      >${this.#context.calm({
        icon: userPlusIcon,
        title: words.emptyTitle(this.#context.noun()),
        detail: invites ? words.emptyDetail : words.emptyReadonly,
        ...(invites ? { action: { label, primary: true, run: () => void this.openInvite(undefined) } } : {}),
      })}</slot
    >`;
  }

  /** The list could not be asked for again. */
  stale(): TemplateResult {
    const { words, common } = this.#view();
    return html`<p class="banner" part="banner" role="status">
      ${triangleAlertIcon}<span>${words.stale}</span
      ><button type="button" class="link" @click=${() => this.#context.again()}>${common.retry}</button>
    </p>`;
  }

  /** Keeps what is shown for the next time. */
  keep(name: string, view: object): void {
    // A full or forbidden storage keeps nothing, and that is all.
    try {
      localStorage.setItem(`roster:${name}`, JSON.stringify(view));
    } catch {}
  }

  selectionCleared(): void {
    this.#announcer.say(this.#view().words.selectionCleared);
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
