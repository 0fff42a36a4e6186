import type { LitElement, ReactiveController } from 'lit';
import {
  type ActionKey,
  type Can,
  type Capabilities,
  type Member,
  type MemberAnswer,
  type MemberId,
  type Portal,
  type Role,
} from '../../server/contract/index.ts';
import type { Announcer } from '../controllers/announcer.ts';
import type { Connection } from '../controllers/connection.ts';
import { troubleOf } from '../controllers/trouble.ts';
import { member as dictionary } from '../messages/en-member.ts';
import { roleChoice } from '../messages/en-role-choice.ts';
import type { Formats } from '../messages/formats.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source, SourceError } from '../source/source.ts';
import { adopt } from '../styles/adopt.ts';
import { DialogController } from '../templates/dialog.ts';
import { RoleChoice } from '../templates/role-choice.ts';
import { draftOf, emptyDraft, type Draft } from './member.draft.ts';
import type { MemberBelow } from './member.below.ts';
import type { MemberLater } from './member.later.ts';

export interface ProfileHost extends LitElement {
  readonly layout: 'dialog' | 'panel';
}

/**
 * One person and the form about them, as they are first seen. What is done with it (saving, suspending, removing, what
 * others changed meanwhile) is loaded beside the data.
 */
export class Profile implements ReactiveController {
  readonly host: ProfileHost;
  readonly connection: Connection;
  readonly announcer: Announcer;
  readonly #states: CustomStateSet;
  readonly dialog: DialogController;
  readonly choice: RoleChoice;

