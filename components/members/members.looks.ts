import { html, type TemplateResult } from 'lit';
import { download } from '../controllers/download.ts';
import type { Notices } from '../controllers/notices.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import { membersView } from '../messages/en-members-view.ts';
import { toSourceError } from '../source/failure.ts';
import { adopt } from '../styles/adopt.ts';
import type { MembersContext, MembersHost } from './members.context.ts';
import { looksStyles } from './members.looks.styles.ts';
import { columnLabel, keyOf, totalsOf } from './members.view.ts';

/** How the table is shown: which columns, how dense; and the table as a file. */
export class Looks {
  readonly #host: MembersHost;
  readonly #context: MembersContext;
  readonly #notices: Notices;
  exporting = false;
  open = false;

  constructor(host: MembersHost, context: MembersContext, notices: Notices) {
    this.#host = host;
    this.#context = context;
    this.#notices = notices;
    adopt(host.renderRoot, looksStyles);
  }

  async toggle(): Promise<void> {
    this.open = !this.open;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (!this.open) return;
    const box = this.#host.renderRoot.querySelector<HTMLElement>('#looks');
    box?.showPopover();
    box?.querySelector<HTMLElement>('input:enabled')?.focus();
  }

  render(): TemplateResult | undefined {
    if (!this.open) return undefined;
    const { columns, hidden } = this.#context;
    const view = this.#context.view();
    const words = this.#words;
    const density = this.#context.connection.setting('density') ?? 'comfortable';
    return html`<div
      id="looks"
      class="looks"
      popover="auto"
      part="view"
      role="dialog"
      aria-label=${words.columns}
      @toggle=${this.#onToggle}
      @keydown=${this.#onKeydown}
    >
      <fieldset>
        <legend>${words.columns}</legend>
        ${columns().map((column, index) => {
          const key = keyOf(column);
          return html`<label
            ><input
              type="checkbox"
              .checked=${!hidden.has(key)}
              ?disabled=${index === 0}
              @change=${(event: Event) => this.#hide(key, !(event.target as HTMLInputElement).checked)}
            />${typeof column === 'object' ? column.label : columnLabel(column, view)}</label
          >`;
        })}
      </fieldset>
      <fieldset>
        <legend>${words.density}</legend>
        ${(['comfortable', 'compact'] as const).map(
          (one) =>
            html`<label
              ><input
                type="radio"
                name="density"
                .checked=${density === one}
                @change=${() => {
                  this.#host.density = one;
                  this.#context.shown();
                }}
              />${words[one]}</label
            >`,
        )}
      </fieldset>
    </div>`;
  }

  async exportCsv(): Promise<void> {
    const { connection, data, view, query } = this.#context;
    const { source } = connection;
    if (!source || this.exporting) return;
    const words = this.#words;
    const { formats, common } = view();
    this.exporting = true;
    this.#host.requestUpdate();
    this.#notices.tell({ text: words.exporting });
    try {
      const { limit: _, ...filters } = query();
      const file = await source.exportMembers(filters);
      if (connection.source !== source) return;
      const { total, text } = totalsOf(data.list.page, view());
      const { slug } = data.capabilities?.organization ?? {};
      download(file, `${slug ? `${slug}-` : ''}members-${new Date().toISOString().slice(0, 10)}.csv`);
      this.#notices.tell({ text: words.exported(total, text, formats) });
    } catch (cause) {
      const error = toSourceError(cause);
      const shown = this.#host.dispatchEvent(new RosterErrorEvent(error));
      const text = error.offline ? common.offline : connection.said(error.problem);
      if (shown) this.#notices.tell({ text, tone: 'error' });
    } finally {
      this.exporting = false;
      this.#host.requestUpdate();
    }
  }

  get #words(): typeof membersView {
    return this.#context.connection.words('membersView', membersView);
  }

  #hide(key: string, hide: boolean): void {
    const { hidden } = this.#context;
    if (hide) hidden.add(key);
    else hidden.delete(key);
    this.#context.shown();
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState !== 'closed') return;
    const box = event.target as HTMLElement;
    const focused = box.contains((this.#host.renderRoot as ShadowRoot).activeElement);
    this.open = false;
    this.#host.requestUpdate();
    if (focused) this.#button?.focus();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    (event.currentTarget as HTMLElement).hidePopover();
    this.#button?.focus();
  };

  get #button(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('[data-view]');
  }
}
