import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { Member, MemberQuery } from '../../server/contract/index.ts';
import { ask } from '../controllers/before-event.ts';
import type { Connection } from '../controllers/connection.ts';
import type { Notices } from '../controllers/notices.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import type { Selection } from '../controllers/selection.ts';
import type { Source, SourceError } from '../source/source.ts';
import { ConfirmController } from '../templates/dialog-confirm.ts';
import { banIcon, linkIcon, sendIcon } from '../templates/icons-later.ts';
import { menu, type MenuItem } from '../templates/menu.ts';
import {
  BeforeInviteResendEvent,
  BeforeInviteRevokeEvent,
  InviteResentEvent,
  InviteRevokedEvent,
} from '../controllers/invitation.events.ts';
import type { LaterView } from './members.view.ts';

type Action = 'resend' | 'link' | 'revoke';

/** How a person is called in a sentence: the portal's word for somebody without a name would not tell them apart. */
const labelOf = ({ name, email }: Member): string => name ?? email;

interface ShownLink {
  url: string;
  member: Member;
  /** When it stops working, in words. */
  until: string;
}

export interface RowActionsContext {
  connection: Connection;
  source(): Source | undefined;
  errorOf(cause: unknown): SourceError;
  query(): MemberQuery;
  view(): LaterView;
  offered(): readonly Action[];
  selection: Selection<Member>;
  notices: Notices;
  /** The server has changed something: ask again. */
  changed(): Promise<unknown>;
}

/** How a thing done to one person ended: `gone`, there is no invitation any more; `held`, the host kept it from happening. */
type Outcome = 'done' | 'gone' | 'forbidden' | 'failed' | 'held';

/** What is done to people from their row or as a selection.  */
export class RowActions {
  readonly #host: LitElement;
  readonly #context: RowActionsContext;
  readonly #confirm: ConfirmController;
  #member: Member | undefined;
  #button: HTMLElement | undefined;
  #link: ShownLink | undefined;

  /** What went wrong with an action, by member: shown in the row. */
  errors: ReadonlyMap<string, string> = new Map();
  /** How far a change of many is. */
  progress: string | undefined;

  constructor(host: LitElement, context: RowActionsContext) {
    this.#host = host;
    this.#context = context;
    this.#confirm = new ConfirmController(host);
  }

  /** Whose menu is open. */
  get openFor(): string | undefined {
    return this.#member?.id;
  }

  reset(): void {
    this.#close();
    this.errors = new Map();
    this.progress = undefined;
    this.#link = undefined;
  }

  async toggle(member: Member, button: HTMLElement): Promise<void> {
    const again = this.#member?.id === member.id;
    this.#close();
    if (again) return;
    this.#member = member;
    this.#button = button;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const list = this.#host.renderRoot.querySelector<HTMLElement>('#menu');
    list?.showPopover();
    list?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }

  render(actionsFor: (name: string) => string): TemplateResult {
    const member = this.#member;
    const view = this.#context.view();
    return html`${
      member ? menu(actionsFor(labelOf(member)), this.#items(member, view), () => this.#close(member)) : nothing
    }
    ${this.#confirm.render()} ${this.#link ? this.#linkDialog(this.#link, view) : nothing}`;
  }

