import type { Member } from '../../server/contract/index.ts';
import { ask, type BeforeEvent } from '../controllers/before-event.ts';
import type { Notices } from '../controllers/notices.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import { memberLater } from '../messages/en-member-later.ts';
import { membersActions } from '../messages/en-members-actions.ts';
import { membersLater } from '../messages/en-members-later.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source } from '../source/source.ts';
import type { MembersContext, MembersHost } from './members.context.ts';
import { MembersChangedEvent } from './members.events.ts';

/** Changes to be taken back that the server takes at once. */
const undoAtOnce = 50;

/** How a person is called in a sentence: the portal's word for somebody without a name would not tell them apart. */
export const labelOf = ({ name, email }: Pick<Member, 'name' | 'email'>): string => name ?? email;

/** Doing something: the host is asked, the source does it, and whoever looks hears how it went. */
export class Acting {
  readonly host: MembersHost;
  readonly context: MembersContext;
  readonly notices: Notices;
  readonly #pending = new Set<string>();
  /** What went wrong, by member: shown in the row. */
  errors: ReadonlyMap<string, string> = new Map();

  constructor(host: MembersHost, context: MembersContext, notices: Notices) {
    this.host = host;
    this.context = context;
    this.notices = notices;
  }

  /** Words of all that is done here; each element's own on top of the shared ones. */
  get words(): typeof membersLater & typeof membersActions & typeof memberLater {
    const { connection } = this.context;
    return {
      ...connection.words('memberLater', memberLater),
      ...connection.words('membersActions', membersActions),
      ...connection.words('membersLater', membersLater),
    };
  }

  get source(): Source | undefined {
    return this.context.connection.source;
  }

  /** To one person, once at a time. `undefined` where it was held back, or failed: then the row says why. */
  async perform<T>(
    member: Member,
    before: BeforeEvent | undefined,
    act: (source: Source, options: { version: number }) => Promise<T>,
  ): Promise<{ answer: T } | undefined> {
    const { source } = this;
    if (!source || this.#pending.has(member.id)) return undefined;
    this.#pending.add(member.id);
    try {
      if (before && !(await ask(this.host, before))) return undefined;
      const answer = await act(source, { version: member.version });
      this.trouble(member.id);
      return { answer };
    } catch (cause) {
      this.trouble(member.id, this.failed(cause));
      // Somebody else was faster, or the session has ended: what is on screen is not so any more.
      void this.context.data.poll();
      return undefined;
    } finally {
      this.#pending.delete(member.id);
    }
  }

  /** Tells the host; answers the sentence that is left to be shown. */
  failed(cause: unknown): string | undefined {
    const { common, formats } = this.context.view();
    const error = toSourceError(cause);
    if (!this.host.dispatchEvent(new RosterErrorEvent(error))) return undefined;
    if (error.offline) return common.offline;
    return error.retryAfter
      ? common.waitSeconds(error.retryAfter, formats)
      : this.context.connection.said(error.problem);
  }

  trouble(member: string, text?: string): void {
    const errors = new Map(this.errors);
    errors.delete(member);
    if (text) errors.set(member, text);
    this.errors = errors;
    this.host.requestUpdate();
  }

  /** What was done, with the way back where there is one. */
  told(text: string, undo: readonly (string | undefined)[] = [], tone?: 'error'): void {
    const tokens = undo.filter((one) => one !== undefined);
    this.notices.tell({
      text,
      ...(tone && { tone }),
      ...(tokens.length && {
        action: { label: this.context.view().common.undo, run: () => void this.#takeBack(tokens) },
      }),
    });
  }

  async #takeBack(tokens: readonly string[]): Promise<void> {
    const { words } = this;
    let not = 0;
    try {
      for (let at = 0; at < tokens.length; at += undoAtOnce) {
        const answer = await this.source?.undo(tokens.slice(at, at + undoAtOnce));
        if (!answer) return;
        not += answer.results.filter(({ status }) => status === 'refused').length;
        this.host.dispatchEvent(new MembersChangedEvent('undo', answer.results));
      }
      if (not) this.told(words.undoneNot(not, this.context.view().formats), [], 'error');
      else this.told(words.undone);
    } catch (cause) {
      const text = this.failed(cause);
      if (text) this.told(text, [], 'error');
    }
    await this.context.data.poll();
  }

  /** The row that comes after this one, for when it is gone. */
  neighbour(id: string): () => Promise<void> {
    const rows = [...this.host.renderRoot.querySelectorAll<HTMLElement>('[data-id]')];
    const at = rows.findIndex((row) => row.dataset['id'] === id);
    const next = (rows[at + 1] ?? rows[at - 1])?.dataset['id'];
    return async () => {
      await this.context.data.poll();
      await this.host.updateComplete;
      const root = this.host.renderRoot;
      if (root.querySelector(`[data-id="${id}"]`)) return;
      const button = next && root.querySelector<HTMLElement>(`[data-id="${next}"] [data-menu]`);
      (button || root.querySelector<HTMLElement>('h2'))?.focus();
    };
  }
}
