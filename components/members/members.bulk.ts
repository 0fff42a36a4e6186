import { html, nothing, type TemplateResult } from 'lit';
import {
  limits,
  type BulkAction,
  type BulkResult,
  type Can,
  type Member,
  type MemberId,
} from '../../server/contract/index.ts';
import type { Announcer } from '../controllers/announcer.ts';
import { ask } from '../controllers/before-event.ts';
import { InviteRevokedEvent } from '../controllers/invitation.events.ts';
import { MemberRemovedEvent } from '../controllers/member.events.ts';
import type { Notices } from '../controllers/notices.ts';
import { adopt } from '../styles/adopt.ts';
import { Questions } from '../templates/questions.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';
import { chevronDownIcon, xIcon } from '../templates/icons.ts';
import { Acting, labelOf } from './members.acting.ts';
import { askBefore, bulkItems, canOf, direct, type Given } from './members.bulk-items.ts';
import { bulkStyles } from './members.bulk.styles.ts';
import type { MembersContext, MembersHost } from './members.context.ts';
import { MembersChangedEvent } from './members.events.ts';
import type { Giving } from './members.giving.ts';
import { OpenMenu } from './members.menu.ts';
import { totalsOf } from './members.view.ts';

/** Somebody something is to be done to; known by id alone where they were selected from outside. */
interface Target {
  id: MemberId;
  member: Member | undefined;
}

interface Refusal {
  name: string;
  reason: string;
}

/** How a change of many went. */
interface Tally {
  done: number;
  unchanged: number;
  held: number;
  left: number;
  refused: Refusal[];
  undo: (string | undefined)[];
  failure: string | undefined;
}

/** Something goes along with these. */
const givings: ReadonlySet<BulkAction> = new Set<BulkAction>([
  'addRoles',
  'removeRoles',
  'addToGroup',
  'removeFromGroup',
]);
/** Wide enough to be asked about with a number to type. */
const wide = 10;
/** People in one request: few enough that one sees it go on. */
const piece = Math.min(100, limits.bulkMembers);
/** Refusals spelled out; there is no use in more. */
const listed = 20;

/** What is done to everybody selected. */
export class Bulk {
  readonly #acting: Acting;
  readonly #announcer: Announcer;
  readonly #menu: OpenMenu;
  readonly #confirm: Questions;
  /** Loaded when a role or a group is to be chosen. */
  #giving: Giving | undefined;
  #progress: string | undefined;
  /** Whom the last change was not made to, and why. */
  #refused: { title: string; people: readonly Refusal[] } | undefined;

  constructor(host: MembersHost, context: MembersContext, notices: Notices, announcer: Announcer) {
    adopt(host.renderRoot, dialogStyles, bulkStyles);
    this.#acting = new Acting(host, context, notices);
    this.#announcer = announcer;
    this.#menu = new OpenMenu(host);
    this.#confirm = new Questions(host);
  }

  reset(): void {
    this.#menu.close();
    this.#giving?.reset();
    this.#progress = this.#refused = undefined;
  }

  /** Menus and questions. */
  render(): TemplateResult {
    return html`${this.#menu.render() ?? nothing} ${this.#confirm.render()} ${this.#giving?.render() ?? nothing}`;
  }

  /** Whom it was not done to stays above the rows until that is read. */
  refusals(): TemplateResult | typeof nothing {
    const refused = this.#refused;
    if (!refused) return nothing;
    const { formats, words } = this.#acting.context.view();
    const more = refused.people.length - listed;
    return html`<div class="banner refused" part="banner" role="status">
      <span>${refused.title}</span>
      <button
        type="button"
        class="button quiet square"
        aria-label=${this.#acting.context.view().common.dismiss}
        @click=${() => {
          this.#refused = undefined;
          this.#acting.host.requestUpdate();
        }}
      >
        ${xIcon}
      </button>
      <ul>
        ${refused.people.slice(0, listed).map(({ name, reason }) => html`<li><bdi translate="no">${name}</bdi>: ${reason}</li>`)}
        ${more > 0 ? html`<li>${words.more(formats.number(more))}</li>` : nothing}
      </ul>
    </div>`;
  }

