import type { BulkAction, BulkRequest, BulkResult, Can, Member, MemberId } from '../../server/contract/index.ts';
import { ask, type BeforeEvent } from '../controllers/before-event.ts';
import {
  BeforeInviteResendEvent,
  BeforeInviteRevokeEvent,
  InviteRevokedEvent,
} from '../controllers/invitation.events.ts';
import {
  BeforeMemberReactivateEvent,
  BeforeMemberRemoveEvent,
  BeforeMemberSuspendEvent,
  BeforeMemberUpdateEvent,
  MemberRemovedEvent,
} from '../controllers/member.events.ts';
import type { Notices } from '../controllers/notices.ts';
import type { Questions } from '../templates/questions.ts';
import { Acting, labelOf } from './members.acting.ts';
import { bulkItems, canOf } from './members.bulk-items.ts';
import type { MembersContext, MembersHost } from './members.context.ts';
import { MembersChangedEvent } from './members.events.ts';
import type { Giving } from './members.giving.ts';

/** What goes along with a change of many. */
export type Given = Pick<BulkRequest, 'roles' | 'group'>;

/** Somebody something is to be done to; known by id alone where they were selected from outside. */
interface Target {
  id: MemberId;
  member: Member | undefined;
}

/** Whom it was not done to, and why. */
export interface Refusal {
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
/** People in one request: few enough that one sees it go on, and half of what the server takes (`limits.bulkMembers`). */
const piece = 100;

/** What the bar shows of it. */
export interface BulkBar {
  progress(text: string | undefined): void;
  refused(title: string, people: readonly Refusal[]): void;
  cleared(): void;
}

/** Doing it to everybody selected: asked for, in pieces, and told. */
export class BulkRun {
  readonly #acting: Acting;
  readonly #bar: BulkBar;
  readonly #confirm: Questions;
  /** Loaded when a role or a group is to be chosen. */
  #giving: Giving | undefined;

  constructor(host: MembersHost, context: MembersContext, notices: Notices, confirm: Questions, bar: BulkBar) {
    this.#acting = new Acting(host, context, notices);
    this.#confirm = confirm;
    this.#bar = bar;
  }

  reset(): void {
    this.#giving?.reset();
  }

  render(): unknown {
    return this.#giving?.render();
  }

  async run(action: BulkAction): Promise<void> {
    const { context, host } = this.#acting;
    const source = this.#acting.source;
    try {
      const targets = await this.#targets();
      const tally: Tally = { done: 0, unchanged: 0, held: 0, left: 0, refused: [], undo: [], failure: undefined };
      const going = targets.filter(({ member }) => this.#possible(action, member, tally));
      const given = going.length ? await this.#sure(action, going) : {};
      if (!given || source !== this.#acting.source || !host.isConnected) return;
      await this.#perform(action, given, going, tally);
      this.#tell(action, tally);
      if (!tally.left && context.selection.clear()) this.#bar.cleared();
      await context.data.poll();
    } catch (cause) {
      const text = this.#acting.failed(cause);
      if (text) this.#acting.told(text, [], 'error');
    } finally {
      this.#bar.progress(undefined);
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
      if (cursor) this.#bar.progress(this.#acting.words.progress(found.length, selection.count(page.total), formats));
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
      this.#bar.progress(words.progress(at, going.length, formats));
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
    if (refused.length) this.#bar.refused(words.refusedMany(refused.length, formats), refused);
  }
}

/** The question of the single change, for each. */
function askBefore(
  action: BulkAction,
  id: MemberId,
  member: Member | undefined,
  { roles = [], group }: Given,
): BeforeEvent {
  const groups = group ? [group] : [];
  const [hadRoles, hadGroups] = [member?.roles ?? [], member?.groups ?? []];
  switch (action) {
    case 'resend':
      return new BeforeInviteResendEvent(id);
    case 'revoke':
      return new BeforeInviteRevokeEvent(id);
    case 'suspend':
      return new BeforeMemberSuspendEvent(id);
    case 'reactivate':
      return new BeforeMemberReactivateEvent(id);
    case 'remove':
      return new BeforeMemberRemoveEvent(id);
    case 'addRoles':
      return new BeforeMemberUpdateEvent(id, { roles: [...new Set([...hadRoles, ...roles])] });
    case 'removeRoles':
      return new BeforeMemberUpdateEvent(id, { roles: hadRoles.filter((one) => !roles.includes(one)) });
    case 'addToGroup':
      return new BeforeMemberUpdateEvent(id, { groups: [...new Set([...hadGroups, ...groups])] });
    case 'removeFromGroup':
      return new BeforeMemberUpdateEvent(id, { groups: hadGroups.filter((one) => !groups.includes(one)) });
  }
}
