import type { LitElement, ReactiveController } from 'lit';
import { limits, selectRole, type Capabilities, type Portal, type Role } from '../../server/contract/index.ts';
import type { FoundPerson } from '../../server/contract/email.ts';
import { Announcer } from '../controllers/announcer.ts';
import type { Connection } from '../controllers/connection.ts';
import { HotkeyGuard } from '../controllers/hotkey-guard.ts';
import { DirtyChangeEvent } from '../controllers/dirty.events.ts';
import { invite } from '../messages/en-invite.ts';
import type { Formats } from '../messages/formats.ts';
import type { Source, SourceError } from '../source/source.ts';
import { adopt } from '../styles/adopt.ts';
import { ChipsController } from '../templates/chips.ts';
import { DialogController } from '../templates/dialog.ts';
import { errorOf, failureText, type InviteProblem } from './invite-failure.ts';
import type { InviteLater } from './invite-later.ts';
import { isWhole, labelOf, personRules, textOf, type PersonChip } from './invite-people.ts';
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

/**
 * The dialog as it is first seen: entries, roles, and what is loaded for them. What comes later (groups, review, sending,
 * links, the question before something is lost) follows as soon as the form stands.
 */
export class InviteDialog implements ReactiveController {
  readonly host: LitElement & { noButton: boolean };
  readonly connection: Connection;
  readonly announcer: Announcer;
  readonly #states: CustomStateSet;
  readonly dialog: DialogController;
  readonly chips: ChipsController<FoundPerson>;

  step: 'form' | 'review' | 'links' = 'form';
  capabilities: Capabilities | undefined;
  failure: SourceError | undefined;
  problem: InviteProblem | undefined;
  roles: readonly Role[] = [];
  /** What the last choice of a role cleared, for Undo. */
  cleared: { chosen: Role; roles: readonly Role[]; before: readonly Role[] } | undefined;
  message = '';
  messageShown = false;
  /** `checking` before, `sending` while the request is under way. */
  busy: 'checking' | 'sending' | undefined;
  later: InviteLater | undefined;
  #following: Promise<InviteLater> | undefined;
  #loading: AbortController | undefined;
  #dirty = false;
  #start: readonly Role[] = [];

  constructor(host: LitElement & { noButton: boolean }, connection: Connection, states: CustomStateSet) {
    this.host = host;
    this.connection = connection;
    this.#states = states;
    this.announcer = new Announcer(host);
    new HotkeyGuard(host);
    this.dialog = new DialogController(host, 'invite', { dismiss: (way) => void this.cancel(way) });
    this.chips = new ChipsController<FoundPerson>(host, {
      id: 'people',
      rules: () => personRules(this.limits),
      isWhole,
      changed: (now, before) => this.#chipsChanged(now.chips, before.chips),
      submit: () => void this.submit(),
    });
    adopt(host.renderRoot, ...formStyles);
    host.addController(this);
  }

  get words(): typeof invite {
    return this.connection.words('invite', invite);
  }

