import type { Member } from '../../server/contract/index.ts';
import { MemberUpdatedEvent } from '../controllers/member.events.ts';
import type { Notices } from '../controllers/notices.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import { memberLater } from '../messages/en-member-later.ts';
import { toSourceError } from '../source/failure.ts';
import type { SourceError } from '../source/source.ts';
import type { Questions } from '../templates/questions.ts';
import { MemberActing, type Action } from './member.acting.ts';
import { keep } from './member.change.ts';
import type { MemberLater } from './member.later.ts';
import type { Profile } from './member.profile.ts';
import { fieldOf, save } from './member.saving.ts';

/** What is done with the form and to the person: loaded with the first thing that is done, or typed. */
export class MemberDoing {
  readonly later: MemberLater;
  readonly profile: Profile;
  readonly confirm: Questions;
  readonly notices: Notices;
  readonly acting: MemberActing;

  constructor(later: MemberLater) {
    this.later = later;
    this.profile = later.profile;
    this.confirm = later.confirm;
    this.notices = later.notices;
    this.acting = new MemberActing(this);
  }

  get words(): typeof memberLater {
    return this.profile.connection.words('memberLater', memberLater);
  }

  /** How the person is called in a sentence: the portal's word for somebody without a name would not tell them apart. */
  get label(): string {
    const { person, draft } = this.profile;
    return person ? (person.name ?? person.email) : draft.name.trim() || draft.email.trim();
  }

  /** Focus to the first of these that is there once it is drawn. */
  focus(...selectors: string[]): void {
    void this.profile.host.updateComplete.then(() => {
      const found = selectors.map((one) => this.profile.host.renderRoot.querySelector<HTMLElement>(one));
      found.find((one) => one !== null)?.focus();
    });
  }

  save(): Promise<void> {
    return save(this);
  }

  act(action: Action, person: Member): Promise<void> {
    return this.during('acts', () => this.acting.act(action, person));
  }

  mayDiscard(): Promise<boolean> {
    const { words } = this;
    return this.confirm.ask({
      title: words.discard,
      detail: words.discardDetail,
      verb: words.discardVerb,
      cancel: words.keepEditing,
      danger: true,
    });
  }

  /** Does one thing while the form waits; what goes wrong is shown where it happened, and what was typed stays. */
  async during(place: '' | 'acts', work: () => Promise<void>): Promise<void> {
    const { profile } = this;
    if (profile.busy) return;
    const { id } = profile;
    profile.busy = place || 'form';
    profile.faults = {};
    profile.host.requestUpdate();
    try {
      await work();
    } catch (cause) {
      if (profile.id === id) await this.#failed(toSourceError(cause), place);
    }
    profile.busy = undefined;
    profile.host.requestUpdate();
    if (Object.keys(profile.faults).length) this.focus('.wrong :is(input, textarea)', place ? '#acts-fault' : '#fault');
  }

  /** A success, with the way back where there is one. */
  told(text: string, member: Member, undo?: string): void {
    const { common } = this.profile;
    this.notices.tell({
      text,
      ...(undo ? { action: { label: common.undo, run: () => void this.#undo(member, undo) } } : {}),
    });
  }

  async #undo({ id }: Member, token: string): Promise<void> {
    const { profile, words } = this;
    try {
      const { source } = profile;
      const [result] = (await source.undo([token])).results;
      if (result?.status === 'refused')
        return this.notices.tell({ text: profile.connection.refusal(result), tone: 'error' });
      const answer = await source.member(id);
      if (profile.id === id) keep(profile, answer);
      profile.host.dispatchEvent(new MemberUpdatedEvent(answer.member));
      this.notices.tell({ text: words.undone });
    } catch (cause) {
      const error = toSourceError(cause);
      if (profile.host.dispatchEvent(new RosterErrorEvent(error)))
        this.notices.tell({ text: this.textOf(error), tone: 'error' });
    }
  }

  async #failed(error: SourceError, place: '' | 'acts'): Promise<void> {
    const { profile } = this;
    const { code, errors, detail } = error.problem;
    const shown = profile.host.dispatchEvent(new RosterErrorEvent(error));
    if (code === 'stale') return profile.reread(true);
    if (code === 'not_found') return profile.refuse(error);
    if (!shown) return;
    const faults = (errors ?? []).map((one) => [one.pointer.slice(1), profile.connection.fault(one)] as const);
    const known = faults.map(([field, text]) => [/^(roles|groups)\//.exec(field)?.[1] ?? field, text]);
    const drawn = known.filter(([field]) => profile.host.renderRoot.querySelector(`[data-field="${field}"]`));
    const field = place || fieldOf[code];
    profile.faults = drawn.length ? Object.fromEntries(drawn) : { [field ?? '']: this.textOf(error, detail) };
  }

  textOf({ problem, offline, retryAfter }: SourceError, detail = problem.detail): string {
    const { common, formats, connection } = this.profile;
    if (offline) return common.offline;
    if (problem.code === 'rate_limited' && retryAfter) return common.waitSeconds(retryAfter, formats);
    if (problem.code === 'unauthenticated') return `${common.sessionEnded}. ${common.sessionEndedDetail}`;
    return connection.reason({ ok: false, code: problem.code, reason: detail });
  }
}
