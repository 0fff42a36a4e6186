import type { LitElement, ReactiveController } from 'lit';
import type { Capabilities, Portal, Role } from '../../server/contract/index.ts';
import { Announcer } from '../controllers/announcer.ts';
import type { BareConnection } from '../controllers/bare-connection.ts';
import { DirtyChangeEvent } from '../controllers/dirty.events.ts';
import { HotkeyGuard } from '../controllers/hotkey-guard.ts';
import { invite } from '../messages/en-invite.ts';
import type { Formats } from '../messages/formats.ts';
import type { Source, SourceError } from '../source/source.ts';
import { adopt } from '../styles/adopt.ts';
import { DialogController } from '../templates/dialog.ts';
import { errorOf, failureText, type InviteProblem } from './invite-failure.ts';
import { InviteGroups } from './invite-groups.ts';
import type { InviteLater } from './invite-later.ts';
import type { PeopleField } from './invite-people.ts';
import { InviteRoles } from './invite-roles.ts';
import { formStyles } from './invite.styles.ts';
import { renderInvite } from './render-invite.ts';

/** What the dialog starts with, besides what is still in it. */
export interface InviteInit {
  /** Addresses, as somebody would paste them. */
  text?: string;
  /** Ids or keys of roles. */
  roles?: readonly string[];
  /** Ids of groups. */
  groups?: readonly string[];
  /** What gets the focus back; by default, what has it now. */
  invoker?: HTMLElement | null;
}

export type InviteHost = LitElement & { noButton: boolean; inviteLayout: Portal['inviteLayout'] | '' };

/**
 * The dialog as it is first seen: whole, and one can already write in it and choose roles. What it takes to make entries of
 * what is written, to judge, review and send them, and the lists of groups are loaded when a key or a button is first
 * pressed, and take their places when they are needed.
 */
export class InviteDialog implements ReactiveController {
  readonly host: InviteHost;
  readonly connection: BareConnection;
  readonly announcer: Announcer;
  readonly #states: CustomStateSet;
  readonly dialog: DialogController;
  readonly roles: InviteRoles;
  readonly groups: InviteGroups;

  step: 'form' | 'review' | 'links' = 'form';
  capabilities: Capabilities | undefined;
  failure: SourceError | undefined;
  problem: InviteProblem | undefined;
  /** Written before the field is there. */
  draft = '';
  field: PeopleField | undefined;
  message = '';
  messageShown = false;
  /** `checking` before, `sending` while the request is under way. */
  busy: 'checking' | 'sending' | undefined;
  later: InviteLater | undefined;
  readonly #fields = new Map<string, PeopleField>();
  #loading: AbortController | undefined;
  #dirty = false;
  /** Somebody has begun to use what is loaded later. */
  #used = false;

  constructor(host: InviteHost, connection: BareConnection, states: CustomStateSet) {
    this.host = host;
    this.connection = connection;
    this.#states = states;
    this.announcer = new Announcer(host);
    new HotkeyGuard(host);
    this.dialog = new DialogController(host, 'invite', { dismiss: (way) => void this.cancel(way) });
    adopt(host.renderRoot, ...formStyles);
    this.roles = new InviteRoles(this);
    this.groups = new InviteGroups(this);
    for (const type of ['pointerdown', 'keydown']) host.renderRoot.addEventListener(type, () => this.#expect());
    host.addController(this);
  }

  get words(): typeof invite {
    return this.connection.words('invite', invite);
  }

  get common(): BareConnection['common'] {
    return this.connection.common;
  }

  get formats(): Formats {
    return this.connection.formats;
  }

  get headingLevel(): number | undefined {
    return this.connection.setting('headingLevel');
  }

  get source(): Source {
    const { source } = this.connection;
    if (!source) throw new Error(this.common.notConfigured);
    return source;
  }

  get portal(): Portal | undefined {
    return this.capabilities && this.connection.portal(this.capabilities);
  }

  /** As the host wants it, else as the organization does; unknown until that is known. */
  get layout(): Portal['inviteLayout'] | undefined {
    return this.host.inviteLayout || this.portal?.inviteLayout;
  }

  /** The field for people, for what is only there once it is. */
  get people(): PeopleField {
    if (!this.field) throw new Error(this.words.dialogFailed);
    return this.field;
  }

  /** Roles of the organization that can be given, or are shown with the reason why not. */
  get offered(): readonly Role[] {
    return this.capabilities?.roles.filter((role) => role.scope === 'organization') ?? [];
  }

  get one(): boolean {
    return this.portal?.rolesPerMember === 'one';
  }

  get mails(): boolean {
    return this.capabilities?.organization.mail !== false;
  }

  /** The host may want another layout at any time. */
  hostUpdate(): void {
    const other = this.field && this.layout && this.field.layout !== this.layout;
    if (other && !this.failure) void this.#followed();
  }

  hostDisconnected(): void {
    this.#loading?.abort();
    this.later?.sending.stop();
    this.step = 'form';
  }

  render(): unknown {
    return renderInvite(this);
  }

  say(text: string): void {
    this.announcer.say(text);
  }

  /** Opens, with what was left in it; `init` comes on top. */
  open(init: InviteInit = {}): void {
    if (!this.dialog.open) {
      this.problem = undefined;
      this.step = 'form';
      this.dialog.show(init.invoker);
    }
    if (init.text) {
      if (this.field) this.field.commit(init.text);
      else this.draft += `${init.text}\n`;
    }
    // Entries left from before may have lost their answers with the page they stood on.
    this.later?.watch();
    void this.load(init);
  }

  /** Another source is another organization or person: nothing of the one before may stay. */
  reset(): void {
    this.#loading?.abort();
    this.later?.sending.stop();
    this.dialog.close();
    this.capabilities = undefined;
    this.clear();
  }

  /** The form starts anew. */
  clear(): void {
    this.step = 'form';
    this.problem = undefined;
    this.draft = this.message = '';
    this.messageShown = false;
    this.roles.reset();
    this.groups.reset();
    this.field?.reset();
    this.later?.reset();
    this.touch();
  }

  /** Loads what the form needs. A failure is shown in its place and leaves what was typed. */
  async load(init: InviteInit = {}): Promise<void> {
    this.#loading?.abort();
    const { signal } = (this.#loading = new AbortController());
    this.failure = undefined;
    try {
      const capabilities = await this.connection.capabilities();
      if (signal.aborted) return;
      this.capabilities = capabilities;
    } catch (error) {
      if (signal.aborted) return;
      this.failure = errorOf(error);
    }
    if (!this.failure) {
      this.roles.take();
      this.field?.take?.();
    }
    this.touch();
    try {
      const { roles = [], groups = [] } = init;
      if (this.#used || this.draft || roles.length || groups.length || this.layout === 'rows') {
        const later = await this.follow(signal);
        if (!this.failure) await later?.choose(roles, groups, signal);
      }
      if (!this.failure) await this.groups.load(signal);
    } catch (error) {
      if (signal.aborted) return;
      this.failure = errorOf(error);
    }
    this.touch();
  }

  /** The field in its layout, and what comes later: loaded once; a failed download can be tried again. */
  async #parts() {
    const layout = this.layout ?? 'shared';
    const field = layout === 'rows' ? import('./invite-rows.ts') : import('./invite-shared.ts');
    try {
      return [layout, await field, await import('./invite-later.ts')] as const;
    } catch (cause) {
      // The browser's own words name a file, which tells nobody anything.
      throw new Error(this.words.dialogFailed, { cause });
    }
  }

  /** A key or a button goes down: what may be needed once it is up again is on its way by then. */
  #expect(): void {
    if (this.dialog.open && !this.later) void this.#parts().catch(() => undefined);
  }

