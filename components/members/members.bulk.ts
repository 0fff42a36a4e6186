import { html, nothing, type TemplateResult } from 'lit';
import type { BulkAction, Member } from '../../server/contract/index.ts';
import type { Announcer } from '../controllers/announcer.ts';
import type { Notices } from '../controllers/notices.ts';
import { membersActions } from '../messages/en-members-actions.ts';
import { membersLater } from '../messages/en-members-later.ts';
import { adopt } from '../styles/adopt.ts';
import { chevronDownIcon, xIcon } from '../templates/icons.ts';
import type { Questions } from '../templates/questions.ts';
import { bulkItems, canOf, direct, type BulkWords } from './members.bulk-items.ts';
import type { BulkRun, Refusal } from './members.bulk-run.ts';
import { bulkStyles } from './members.bulk.styles.ts';
import type { MembersContext, MembersHost } from './members.context.ts';
import { OpenMenu } from './members.menu.ts';
import { totalsOf } from './members.view.ts';

/** Refusals spelled out; there is no use in more. */
const listed = 20;

/** What can be done to everybody selected; doing it is loaded with the first thing that is done. */
export class Bulk {
  readonly #host: MembersHost;
  readonly #context: MembersContext;
  readonly #notices: Notices;
  readonly #announcer: Announcer;
  readonly #confirm: Questions;
  readonly #menu: OpenMenu;
  /** Loaded when the first thing is done. */
  #run: BulkRun | undefined;
  #progress: string | undefined;
  /** Whom the last change was not made to, and why. */
  #refused: { title: string; people: readonly Refusal[] } | undefined;

  constructor(host: MembersHost, context: MembersContext, notices: Notices, announcer: Announcer, confirm: Questions) {
    adopt(host.renderRoot, bulkStyles);
    this.#host = host;
    this.#context = context;
    this.#notices = notices;
    this.#announcer = announcer;
    this.#confirm = confirm;
    this.#menu = new OpenMenu(host);
  }

  reset(): void {
    this.#menu.close();
    this.#run?.reset();
    this.#progress = this.#refused = undefined;
  }

  /** Menus and questions. */
  render(): TemplateResult {
    return html`${this.#menu.render() ?? nothing} ${this.#run?.render() ?? nothing}`;
  }

  /** Whom it was not done to stays above the rows until that is read. */
  refusals(): TemplateResult | typeof nothing {
    const refused = this.#refused;
    if (!refused) return nothing;
    const { formats, words } = this.#context.view();
    const more = refused.people.length - listed;
    return html`<div class="banner refused" part="banner" role="status">
      <span>${refused.title}</span>
      <button
        type="button"
        class="button quiet square"
        aria-label=${this.#context.view().common.dismiss}
        @click=${() => {
          this.#refused = undefined;
          this.#host.requestUpdate();
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
    const words = this.#words;
    const { selection, view, connection } = this.#context;
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
    const items = bulkItems(this.#context, words);
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
          @click=${() => busy || why || this.#start(action)}
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
                      run: () => void this.#start(action),
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
    const { data, view } = this.#context;
    return totalsOf(data.list.page, view());
  }

  readonly #onAll = (): void => {
    this.#context.selection.setAll();
    this.#announcer.say(this.#words.allSelected(this.#totals.text));
  };

  readonly #onClear = (): void => {
    this.#context.selection.clear();
    this.#toBoxes();
  };

  /** The bar is gone, and its buttons with it. */
  #toBoxes(): void {
    const boxes = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.pick input')];
    boxes.find((box) => box.checkVisibility())?.focus();
  }

  async #start(action: BulkAction): Promise<void> {
    if (this.#progress) return;
    this.#refused = undefined;
    try {
      const { BulkRun } = await import('./members.bulk-run.ts');
      this.#run ??= new BulkRun(this.#host, this.#context, this.#notices, this.#confirm, {
        progress: (text) => {
          this.#progress = text;
          this.#host.requestUpdate();
        },
        refused: (title, people) => (this.#refused = { title, people }),
        cleared: () => this.#toBoxes(),
      });
    } catch {
      return this.#notices.tell({ text: this.#context.view().common.failed, tone: 'error' });
    }
    await this.#run.run(action);
  }

  get #words(): BulkWords {
    const { connection } = this.#context;
    return {
      ...connection.words('membersActions', membersActions),
      ...connection.words('membersLater', membersLater),
    };
  }
}
