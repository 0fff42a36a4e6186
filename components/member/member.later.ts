import { exclusiveClash, type MemberAnswer, type Role } from '../../server/contract/index.ts';
import { DirtyChangeEvent } from '../controllers/dirty.events.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { Notices } from '../controllers/notices.ts';
import { adopt } from '../styles/adopt.ts';
import { takeOver } from '../templates/combobox.ts';
import { Questions } from '../templates/questions.ts';
import { roleChoosing } from '../templates/role-choosing.ts';
import { different } from './member.compare.ts';
import { MemberGroups } from './member.groups.ts';
import * as inherited from './member.inherited.ts';
import { laterStyles } from './member.later.styles.ts';
import type { Profile } from './member.profile.ts';

type MemberDoing = import('./member.doing.ts').MemberDoing;
type Created = import('./member.created.ts').CreatedView;
type Meanwhile = import('./member.meanwhile.ts').Meanwhile;

/** What it takes to use the form: questions and notices, the field of groups, and what others change meanwhile. */
export class MemberLater {
  readonly profile: Profile;
  readonly confirm: Questions;
  readonly notices: Notices;
  readonly groups: MemberGroups;
  /** What has taken the form's place. */
  step: Created | undefined;
  #doing: MemberDoing | undefined;
  #meanwhile: Meanwhile | undefined;
  #dirty = false;

  constructor(profile: Profile) {
    this.profile = profile;
    this.confirm = new Questions(profile.host);
    this.notices = new Notices(profile.host, profile.announcer, () => profile.connection.setting('notifications'));
    this.groups = new MemberGroups(profile);
    this.groups.fill();
    adopt(profile.host.renderRoot, ...laterStyles);
    profile.choice.choosing = roleChoosing;
    profile.inherited = inherited;
    profile.host.requestUpdate();
  }

  /** What is done with the form and to the person; a failed download can be tried again. */
  async doing(): Promise<MemberDoing> {
    const { MemberDoing } = await import('./member.doing.ts');
    return (this.#doing ??= new MemberDoing(this));
  }

  /** There is something to lose. */
  get dirty(): boolean {
    return this.#dirty;
  }

  /** After any change of the form: whether there is something to lose. */
  touch(): void {
    const { base, draft, password, host } = this.profile;
    const dirty = different(base, draft).length > 0 || password !== '';
    if (dirty === this.#dirty) return;
    this.#dirty = dirty;
    this.profile.state('dirty', dirty);
    host.dispatchEvent(new DirtyChangeEvent(dirty));
    // There is something to save now, and to ask about: for whoever has no network by then.
    if (dirty) this.doing().catch(() => undefined);
  }

  /** Said before it is refused: a role that stands alone beside another one that a group gives. */
  clash(): Role | undefined {
    const { profile } = this;
    const others = inherited.inheritedRoles(profile).map(({ role }) => role);
    return exclusiveClash(profile.roles.filter(({ id }) => profile.draft.roles.includes(id) || others.includes(id)));
  }

  /** Goes on where somebody went to what stood for the field of groups. */
  takeOver(before: HTMLInputElement): void {
    takeOver(before, this.profile.host.renderRoot);
  }

  reset(): void {
    this.#doing?.acting.reset();
    this.groups.reset();
    this.step = this.#meanwhile = undefined;
  }

  /** What others changed is in the form now, or overruled. */
  inStep(): void {
    this.#meanwhile = undefined;
  }

  /** The person has changed meanwhile. */
  async meet(answer: MemberAnswer, asked: boolean): Promise<void> {
    const { profile } = this;
    const [{ Meanwhile }, doing] = await Promise.all([import('./member.meanwhile.ts'), this.doing()]);
    if (profile.id !== answer.member.id || answer.member.version <= (profile.person?.version ?? 0)) return;
    this.#meanwhile ??= new Meanwhile(doing);
    await this.#meanwhile.meet(answer, asked);
  }

  renderTop(): unknown {
    return this.#meanwhile?.render();
  }

  /** A link to be handed over. */
  shownLink(): unknown {
    return this.#doing?.acting.shownLink();
  }

  renderOver(): TemplateResult {
    return html`${this.confirm.render()} ${this.notices.render(this.profile.common) ?? nothing}`;
  }
}
