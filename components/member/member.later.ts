import { html, nothing, type TemplateResult } from 'lit';
import type { Member } from '../../server/contract/index.ts';
import { MemberUpdatedEvent } from '../controllers/member.events.ts';
import { Notices } from '../controllers/notices.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import { troubleOf } from '../controllers/trouble.ts';
import { memberLater } from '../messages/en-member-later.ts';
import { toSourceError } from '../source/failure.ts';
import type { SourceError } from '../source/source.ts';
import { adopt } from '../styles/adopt.ts';
import { Questions } from '../templates/questions.ts';
import { MemberActs } from './member.acts.ts';
import { MemberGroups } from './member.groups.ts';
import { laterStyles } from './member.later.styles.ts';
import type { Profile } from './member.profile.ts';
import { fieldOf, save } from './member.saving.ts';

type Created = import('./member.created.ts').CreatedView;
type Meanwhile = import('./member.meanwhile.ts').Meanwhile;

/** What is done with the form, what is told of it, and what others change meanwhile. */
export class MemberLater {
  readonly profile: Profile;
  readonly confirm: Questions;
  readonly notices: Notices;
  readonly acts: MemberActs;
  readonly groups: MemberGroups;
  /** What has taken the form's place. */
  step: Created | undefined;
  #meanwhile: Meanwhile | undefined;
  #watching = new AbortController();
  /** "Invited by Ada 2 hours ago", once that is known. */
  inviter: string | undefined;

  constructor(profile: Profile) {
    this.profile = profile;
    this.confirm = new Questions(profile.host);
    this.notices = new Notices(profile.host, profile.announcer, () => profile.connection.setting('notifications'));
    this.acts = new MemberActs(this);
    this.groups = new MemberGroups(profile);
    this.groups.fill();
    adopt(profile.host.renderRoot, ...laterStyles);
    profile.host.requestUpdate();
  }

  get words(): typeof memberLater {
    return this.profile.connection.words('memberLater', memberLater);
  }

  stop(): void {
    this.#watching.abort();
  }

  reset(): void {
    this.stop();
    this.acts.reset();
    this.groups.reset();
    this.inviter = undefined;
    this.step = this.#meanwhile = undefined;
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
    if (Object.keys(profile.faults).length)
      profile.focus('.wrong :is(input, textarea)', place ? '#acts-fault' : '#fault');
  }

  save(): Promise<void> {
    return save(this);
  }

  /** What others changed is in the form now, or overruled. */
  inStep(): void {
    this.#meanwhile = undefined;
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
      if (profile.id === id) profile.keep(answer);
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
    if (code === 'stale') return this.reread(true);
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

  /** Follows what others do to the person, for as long as the person is shown. */
  watch(): void {
    this.stop();
    const { signal } = (this.#watching = new AbortController());
    const { source, id } = this.profile;
    if (!id) return;
    void this.#findInviter(signal);
    if (source.events) {
      const hear = (event: { data: { id?: string } }): unknown =>
        // What is done here is answered in its own way.
        (event.data.id ?? id) === id && !this.profile.busy && this.reread();
      return source.events(hear, signal);
    }
    const timer = setInterval(() => this.profile.busy || void this.reread(), 30_000);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** Asks again. What was changed meanwhile is taken over where nothing was typed; else it is for the person to say. */
  async reread(asked = false): Promise<void> {
    const { profile } = this;
    const { id, person } = profile;
    if (!id || !person) return;
    try {
      const answer = await profile.source.member(id);
      if (profile.id !== id || answer.member.version === profile.person?.version) return;
      const { Meanwhile } = await import('./member.meanwhile.ts');
      if (profile.id !== id || answer.member.version <= (profile.person?.version ?? 0)) return;
      this.#meanwhile ??= new Meanwhile(this);
      await this.#meanwhile.meet(answer, asked);
    } catch (cause) {
      const error = toSourceError(cause);
      if (profile.id === id && troubleOf(error) !== 'failed') profile.refuse(error);
    }
  }

  async #findInviter(signal: AbortSignal): Promise<void> {
    const { profile, words } = this;
    const { capabilities, person, source } = profile;
    if (person?.status !== 'invited' || capabilities?.caller.can['audit:read'] !== true) return;
    const query = { target: [person.id], action: ['member.invited'], limit: 1 };
    const found = await source.audit(query, { signal }).catch(() => undefined);
    const by = found?.items[0]?.actor.id;
    if (!by || signal.aborted) return;
    this.inviter = words.inviter(found.names[by] ?? by, profile.formats.relative(found.items[0]!.at));
    profile.host.requestUpdate();
  }

  renderTop(): unknown {
    return this.#meanwhile?.render();
  }

  renderBelow(): unknown {
    return this.acts.render();
  }

  renderOver(): TemplateResult {
    return html`${this.confirm.render()} ${this.notices.render(this.profile.common) ?? nothing}`;
  }
}