  /** What stands in the toolbar's place while there is a selection, of which `page` is what is in sight. */
  bar(page: readonly Member[]): TemplateResult {
    const { context, words } = this.#acting;
    const { selection, view, connection } = context;
    const { formats, common } = view();
    selection.see(page);
    const all = this.#totals;
    const count = selection.count(all.total);
    const everybody = selection.all && count === all.total;
    const wholePage = page.every(({ id }) => selection.has(id));
    // Of all that match only the page is known: refused for the role of whoever looks, it is so for the rest as well.
    const known = (selection.all ? page.filter(({ id }) => selection.has(id)) : selection.items).filter(
      (one) => one !== undefined,
    );
    const unknown = selection.all || known.length < count;
    const reason = (action: BulkAction): string | undefined => {
      const cans = known.map((member) => canOf(action, member));
      const refused = cans.filter((can) => can !== true);
      const forbidden = refused.find(({ code }) => code === 'forbidden');
      if (!refused.length || refused.length < cans.length || (unknown && !forbidden)) return undefined;
      return forbidden || (action !== 'resend' && action !== 'revoke')
        ? connection.reason(forbidden ?? refused[0]!)
        : words.noneInvited;
    };
    const items = bulkItems(context, words);
    const buttons = items.filter(({ action }) => direct.has(action));
    const others = items.filter(({ action }) => !direct.has(action));
    const reasons = [...new Set(buttons.map(({ action }) => reason(action)).filter((one) => one !== undefined))];
    const busy = this.#progress;
    const text = words.selected(count, formats);
    return html`<div class="bulk" part="bulk-bar" role="group" aria-label=${text}>
      <span class="chosen">${everybody ? words.allSelected(all.text) : text}</span>
      <button type="button" class="button quiet square" aria-label=${words.clearSelection} @click=${this.#onClear}>
        ${xIcon}
      </button>
      ${
        wholePage && count < all.total
          ? html`<button type="button" class="link" @click=${this.#onAll}>${words.selectAll(all.text)}</button>`
          : nothing
      }
      <span class="gap"></span>
      ${busy ? html`<span class="quiet">${busy}</span>` : nothing}
      ${reasons.length ? html`<span class="quiet" id="bulk-reason">${reasons.join(' ')}</span>` : nothing}
      ${buttons.map(({ action, label }) => {
        const why = reason(action);
        return html`<button
          type="button"
          class="button"
          aria-disabled=${busy || why ? 'true' : 'false'}
          aria-describedby=${why ? 'bulk-reason' : nothing}
          @click=${() => busy || why || this.#run(action)}
        >
          ${label}
        </button>`;
      })}
      ${
        others.length
          ? html`<button
              type="button"
              class="button"
              aria-haspopup="menu"
              aria-expanded=${this.#menu.key ? 'true' : 'false'}
              aria-disabled=${busy ? 'true' : 'false'}
              data-menu
              @click=${(event: Event) =>
                busy ||
                this.#menu.toggle({
                  key: 'bulk',
                  button: event.currentTarget as HTMLElement,
                  label: text,
                  items: () =>
                    others.map(({ action, label, icon, danger }) => ({
                      label,
                      icon,
                      danger,
                      reason: reason(action),
                      run: () => void this.#run(action),
                    })),
                })}
            >
              ${common.actions}${chevronDownIcon}
            </button>`
          : nothing
      }
      <slot name="bulk-actions"></slot>
    </div>`;
  }

  get #totals(): { total: number; text: string } {
    const { data, view } = this.#acting.context;
    return totalsOf(data.list.page, view());
  }

  readonly #onAll = (): void => {
    this.#acting.context.selection.setAll();
    this.#announcer.say(this.#acting.words.allSelected(this.#totals.text));
  };

  readonly #onClear = (): void => {
    this.#acting.context.selection.clear();
    this.#toBoxes();
  };

  /** The bar is gone, and its buttons with it. */
  #toBoxes(): void {
    const boxes = [...this.#acting.host.renderRoot.querySelectorAll<HTMLElement>('.pick input')];
    boxes.find((box) => box.checkVisibility())?.focus();
  }

  #show(progress: string | undefined): void {
    this.#progress = progress;
    this.#acting.host.requestUpdate();
  }

  async #run(action: BulkAction): Promise<void> {
    if (this.#progress) return;
    const { context, host } = this.#acting;
    const source = this.#acting.source;
    this.#refused = undefined;
    try {
      const targets = await this.#targets();
      const tally: Tally = { done: 0, unchanged: 0, held: 0, left: 0, refused: [], undo: [], failure: undefined };
      const going = targets.filter(({ member }) => this.#possible(action, member, tally));
      const given = going.length ? await this.#sure(action, going) : {};
      if (!given || source !== this.#acting.source || !host.isConnected) return;
      await this.#perform(action, given, going, tally);
      this.#tell(action, tally);
      if (!tally.left && context.selection.clear()) this.#toBoxes();
      await context.data.poll();
    } catch (cause) {
      const text = this.#acting.failed(cause);
      if (text) this.#acting.told(text, [], 'error');
    } finally {
      this.#show(undefined);
    }
  }

  /** Whoever it cannot be done to is counted, and not sent along: the server refuses the whole request of one it may not be done to. */
  #possible(action: BulkAction, member: Member | undefined, tally: Tally): boolean {
    const can: Can = member ? canOf(action, member) : true;
    if (can === true) return true;
    if (can.code === 'not_pending' || can.code === 'invalid') tally.unchanged += 1;
    else tally.refused.push({ name: labelOf(member!), reason: this.#acting.context.connection.reason(can) });
    return false;
  }

  /** Everybody selected. With "all matching" that is asked for, page by page. */
  async #targets(): Promise<Target[]> {
    const { selection, query, view } = this.#acting.context;
    const { formats } = view();
    if (!selection.all) {
      const { items } = selection;
      return selection.ids.map((id, index) => ({ id: id as MemberId, member: items[index] }));
    }
    const found: Target[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { cursor: _, ...filters } = { cursor, ...query(), limit: 100 };
      const page = await this.#acting.source?.members({ ...filters, ...(cursor ? { cursor } : {}) });
      if (!page || !this.#acting.host.isConnected) return [];
      found.push(...page.items.filter(({ id }) => selection.has(id)).map((member) => ({ id: member.id, member })));
      cursor = page.next;
      if (cursor) this.#show(this.#acting.words.progress(found.length, selection.count(page.total), formats));
    }
    return found;
  }

  /** What is to be given, asked for; and whether that is meant, where it is wide or cannot be taken back. `undefined`: no. */
  async #sure(action: BulkAction, going: readonly Target[]): Promise<Given | undefined> {
    const { words, context } = this.#acting;
    const { portal, common, formats } = context.view();
    const verb = bulkItems(context, words).find((item) => item.action === action)!.label;
    const given = givings.has(action)
      ? await (await this.#loadGiving()).ask(action, words.giveTitle(verb, going.length, formats), verb, words)
      : {};
    if (!given) return undefined;
    const takes = ['suspend', 'revoke', 'removeRoles', 'removeFromGroup'].includes(action);
    if (action !== 'remove' && !(takes && going.length > wide)) return given;
    const one = going.length === 1 ? going[0]!.member : undefined;
    const text = one ? labelOf(one) : String(going.length);
    const sure = await this.#confirm.ask({
      title: one ? words.removeTitle(text) : words.manyTitle(verb, going.length, formats),
      detail: action === 'remove' ? words.removeManyDetail(portal.removedName) : words.manyDetail,
      verb,
      cancel: common.cancel,
      danger: true,
      typed: { label: words.typeName(text), text },
    });
    return sure ? given : undefined;
  }

  async #loadGiving(): Promise<Giving> {
    const { Giving } = await import('./members.giving.ts');
    return (this.#giving ??= new Giving(this.#acting.host, this.#acting.context));
  }

  async #perform(action: BulkAction, given: Given, going: readonly Target[], tally: Tally): Promise<void> {
    const { host, words, context } = this.#acting;
    const { formats } = context.view();
    const source = this.#acting.source;
    for (let at = 0; at < going.length; at += piece) {
      this.#show(words.progress(at, going.length, formats));
      const asked = going.slice(at, at + piece);
      const lets = await Promise.all(asked.map(({ id, member }) => ask(host, askBefore(action, id, member, given))));
      const some = asked.filter((_, index) => lets[index]);
      tally.held += asked.length - some.length;
      if (!some.length) continue;
      try {
        // Another organization may be shown by now, or nothing.
        if (!host.isConnected || !source || source !== this.#acting.source) throw new Error('The element was left.');
        const ids = some.map(({ id }) => id);
        const answer = await source.bulk({ action, ids, ...given }, { idempotencyKey: crypto.randomUUID() });
        this.#count(action, some, answer.results, tally);
      } catch (cause) {
        tally.failure = this.#acting.failed(cause);
        tally.left = going.length - at - (asked.length - some.length);
        return;
      }
    }
  }

  #count(action: BulkAction, asked: readonly Target[], results: readonly BulkResult[], tally: Tally): void {
    const { host, context } = this.#acting;
    const names = new Map(asked.map(({ id, member }) => [id, member ? labelOf(member) : id]));
    for (const { id, status, code, reason, undo } of results) {
      if (status === 'done') {
        tally.done += 1;
        tally.undo.push(undo);
        if (action === 'revoke') host.dispatchEvent(new InviteRevokedEvent(id));
        if (action === 'remove') host.dispatchEvent(new MemberRemovedEvent(id));
      } else if (status === 'unchanged' || code === 'not_pending') tally.unchanged += 1;
      else {
        const why = context.connection.refusal({ code, reason });
        tally.refused.push({ name: names.get(id) ?? id, reason: why });
      }
    }
    const shown = results.map(({ undo: _, ...result }) => result);
    host.dispatchEvent(new MembersChangedEvent(action, shown));
  }

  #tell(action: BulkAction, { done, unchanged, held, left, refused, undo, failure }: Tally): void {
    const { words, context } = this.#acting;
    const { portal, formats, words: first } = context.view();
    const status = { suspend: portal.labels.suspended ?? first.status.suspended, reactivate: first.status.active };
    const did = {
      resend: words.resentMany,
      revoke: words.revokedMany,
      remove: words.removedMany,
      suspend: (count: number) => words.areNow(count, status.suspend, formats),
      reactivate: (count: number) => words.areNow(count, status.reactivate, formats),
      addRoles: words.changedMany,
      removeRoles: words.changedMany,
      addToGroup: words.changedMany,
      removeFromGroup: words.changedMany,
    };
    const invitation = action === 'resend' || action === 'revoke';
    const others = [
      unchanged && (invitation ? words.idleMany : words.unchangedMany)(unchanged, formats),
      refused.length && words.refusedMany(refused.length, formats),
      held && words.heldMany(held, formats),
      left && words.leftMany(left, formats),
      failure?.replace(/[.。]$/, ''),
    ].filter(Boolean);
    const text = [did[action](done, formats), ...others].join('. ');
    this.#acting.told(text, undo, others.length ? 'error' : undefined);
    if (refused.length) this.#refused = { title: words.refusedMany(refused.length, formats), people: refused };
  }
}