  /** Does one thing to everybody selected that it can be done to, one after the other. */
  async bulk(action: 'resend' | 'revoke'): Promise<void> {
    const { words, formats, common } = this.#context.view();
    const chosen = await this.#selected();
    const members = chosen.filter((member) => member.can[action] === true);
    if (!members.length) {
      const text = this.refusal(action, chosen) ?? words.noneInvited;
      return this.#context.notices.tell({ text, tone: 'error' });
    }
    const sure =
      action === 'resend' ||
      (await this.#confirm.ask({
        title: words.revokeMany(members.length, formats),
        detail: words.revokeManyDetail,
        verb: words.revoke,
        cancel: common.cancel,
        danger: true,
      }));
    if (!sure) return;
    const ended: Record<Outcome, number> = { done: 0, gone: 0, forbidden: 0, failed: 0, held: 0 };
    const refused = chosen.flatMap(({ can }) => (can[action] === true ? [] : [can[action]]));
    ended.forbidden = refused.filter(({ code }) => code === 'forbidden').length;
    const idle = refused.length - ended.forbidden;
    for (const [index, member] of members.entries()) {
      if (!this.#host.isConnected) return;
      this.progress = words.progress(index + 1, members.length, formats);
      this.#host.requestUpdate();
      ended[await this.#perform(action, member)] += 1;
    }
    this.progress = undefined;
    const { done, gone, forbidden, failed, held } = ended;
    const text = action === 'resend' ? words.resentMany(done, formats) : words.revokedMany(done, formats);
    const others = [
      gone && words.goneMany(gone, formats),
      idle && words.idleMany(idle, formats),
      forbidden && words.forbiddenMany(forbidden, formats),
      failed && words.failedMany(failed, formats),
      held && words.heldMany(held, formats),
    ].filter((one) => one !== 0);
    this.#context.notices.tell(others.length ? { text: [text, ...others].join('. '), tone: 'error' } : { text });
    if (!failed && !held) this.#context.selection.clear();
    await this.#context.changed();
  }

  /** Why this can be done to nobody of these, in words; nothing where it can, or where nobody is known. */
  refusal(action: 'resend' | 'revoke', members: readonly Member[]): string | undefined {
    const { words } = this.#context.view();
    const refused = members.flatMap(({ can }) => (can[action] === true ? [] : [can[action]]));
    if (!refused.length || refused.length < members.length) return undefined;
    const forbidden = refused.find(({ code }) => code === 'forbidden');
    return forbidden ? this.#context.connection.reason(forbidden) : words.noneInvited;
  }

  #items(member: Member, { words }: LaterView): MenuItem[] {
    const reason = (action: Action): string | undefined => {
      const can = member.can[action];
      if (can === true) return undefined;
      return this.#context.connection.reason(can);
    };
    const items: Record<Action, MenuItem> = {
      resend: { label: words.resend, icon: sendIcon, reason: reason('resend'), run: () => void this.#resend(member) },
      link: { label: words.copyLink, icon: linkIcon, reason: reason('link'), run: () => void this.#copyLink(member) },
      revoke: {
        label: words.revoke,
        icon: banIcon,
        reason: reason('revoke'),
        danger: true,
        run: () => void this.#revoke(member),
      },
    };
    return this.#context.offered().map((action) => items[action]);
  }

  #close(only = this.#member): void {
    if (!this.#member || this.#member !== only) return;
    this.#member = undefined;
    const list = this.#host.renderRoot.querySelector<HTMLElement>('#menu');
    const focused = list?.contains((this.#host.renderRoot as ShadowRoot).activeElement);
    if (list?.matches(':popover-open')) list.hidePopover();
    if (focused) this.#button?.focus();
    this.#host.requestUpdate();
  }

  async #resend(member: Member): Promise<void> {
    const { words } = this.#context.view();
    if ((await this.#perform('resend', member)) !== 'done') return;
    this.#context.notices.tell({ text: words.resent(labelOf(member)) });
    await this.#context.changed();
  }

  async #revoke(member: Member): Promise<void> {
    const { words, common } = this.#context.view();
    const name = labelOf(member);
    const sure = await this.#confirm.ask({
      title: words.revokeTitle(name),
      detail: words.revokeDetail,
      verb: words.revoke,
      cancel: common.cancel,
      danger: true,
    });
    if (!sure) return;
    const next = this.#neighbour(member.id);
    if ((await this.#perform('revoke', member)) !== 'done') return;
    this.#context.notices.tell({ text: words.revoked(name) });
    await this.#context.changed();
    await this.#host.updateComplete;
    const root = this.#host.renderRoot;
    // The row is gone, and its button with it: on to the next one, else to the heading.
    (
      root.querySelector<HTMLElement>(`[data-id="${next}"] [data-menu]`) ?? root.querySelector<HTMLElement>('h2')
    )?.focus();
  }

  async #copyLink(member: Member): Promise<void> {
    const { words, formats } = this.#context.view();
    const source = this.#context.source();
    try {
      const link = await source?.link(member.id, { version: member.version });
      if (!link) return;
      this.#trouble(member.id);
      try {
        await navigator.clipboard.writeText(link.url);
        this.#context.notices.tell({ text: words.linkCopied });
      } catch {
        // No clipboard without HTTPS, or without the person's leave: then the link is shown.
        await this.#showLink({ url: link.url, member, until: formats.moment(link.expiresAt) });
      }
      await this.#context.changed();
    } catch (cause) {
      this.#failed(member, cause);
    }
  }

  /** Asks the host, does it, tells the host. */
  async #perform(action: 'resend' | 'revoke', member: Member): Promise<Outcome> {
    const source = this.#context.source();
    const before =
      action === 'resend' ? new BeforeInviteResendEvent(member.id) : new BeforeInviteRevokeEvent(member.id);
    if (!source || !(await ask(this.#host, before))) return 'held';
    try {
      if (action === 'resend') {
        const answer = await source.resend(member.id, { version: member.version });
        this.#host.dispatchEvent(new InviteResentEvent(answer.member));
      } else {
        await source.revoke(member.id, { version: member.version });
        this.#host.dispatchEvent(new InviteRevokedEvent(member.id));
      }
      this.#trouble(member.id);
      return 'done';
    } catch (cause) {
      const { code } = this.#failed(member, cause).problem;
      if (code === 'forbidden') return code;
      if (code === 'not_pending' || code === 'not_found') return 'gone';
      // Somebody changed the person meanwhile: joined, or only another role?
      const now = code === 'stale' ? await source.member(member.id).catch(() => undefined) : undefined;
      return now && now.member.status !== 'invited' ? 'gone' : 'failed';
    }
  }

  #failed(member: Member, cause: unknown): SourceError {
    const { common } = this.#context.view();
    const error = this.#context.errorOf(cause);
    const shown = this.#host.dispatchEvent(new RosterErrorEvent(error));
    if (shown) this.#trouble(member.id, error.offline ? common.offline : error.problem.detail);
    // Somebody else was faster, or the session has ended: what is on screen is not so any more.
    void this.#context.changed();
    return error;
  }

  #trouble(member: string, text?: string): void {
    const errors = new Map(this.errors);
    errors.delete(member);
    if (text) errors.set(member, text);
    this.errors = errors;
    this.#host.requestUpdate();
  }

  /** Everybody selected. With "all matching" that is asked for, page by page, as far as an invitation is pending. */
  async #selected(): Promise<Member[]> {
    const { selection, query, source } = this.#context;
    if (!selection.all) return selection.items.filter((member) => member !== undefined);
    const { status } = query();
    if (status?.length && !status.includes('invited')) return [];
    const found: Member[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await source()?.members({
        ...query(),
        status: ['invited'],
        limit: 100,
        ...(cursor ? { cursor } : {}),
      });
      found.push(...(page?.items ?? []).filter(({ id }) => selection.has(id)));
      cursor = page?.next ?? null;
    }
    return found;
  }

  #neighbour(id: string): string | undefined {
    const rows = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('[data-id]')];
    const at = rows.findIndex((row) => row.dataset['id'] === id);
    return (rows[at + 1] ?? rows[at - 1])?.dataset['id'];
  }

  async #showLink(link: ShownLink): Promise<void> {
    this.#link = link;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const dialog = this.#host.renderRoot.querySelector<HTMLDialogElement>('#link');
    dialog?.showModal();
    dialog?.querySelector('input')?.select();
  }

  #linkDialog({ url, member, until }: ShownLink, { words, common }: LaterView): TemplateResult {
    return html`<dialog
      id="link"
      part="dialog"
      role="alertdialog"
      aria-labelledby="link-title"
      aria-describedby="link-detail"
      @close=${() => {
        this.#link = undefined;
        this.#host.requestUpdate();
        this.#button?.focus();
      }}
    >
      <div class="alert">
        <h2 id="link-title">${words.linkTitle}</h2>
        <p id="link-detail">${words.linkDetail(labelOf(member), until)}</p>
        <input class="field" readonly dir="ltr" aria-labelledby="link-title" .value=${url} />
      </div>
      <div class="dialog-foot">
        <button
          type="button"
          class="button"
          @click=${(event: Event) => (event.target as Element).closest('dialog')?.close()}
        >
          ${common.close}
        </button>
      </div>
    </dialog>`;
  }
}