  get common(): Connection['common'] {
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

  get limits(): { count: number; length: number } {
    const given = this.portal?.limits;
    return {
      count: Math.min(given?.invitesPerRequest ?? limits.invitesPerRequest, limits.invitesPerRequest),
      length: given?.emailField ?? Infinity,
    };
  }

  /** Roles of the organization that can be given, or are shown with the reason why not. */
  get offered(): readonly Role[] {
    return this.capabilities?.roles.filter((role) => role.scope === 'organization') ?? [];
  }

  get mails(): boolean {
    return this.capabilities?.organization.mail !== false;
  }

  hostDisconnected(): void {
    this.#loading?.abort();
    this.later?.stop();
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
    if (init.text) this.chips.commit(init.text);
    // Entries left from before may have lost their answers with the page they stood on.
    this.later?.watch();
    void this.load(init);
  }

  /** Another source is another organization or person: nothing of the one before may stay. */
  reset(): void {
    this.#loading?.abort();
    this.later?.stop();
    this.dialog.close();
    this.capabilities = undefined;
    this.#start = [];
    this.clear();
  }

  /** The form starts anew. */
  clear(): void {
    this.step = 'form';
    this.problem = undefined;
    this.roles = this.#start;
    this.cleared = undefined;
    this.message = '';
    this.messageShown = false;
    this.chips.reset();
    this.later?.reset();
    this.touch();
  }

  /** Loads what the form needs. A failure is shown in its place and leaves what was typed. */
  async load(init: InviteInit = {}): Promise<void> {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    this.failure = undefined;
    try {
      const capabilities = await this.connection.capabilities();
      if (loading.signal.aborted) return;
      this.capabilities = capabilities;
      const wanted = init.roles ?? [];
      const chosen = this.offered.filter(
        (role) => role.can.assign === true && (wanted.includes(role.id) || wanted.includes(role.key)),
      );
      const many = this.portal?.rolesPerMember !== 'one';
      const least = many || chosen.length > 0 || this.roles.length > 0 ? undefined : leastRole(this.offered);
      if (least) this.#start = this.roles = [least];
      for (const role of chosen) this.roles = selectRole(this.roles, role, many ? 'many' : 'one').selected;
      if (wanted.length > 0) this.#start = this.roles;
      this.touch();
      const later = await this.follow();
      await later.groups.load(loading.signal, init.groups);
    } catch (error) {
      if (loading.signal.aborted) return;
      this.failure = errorOf(error);
    }
    this.touch();
  }

  /** What comes later, loaded once; a failed download can be tried again. */
  follow(): Promise<InviteLater> {
    this.#following ??= import('./invite-later.ts').then(({ InviteLater }) => (this.later = new InviteLater(this)));
    this.#following.catch(() => (this.#following = undefined));
    return this.#following;
  }

  async submit(): Promise<void> {
    this.chips.commit();
    const later = await this.#followed();
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
    const { chips, text } = this.chips.state;
    const ids = (roles: readonly Role[]): string => roles.map(({ id }) => id).join();
    const dirty =
      chips.length > 0 ||
      text.trim() !== '' ||
      this.message.trim() !== '' ||
      Boolean(this.later?.groups.chosen.length) ||
      ids(this.roles) !== ids(this.#start);
    this.host.requestUpdate();
    if (dirty === this.#dirty) return;
    this.#dirty = dirty;
    if (dirty) this.#states.add('dirty');
    else this.#states.delete('dirty');
    this.host.dispatchEvent(new DirtyChangeEvent(dirty));
  }

  #chipsChanged(now: readonly PersonChip[], before: readonly PersonChip[]): void {
    if (now !== before) {
      const { words, formats } = this;
      const known = new Set(before.map(({ key }) => key));
      const added = now.filter(({ key }) => !known.has(key)).length;
      const { removed, editing, over } = this.chips.state;
      if (added > 1 || (added === 1 && now.length > before.length)) this.say(words.added(added, formats));
      if (now.length < before.length && removed.length > 0 && !editing)
        this.say(words.removedSaid(this.removedText ?? ''));
      if (over) this.say(this.overText ?? '');
      this.later?.watch();
      delete this.problem?.fields['people'];
    }
    this.touch();
  }

  get removedText(): string | undefined {
    const { removed } = this.chips.state;
    const [first] = removed;
    if (!first) return undefined;
    const { words } = this;
    return removed.length === 1
      ? words.removed(labelOf(first.chip.value))
      : words.removedMany(removed.length, this.formats);
  }

  get overText(): string | undefined {
    const { over, text } = this.chips.state;
    const { count, length } = this.limits;
    if (over === 'count') return this.words.overCount(count, this.formats);
    const [first] = over === 'length' ? personRules(this.limits).read(text) : [];
    if (first && textOf(first).length <= length) return this.words.overLength(length, this.formats);
    return text.length > length ? this.words.tooLong(length, this.formats) : undefined;
  }

  chooseRole(role: Role, on: boolean): void {
    const before = this.roles;
    if (role.can.assign !== true) return;
    this.cleared = undefined;
    if (on) {
      const { selected, cleared } = selectRole(before, role, this.portal?.rolesPerMember ?? 'many');
      this.roles = selected;
      if (cleared.length > 0 && this.portal?.rolesPerMember !== 'one') {
        this.cleared = { chosen: role, roles: cleared, before };
        this.say(this.clearedText ?? '');
      }
    } else {
      this.roles = before.filter(({ id }) => id !== role.id);
    }
    delete this.problem?.fields['roles'];
    this.touch();
  }

  get clearedText(): string | undefined {
    if (!this.cleared) return undefined;
    const { chosen, roles } = this.cleared;
    return this.words.roleCleared(chosen.name, this.formats.list(roles.map(({ name }) => name)), roles.length);
  }

  undoRoles(): void {
    if (!this.cleared) return;
    this.roles = this.cleared.before;
    this.cleared = undefined;
    this.say(this.words.rolesRestored(this.formats.list(this.roles.map(({ name }) => name))));
    this.touch();
    const [first] = this.roles;
    void this.host.updateComplete.then(() =>
      this.host.renderRoot.querySelector<HTMLElement>(`#role-${first?.id}`)?.focus(),
    );
  }

  failureText(error: SourceError): string {
    return failureText(error, this.common, this.formats);
  }
}

/** Where everybody has one role, people start with the one that allows least, of those that the inviter can give. */
function leastRole(roles: readonly Role[]): Role | undefined {
  const [least] = roles
    .filter((role) => role.can.assign === true && !role.exclusive)
    .toSorted((a, b) => a.permissions.length - b.permissions.length);
  return least;
}