  /** Somebody writes, or goes to a field that is not itself here yet: it takes its place. */
  async use(before?: HTMLInputElement): Promise<void> {
    if (!this.later) {
      this.#used = true;
      // Which field it is, is known with the rest.
      if (this.capabilities || this.failure) await this.#followed();
      else this.#expect();
    }
    await this.host.updateComplete;
    if (before) this.later?.takeOver(before);
  }

  /** Somebody wants to write a message. */
  async showMessage(): Promise<void> {
    this.messageShown = true;
    await this.#followed();
    this.touch();
    await this.host.updateComplete;
    this.host.renderRoot.querySelector<HTMLElement>('#message')?.focus();
  }

  async follow(signal?: AbortSignal): Promise<InviteLater | undefined> {
    const [layout, { People }, { InviteLater }] = await this.#parts();
    const typing = this.dialog.element?.querySelector<HTMLTextAreaElement | HTMLInputElement>('#people');
    if (typing?.matches('[data-composing]'))
      await new Promise((resolve) => typing.addEventListener('compositionend', resolve, { once: true }));
    if (signal?.aborted) return undefined;
    if (this.field?.layout !== layout) {
      const { chips, text } = this.field?.state ?? { chips: [], text: this.draft };
      const field = this.#fields.get(layout) ?? new People(this);
      this.#fields.set(layout, field);
      this.field = field;
      this.draft = '';
      this.later ??= new InviteLater(this);
      field.start(
        chips.map(({ value }) => value),
        text,
        typing?.matches(':focus') ? (typing.selectionEnd ?? undefined) : undefined,
      );
      const active = this.host.shadowRoot?.activeElement;
      if (this.dialog.open && (!active || active.matches(`#people${this.#used ? '' : ', .dialog-head *'}`)))
        field.focus();
    }
    return this.later;
  }

  async submit(): Promise<void> {
    const waiting = !this.later;
    if (waiting && this.busy) return;
    if (waiting) this.busy = 'checking';
    this.touch();
    const later = await this.#followed();
    if (waiting) this.busy = undefined;
    this.field?.commit();
    await later?.sending.submit();
  }

  /** A person wants to leave. A click beside the dialog never loses anything. */
  async cancel(way: 'escape' | 'button' | 'beside'): Promise<void> {
    this.touch();
    if (this.step === 'form' && !this.busy && !this.#dirty) return this.leave();
    if (way !== 'beside') await (await this.#followed())?.cancel(way);
  }

  /** Closes, with nothing left in the form. */
  leave(): void {
    this.dialog.close();
    this.clear();
  }

  async #followed(): Promise<InviteLater | undefined> {
    try {
      return await this.follow();
    } catch (error) {
      this.failure = errorOf(error);
      this.say(this.words.dialogFailed);
      this.host.requestUpdate();
      return undefined;
    }
  }

  /** After any change of the form: whether there is something to lose. */
  touch(): void {
    const { chips, text } = this.field?.state ?? { chips: [], text: this.draft };
    const dirty =
      chips.length > 0 ||
      text.trim() !== '' ||
      this.message.trim() !== '' ||
      this.groups.chosen.length > 0 ||
      this.roles.changed;
    this.host.requestUpdate();
    if (dirty === this.#dirty) return;
    this.#dirty = dirty;
    if (dirty) this.#states.add('dirty');
    else this.#states.delete('dirty');
    this.host.dispatchEvent(new DirtyChangeEvent(dirty));
  }

  failureText(error: SourceError): string {
    return failureText(error, this.connection);
  }
}