  id: MemberId | undefined;
  creating = false;
  capabilities: Capabilities | undefined;
  answer: MemberAnswer | undefined;
  error: SourceError | undefined;
  /** As it is on the server, as far as is known here; and as it stands in the form. */
  base: Draft = emptyDraft;
  draft: Draft = emptyDraft;
  password = '';
  /** What is wrong, by field (`contact/phone`); `''` is about the form, `acts` about what is done beside it. */
  faults: Partial<Record<string, string>> = {};
  /** What is under way: the form's own saving, or something beside it. */
  busy: 'form' | 'acts' | undefined;
  /** Loaded when it comes into sight; and when a key or a button is first pressed. */
  below: MemberBelow | undefined;
  later: MemberLater | undefined;
  /** What only somebody invited has, and by whom they were. */
  invitation: typeof import('./member.invitation.ts') | undefined;
  inviter: string | undefined;
  /** What only somebody has to whom groups give roles. */
  inherited: typeof import('./member.inherited.ts') | undefined;
  /** What only the form of somebody new has. */
  beginning: typeof import('./member.beginning.ts') | undefined;
  /** Says why the person is not shown. */
  refused: typeof import('./member.refused.ts').refused | undefined;
  #facts: typeof import('./member.facts.ts') | undefined;
  #following: Promise<MemberLater> | undefined;
  #reading = false;
  #watching = new AbortController();
  readonly #sight = new IntersectionObserver(
    (seen) => seen.some(({ isIntersecting }) => isIntersecting) && void this.#lower().catch(() => undefined),
  );
  #loading = new AbortController();
  /** It was taken out of the page and put in again. */
  #back = false;

  constructor(host: ProfileHost, connection: Connection, announcer: Announcer, states: CustomStateSet) {
    this.host = host;
    this.connection = connection;
    this.announcer = announcer;
    this.#states = states;
    this.dialog = new DialogController(host, 'member', { dismiss: (way) => void this.cancel(way) });
    this.choice = new RoleChoice(host, {
      offered: () => this.roles,
      one: () => this.one,
      words: () => connection.words('roleChoice', roleChoice),
      formats: () => this.formats,
      reason: (refusal) => connection.reason(refusal),
      undo: () => this.common.undo,
      say: (text) => this.say(text),
      changed: () => this.set({ roles: this.choice.selected.map(({ id }) => id) }, 'roles'),
      use: () => this.use(),
    });
    host.addController(this);
  }

  get words(): typeof dictionary {
    return this.connection.words('member', dictionary);
  }

  get common(): Connection['common'] {
    return this.connection.common;
  }

  get formats(): Formats {
    return this.connection.formats;
  }

  get source(): Source {
    const { source } = this.connection;
    if (!source) throw new Error(this.common.notConfigured);
    return source;
  }

  get portal(): Portal | undefined {
    return this.capabilities && this.connection.portal(this.capabilities);
  }

  get person(): Member | undefined {
    return this.answer?.member;
  }

  get one(): boolean {
    return this.portal?.rolesPerMember === 'one';
  }

  /** Roles of the organization; what cannot be given is shown with the reason. */
  get roles(): readonly Role[] {
    return this.capabilities?.roles.filter(({ scope }) => scope === 'organization') ?? [];
  }

  get dirty(): boolean {
    return this.later?.dirty ?? (this.draft !== this.base || this.password !== '');
  }

  /** Everything that the first drawing needs is here, or cannot come. */
  get ready(): boolean {
    if (!this.capabilities || (this.creating ? !this.beginning : !this.answer)) return false;
    return this.form || this.facts !== undefined;
  }

  /** Where a portal has no use for groups, only who is in one sees them. */
  get groupsOffered(): boolean {
    const { capabilities, portal, base } = this;
    if (portal?.features?.groups === false || capabilities?.caller.can['group:read'] !== true) return false;
    return portal?.actions.includes('groups') === true || base.groups.length > 0;
  }

  offers(action: ActionKey): boolean {
    return !this.connection.setting('readonly') && this.portal?.actions.includes(action) === true;
  }

  /** Whether the form can be filled in; `undefined` where that is not offered here at all. */
  get editable(): Can | undefined {
    const { person, capabilities } = this;
    if (this.creating) return this.offers('create') ? capabilities?.caller.can['member:create'] : undefined;
    if (person?.status === 'invited' && this.offers('editInvitation')) return person.can.editInvitation;
    return this.offers('edit') ? person?.can.update : undefined;
  }

  get form(): boolean {
    return this.editable === true;
  }

  /** Address and contact details of somebody invited are changed by who may change members. */
  can(what: 'update' | 'changeEmail'): Can | undefined {
    return this.creating || (this.offers('edit') ? this.person?.can[what] : undefined);
  }

  /** A role's or a group's name. */
  nameOf(id: string): string {
    const known = this.capabilities?.roles.find((role) => role.id === id)?.name ?? this.answer?.names[id];
    return known ?? this.later?.groups.nameOf(id) ?? id;
  }

  hostConnected(): void {
    this.#back = this.id !== undefined;
  }

  hostUpdated(): void {
    const end = this.below ? null : this.host.renderRoot.querySelector('#below');
    if (end) this.#sight.observe(end);
    if (!this.#back || !this.connection.source) return;
    this.#back = false;
    if (this.ready) this.watch();
    else void this.load();
  }

  /** A page that only moves the panel finds in it what was typed; a dialog has closed with its page. */
  hostDisconnected(): void {
    this.#loading.abort();
    this.#watching.abort();
    this.#sight.disconnect();
    removeEventListener('beforeunload', this.#onLeave);
    if (this.host.layout === 'dialog') this.forget();
  }

  /** Shows a person, or the empty form of a new one. */
  async show(id: MemberId | undefined): Promise<void> {
    this.forget();
    this.id = id;
    this.creating = id === undefined;
    await this.load();
  }

  /** Nothing of whom it showed stays. */
  forget(): void {
    this.#loading.abort();
    this.#watching.abort();
    this.below?.reset();
    this.later?.reset();
    this.id = this.answer = this.capabilities = this.error = this.beginning = this.inviter = undefined;
    this.creating = false;
    this.faults = {};
    this.base = this.draft = emptyDraft;
    this.password = '';
    this.touch();
  }

  async load(): Promise<void> {
    this.#loading.abort();
    const { signal } = (this.#loading = new AbortController());
    const { id } = this;
    this.error = undefined;
    this.state('loading', true);
    this.state('error', false);
    try {
      const [answer, capabilities, beginning] = await Promise.all([
        id ? this.source.member(id, { signal }) : undefined,
        this.connection.capabilities(),
        id ? undefined : import('./member.beginning.ts'),
      ]);
      if (signal.aborted) return;
      this.capabilities = capabilities;
      if (answer) this.take(answer);
      else if (beginning) (this.beginning = beginning).begin(this);
      const { status, inheritedRoles } = this.person ?? {};
      if (status === 'invited') this.invitation ??= await import('./member.invitation.ts');
      if (inheritedRoles?.length) this.inherited ??= await import('./member.inherited.ts');
      // A failed download is tried again.
      this.#reading = !this.form;
      if (this.#reading) await this.#loadFacts();
      if (signal.aborted) return;
      this.state('loading', false);
      this.watch();
    } catch (cause) {
      if (signal.aborted) return;
      this.state('loading', false);
      await this.refuse(toSourceError(cause));
    }
    this.host.requestUpdate();
  }

  /** It may not be seen, or not any more: nothing of it stays in the page. */
  async refuse(error: SourceError): Promise<void> {
    const { id } = this;
    if (troubleOf(error) !== 'failed') this.forget();
    this.id = id;
    this.refused ??= await import('./member.refused.ts').then(
      ({ refused }) => refused,
      () => undefined,
    );
    if (this.id !== id) return;
    this.error = error;
    this.state('error', true);
    this.host.requestUpdate();
  }

  /** The person as the server answered, in the form as well. */
  take(answer: MemberAnswer): void {
    this.answer = answer;
    this.base = draftOf(answer.member);
    this.fill(this.base);
  }

  fill(draft: Draft): void {
    this.draft = draft;
    this.later?.groups.fill();
    this.choice.reset(this.roles.filter(({ id }) => draft.roles.includes(id)));
    this.touch();
  }

  /** Draws the person for somebody who cannot change them; loaded for them. */
  get facts(): typeof import('./member.facts.ts') | undefined {
    if (!this.#reading) {
      this.#reading = true;
      void this.#loadFacts();
    }
    return this.#facts;
  }

  async #loadFacts(): Promise<void> {
    try {
      this.#facts = await import('./member.facts.ts');
      adopt(this.host.renderRoot, this.#facts.factsStyles);
      this.host.requestUpdate();
    } catch (cause) {
      await this.refuse(toSourceError(cause));
    }
  }

  async #lower(): Promise<MemberBelow> {
    const { MemberBelow } = await import('./member.below.ts');
    this.#sight.disconnect();
    this.host.requestUpdate();
    return (this.below ??= new MemberBelow(this));
  }

  /** What it takes to use the form, and all of it; a failed download can be tried again. */
  follow(): Promise<MemberLater> {
    // One for all who wait: whoever was in a field that is drawn anew goes on in it before the next key.
    return (this.#following ??= Promise.all([import('./member.later.ts'), this.#lower()])
      .then(([{ MemberLater }]) => (this.later ??= new MemberLater(this)))
      .finally(() => (this.#following = undefined)));
  }

  /** Does it with what is loaded for it; where that fails, it is told, and what was typed stays. */
  async use(act?: (later: MemberLater) => unknown): Promise<void> {
    try {
      const later = await this.follow();
      await this.host.updateComplete;
      await act?.(later);
    } catch {
      this.faults = { ...this.faults, '': this.common.failed };
      this.host.requestUpdate();
    }
  }

  /** Follows what others do to the person, for as long as the person is shown. */
  watch(): void {
    this.#watching.abort();
    const { signal } = (this.#watching = new AbortController());
    const { source, id } = this;
    if (!id) return;
    void this.invitation?.findInviter(this, signal).then((inviter) => {
      if (signal.aborted) return;
      this.inviter = inviter;
      this.host.requestUpdate();
    });
    // What is done here is answered in its own way.
    const look = (): unknown => this.busy || void this.reread();
    if (source.events) return source.events(({ data }) => (data.id ?? id) === id && look(), signal);
    const timer = setInterval(look, 30_000);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** Asks again. What was changed meanwhile is taken over where nothing was typed; else it is for the person to say. */
  async reread(asked = false): Promise<void> {
    const { id, person } = this;
    if (!id || !person) return;
    try {
      const answer = await this.source.member(id);
      if (this.id !== id || answer.member.version === this.person?.version) return;
      await (await this.follow()).meet(answer, asked);
    } catch (cause) {
      const error = toSourceError(cause);
      if (this.id === id && troubleOf(error) !== 'failed') await this.refuse(error);
    }
  }

  set(change: Partial<Draft>, ...corrected: string[]): void {
    this.draft = { ...this.draft, ...change };
    for (const field of corrected) delete this.faults[field];
    this.touch();
  }

  /** After any change of the form. */
  touch(): void {
    this.host.requestUpdate();
    if (this.later) this.later.touch();
    else if (this.dirty) void this.use((later) => later.touch());
    if (this.dirty && this.host.layout === 'panel') addEventListener('beforeunload', this.#onLeave);
    else removeEventListener('beforeunload', this.#onLeave);
  }

  /** A state that the host's style sheet can select. */
  state(name: string, on: boolean): void {
    if (on) this.#states.add(name);
    else this.#states.delete(name);
  }

  say(text: string): void {
    this.announcer.say(text);
  }

  /** A person wants to leave; a click beside the dialog never loses anything. */
  async cancel(way: 'escape' | 'button' | 'beside'): Promise<void> {
    if (this.busy) return;
    if (!this.dirty) return this.leave();
    if (way !== 'beside') await this.use(async (later) => (await (await later.doing()).mayDiscard()) && this.leave());
  }

  /** Away from the form, with nothing left in it. */
  leave(): void {
    this.dialog.close();
    if (this.host.layout === 'dialog') return this.forget();
    this.faults = {};
    this.fill(this.base);
  }

  readonly #onLeave = (event: BeforeUnloadEvent): void => event.preventDefault();
}
