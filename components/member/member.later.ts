import type { Role } from '../../server/contract/index.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { Notices } from '../controllers/notices.ts';
import { troubleOf } from '../controllers/trouble.ts';
import { toSourceError } from '../source/failure.ts';
import { adopt } from '../styles/adopt.ts';
import { Questions } from '../templates/questions.ts';
import { MemberActs } from './member.acts.ts';
import { drawContact } from './member.contact.ts';
import { MemberGroups } from './member.groups.ts';
import { clashOf, drawInherited } from './member.inherited.ts';
import { drawInvitation } from './member.invitation.ts';
import { laterStyles } from './member.later.styles.ts';
import type { Profile } from './member.profile.ts';

type MemberDoing = import('./member.doing.ts').MemberDoing;
type Created = import('./member.created.ts').CreatedView;
type Meanwhile = import('./member.meanwhile.ts').Meanwhile;

/** What stands around the form: what can be done and asked, the field of groups, and what others change meanwhile. */
export class MemberLater {
  readonly profile: Profile;
  readonly confirm: Questions;
  readonly notices: Notices;
  readonly acts: MemberActs;
  readonly groups: MemberGroups;
  /** What has taken the form's place. */
  step: Created | undefined;
  #doing: MemberDoing | undefined;
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

  /** What is done with the form and to the person; a failed download can be tried again. */
  async doing(): Promise<MemberDoing> {
    const { MemberDoing } = await import('./member.doing.ts');
    return (this.#doing ??= new MemberDoing(this));
  }

  stop(): void {
    this.#watching.abort();
  }

  reset(): void {
    this.stop();
    this.acts.reset();
    this.#doing?.acting.reset();
    this.groups.reset();
    this.inviter = undefined;
    this.step = this.#meanwhile = undefined;
  }

  /** What others changed is in the form now, or overruled. */
  inStep(): void {
    this.#meanwhile = undefined;
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
      const [{ Meanwhile }, doing] = await Promise.all([import('./member.meanwhile.ts'), this.doing()]);
      if (profile.id !== id || answer.member.version <= (profile.person?.version ?? 0)) return;
      this.#meanwhile ??= new Meanwhile(doing);
      await this.#meanwhile.meet(answer, asked);
    } catch (cause) {
      const error = toSourceError(cause);
      if (profile.id === id && troubleOf(error) !== 'failed') profile.refuse(error);
    }
  }

  async #findInviter(signal: AbortSignal): Promise<void> {
    const { profile } = this;
    const { capabilities, person, source } = profile;
    if (person?.status !== 'invited' || capabilities?.caller.can['audit:read'] !== true) return;
    const query = { target: [person.id], action: ['member.invited'], limit: 1 };
    const found = await source.audit(query, { signal }).catch(() => undefined);
    const by = found?.items[0]?.actor.id;
    if (!by || signal.aborted) return;
    this.inviter = profile.words.inviter(found.names[by] ?? by, profile.formats.relative(found.items[0]!.at));
    profile.host.requestUpdate();
  }

  invitation(): unknown {
    return drawInvitation(this.profile);
  }

  inherited(): unknown {
    return drawInherited(this.profile);
  }

  clash(): Role | undefined {
    return clashOf(this.profile);
  }

  contact(): unknown {
    return drawContact(this.profile);
  }

  renderTop(): unknown {
    return this.#meanwhile?.render();
  }

  renderBelow(): unknown {
    return this.acts.render(this.#doing?.acting.shownLink());
  }

  renderOver(): TemplateResult {
    return html`${this.confirm.render()} ${this.notices.render(this.profile.common) ?? nothing}`;
  }
}
