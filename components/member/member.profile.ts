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
import { DirtyChangeEvent } from '../controllers/dirty.events.ts';
import { troubleOf } from '../controllers/trouble.ts';
import { member as dictionary } from '../messages/en-member.ts';
import { roleChoice } from '../messages/en-role-choice.ts';
import type { Formats } from '../messages/formats.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source, SourceError } from '../source/source.ts';
import { adopt } from '../styles/adopt.ts';
import { DialogController } from '../templates/dialog.ts';
import { RoleChoice } from '../templates/role-choice.ts';
import { different, draftOf, emptyDraft, type Draft } from './member.draft.ts';
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
  later: MemberLater | undefined;
  /** What only the form of somebody new has. */
  beginning: typeof import('./member.beginning.ts') | undefined;
  #facts: typeof import('./member.facts.ts') | undefined;
  #reading = false;
  #following: Promise<MemberLater> | undefined;
  #loading = new AbortController();
  #dirty = false;
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
    return this.#dirty;
  }

  /** Everything that the first drawing needs is here, or cannot come. */
  get ready(): boolean {
    if (!this.capabilities || (this.creating ? !this.beginning : !this.answer)) return false;
    return this.form || this.facts !== undefined;
  }

  /** How the person is called in a sentence: the portal's word for somebody without a name would not tell them apart. */
  get label(): string {
    return this.person ? (this.person.name ?? this.person.email) : this.draft.name.trim() || this.draft.email.trim();
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
    if (!this.#back || !this.connection.source) return;
    this.#back = false;
    if (this.ready) this.later?.watch();
    else void this.load();
  }

  /** A page that only moves the panel finds in it what was typed; a dialog has closed with its page. */
  hostDisconnected(): void {
    this.#loading.abort();
    this.later?.stop();
    if (this.host.layout === 'dialog') this.forget();
    removeEventListener('beforeunload', this.#onLeave);
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
    this.later?.reset();
    this.id = this.answer = this.capabilities = this.error = this.beginning = undefined;
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
    this.#states.add('loading');
    this.#states.delete('error');
    const following = this.follow();
    try {
      const [capabilities, answer, beginning] = await Promise.all([
        this.connection.capabilities(),
        id ? this.source.member(id, { signal }) : undefined,
        id ? undefined : import('./member.beginning.ts'),
      ]);
      if (signal.aborted) return;
      this.capabilities = capabilities;
      if (answer) this.take(answer);
      else if (beginning) (this.beginning = beginning).begin(this);
      // A failed download is tried again.
      this.#reading = !this.form;
      if (this.#reading) await this.#loadFacts();
      if (signal.aborted) return;
      this.#states.delete('loading');
      const later = await following;
      if (!signal.aborted) later.watch();
    } catch (cause) {
      if (signal.aborted) return;
      this.#states.delete('loading');
      this.refuse(toSourceError(cause));
    }
    this.host.requestUpdate();
  }

  /** It may not be seen, or not any more: nothing of it stays in the page. */
  refuse(error: SourceError): void {
    const { id } = this;
    if (troubleOf(error) !== 'failed') this.forget();
    this.id = id;
    this.error = error;
    this.#states.add('error');
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
      this.refuse(toSourceError(cause));
    }
  }

  /** What is loaded beside the data; a failed download can be tried again. */
  follow(): Promise<MemberLater> {
    this.#following ??= import('./member.later.ts').then(({ MemberLater }) => (this.later = new MemberLater(this)));
    this.#following.catch(() => (this.#following = undefined));
    return this.#following;
  }

  set(change: Partial<Draft>, ...corrected: string[]): void {
    this.draft = { ...this.draft, ...change };
    for (const field of corrected) delete this.faults[field];
    this.touch();
  }

  /** After any change of the form: whether there is something to lose. */
  touch(): void {
    const dirty = different(this.base, this.draft).length > 0 || this.password !== '';
    this.host.requestUpdate();
    if (dirty === this.#dirty) return;
    this.#dirty = dirty;
    if (dirty) this.#states.add('dirty');
    else this.#states.delete('dirty');
    if (dirty && this.host.layout === 'panel') addEventListener('beforeunload', this.#onLeave);
    else removeEventListener('beforeunload', this.#onLeave);
    this.host.dispatchEvent(new DirtyChangeEvent(dirty));
    // There is something to save now, and to ask about: for whoever has no network by then.
    if (dirty) this.later?.doing().catch(() => undefined);
  }

  say(text: string): void {
    this.announcer.say(text);
  }

  /** Focus to the first of these that is there once it is drawn. */
  focus(...selectors: string[]): void {
    void this.host.updateComplete.then(() => {
      const found = selectors.map((one) => this.host.renderRoot.querySelector<HTMLElement>(one));
      found.find((one) => one !== null)?.focus();
    });
  }

  /** A person wants to leave; a click beside the dialog never loses anything. */
  async cancel(way: 'escape' | 'button' | 'beside'): Promise<void> {
    if (this.busy) return;
    if (this.#dirty && (way === 'beside' || !(await (await (await this.follow()).doing()).mayDiscard()))) return;
    this.leave();
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
