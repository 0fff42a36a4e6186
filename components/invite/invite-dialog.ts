// One controller holds the whole of a sending: entries, choices, review, answer. Apart they would share all of its state.
import { adoptStyles, type LitElement, type ReactiveController } from 'lit';
import {
  limits,
  selectRole,
  type Capabilities,
  type GroupId,
  type InviteAnswer,
  type InviteRequest,
  type Member,
  type Portal,
  type Role,
} from '../../server/contract/index.ts';
import type { FoundPerson } from '../../server/contract/email.ts';
import type { Announcer } from '../controllers/announcer.ts';
import { ask } from '../controllers/before-event.ts';
import { capabilitiesOf, type Connection } from '../controllers/connection.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import { BeforeInviteResendEvent, InviteResentEvent } from '../controllers/invitation.events.ts';
import { common } from '../messages/en-common.ts';
import { invite } from '../messages/en-invite.ts';
import type { Formats } from '../messages/formats.ts';
import { SourceError, type Source } from '../source/source.ts';
import { ChipsController } from '../templates/chips.ts';
import { ComboboxController, type Choice } from '../templates/combobox.ts';
import { ConfirmController } from '../templates/dialog-confirm.ts';
import { DialogController } from '../templates/dialog.ts';
import { AddressCheck, type Standing } from './address-check.ts';
import { Attempt } from './attempt.ts';
import { BeforeInviteSendEvent, DirtyChangeEvent, InviteSentEvent } from './invite.events.ts';
import { isWhole, labelOf, personRules, textOf, wrong, type PersonChip } from './invite-people.ts';
import { LinkList } from './link-list.ts';
import { inviteStyles } from './invite.styles.ts';
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

/** What the element around the dialog gives it. */
export interface InviteSurroundings {
  connection: Connection;
  announcer: Announcer;
  states: CustomStateSet;
  tell(text: string): void;
}

/** What went wrong at a sending, where it is shown: at a field, or above them all. */
export interface InviteProblem {
  title: string;
  detail?: string | undefined;
  /** By field of the request: `roles`, `groups`, `groupRole`, `message`, `people`. */
  fields: Partial<Record<string, string>>;
  /** People were sent, others not. */
  partly?: boolean;
}

type Words = typeof invite;

export class InviteDialog implements ReactiveController {
  readonly host: LitElement;
  readonly #around: InviteSurroundings;
  readonly dialog: DialogController;
  readonly confirm: ConfirmController;
  readonly chips: ChipsController<FoundPerson>;
  readonly check: AddressCheck;
  readonly groups: ComboboxController;
  readonly links: LinkList;
  readonly #attempt = new Attempt();

  step: 'form' | 'review' | 'links' = 'form';
  capabilities: Capabilities | undefined;
  failure: SourceError | undefined;
  problem: InviteProblem | undefined;
  roles: readonly Role[] = [];
  /** What the last choice of a role cleared, for Undo. */
  cleared: { chosen: Role; roles: readonly Role[]; before: readonly Role[] } | undefined;
  groupRole: 'member' | 'owner' = 'member';
  defaultGroup: string | undefined;
  /** Whether there are groups to choose; unknown until they were asked for. */
  hasGroups = true;
  message = '';
  messageShown = false;
  /** `checking` before, `sending` while the request is under way. */
  busy: 'checking' | 'sending' | undefined;
  #sending: AbortController | undefined;
  #loading: AbortController | undefined;
  #dirty = false;
  #start: readonly Role[] = [];

  constructor(host: LitElement, around: InviteSurroundings) {
    this.host = host;
    this.#around = around;
    const say = (text: string): void => around.announcer.say(text);
    this.dialog = new DialogController(host, 'invite', { dismiss: (way) => void this.#dismiss(way) });
    this.confirm = new ConfirmController(host);
    this.chips = new ChipsController<FoundPerson>(host, {
      id: 'people',
      rules: () => personRules(this.limits),
      isWhole,
      changed: (now, before) => this.#chipsChanged(now.chips, before.chips),
      submit: () => void this.submit(),
    });
    this.check = new AddressCheck(host, {
      ask: (addresses, signal) => this.source.check(addresses, { signal }),
      answered: (failed) => this.#checkAnswered(failed),
    });
    this.groups = new ComboboxController(host, {
      id: 'groups',
      search: (query, signal) => this.#searchGroups(query, signal),
      changed: () => this.touch(),
      say,
      words: () => this.#groupWords(),
    });
    this.links = new LinkList(host, { make: (member) => this.source.link(member), words: () => this.words, say });
    if (host.shadowRoot) {
      const own = (host.constructor as typeof LitElement).elementStyles;
      adoptStyles(host.shadowRoot, [...own, ...inviteStyles]);
    }
    host.addController(this);
  }

  get words(): Words {
    return this.#around.connection.words('invite', invite);
  }

  get common(): typeof common {
    return this.#around.connection.words('common', common);
  }

  get formats(): Formats {
    return this.#around.connection.formats;
  }

  get headingLevel(): number | undefined {
    return this.#around.connection.setting('headingLevel');
  }

  get source(): Source {
    const { source } = this.#around.connection;
    if (!source) throw new Error(this.common.notConfigured);
    return source;
  }

  get portal(): Portal | undefined {
    return this.capabilities && this.#around.connection.portal(this.capabilities);
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

  get own(): string {
    return this.capabilities?.organization.domains[0] ?? this.words.reviewOwn;
  }

  get mails(): boolean {
    return this.capabilities?.organization.mail !== false;
  }

  /** Entries that keep everything from being sent. */
  get wrong(): PersonChip[] {
    const states: readonly string[] = wrong;
    return this.chips.state.chips.filter(({ key }) => states.includes(this.check.of(key)?.state ?? ''));
  }

  /** One clean address is sent at once; more, or a doubtful one, are looked at once more. */
  get needsReview(): boolean {
    const { chips } = this.chips.state;
    const state = chips[0] && this.check.of(chips[0].key)?.state;
    return chips.length > 1 || state === 'otherDomain' || state === 'lookalike';
  }

  hostDisconnected(): void {
    this.#sending?.abort();
    this.#loading?.abort();
    this.step = 'form';
  }

  render(): unknown {
    return renderInvite(this);
  }

  say(text: string): void {
    this.#around.announcer.say(text);
  }

  /** Opens, with what was left in it; `init` comes on top. */
  open(init: InviteInit = {}): void {
    if (!this.dialog.open) {
      this.problem = undefined;
      this.step = 'form';
      this.dialog.show(init.invoker);
    }
    if (init.text) this.chips.commit(init.text);
    void this.load(init);
  }

  /** Another source is another organization or person: nothing of the one before may stay. */
  reset(): void {
    this.#loading?.abort();
    this.#sending?.abort();
    this.dialog.close();
    this.capabilities = undefined;
    this.#start = [];
    this.#clear();
  }

  #clear(): void {
    this.step = 'form';
    this.problem = undefined;
    this.roles = this.#start;
    this.cleared = undefined;
    this.groupRole = 'member';
    this.message = '';
    this.messageShown = false;
    this.chips.reset();
    this.groups.reset();
    this.check.watch([]);
    this.touch();
  }

  /** Loads what the form needs. A failure is shown in its place and leaves what was typed. */
  async load(init: InviteInit = {}): Promise<void> {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    this.failure = undefined;
    try {
      const capabilities = await capabilitiesOf(this.source);
      if (loading.signal.aborted) return;
      this.capabilities = capabilities;
      const wanted = init.roles ?? [];
      const chosen = this.offered.filter(
        (role) => role.can.assign === true && (wanted.includes(role.id) || wanted.includes(role.key)),
      );
      const many = this.portal?.rolesPerMember !== 'one';
      for (const role of chosen) this.roles = selectRole(this.roles, role, many ? 'many' : 'one').selected;
      if (init.groups?.length) await this.#chooseGroups(init.groups, loading.signal);
      void this.#findDefaultGroup(loading.signal);
    } catch (error) {
      if (loading.signal.aborted) return;
      this.failure = errorOf(error);
    }
    this.touch();
  }

  async #chooseGroups(ids: readonly string[], signal: AbortSignal): Promise<void> {
    const { items } = await this.source.labels(ids, { signal });
    const known = new Set(this.groups.selected.map(({ id }) => id));
    const added = items.filter(({ id }) => !known.has(id));
    this.groups.selected = [...this.groups.selected, ...added.map(({ id, name }) => ({ id, name }))];
  }

  async #findDefaultGroup(signal: AbortSignal): Promise<void> {
    if (this.capabilities?.caller.can['group:read'] !== true) return;
    try {
      let cursor: string | null = null;
      do {
        const page = await this.source.groups({ limit: limits.pageSize, ...(cursor ? { cursor } : {}) }, { signal });
        if (signal.aborted) return;
        this.hasGroups = page.total > 0;
        this.defaultGroup = page.items.find((group) => group.isDefault)?.name;
        cursor = page.next;
      } while (cursor && !this.defaultGroup && this.portal?.rules.defaultGroup);
    } catch {
      // The form works without: only the sentence about the default group is left out.
      this.defaultGroup = undefined;
    }
    this.host.requestUpdate();
  }

  async #searchGroups(query: string, signal: AbortSignal): Promise<{ items: Choice[]; total: number }> {
    const answer = await this.source.groups({ ...(query ? { query } : {}), sort: 'name', limit: 50 }, { signal });
    const items = answer.items.map((group) => ({
      id: group.id,
      name: group.name,
      detail: this.words.groupPeople(group.memberCount, this.formats),
      ...(group.can.members === true ? {} : { refused: group.can.members.reason }),
    }));
    return { items, total: answer.total };
  }

  #groupWords(): ReturnType<ConstructorParameters<typeof ComboboxController>[1]['words']> {
    const { words, formats, common: shared } = this;
    return {
      placeholder: words.groupsPlaceholder,
      chosen: words.groupsChosen,
      remove: words.remove,
      loading: shared.loading,
      none: words.groupsNone,
      failed: words.groupsFailed,
      retry: shared.retry,
      found: (count) => words.groupsFound(count, formats),
      added: words.groupAdded,
      removed: words.groupRemoved,
      more: (count) => words.groupsMore(count, formats),
    };
  }

  /** After any change of the form: whether there is something to lose. */
  touch(): void {
    const { chips, text } = this.chips.state;
    const ids = (roles: readonly Role[]): string => roles.map(({ id }) => id).join();
    const dirty =
      chips.length > 0 ||
      text.trim() !== '' ||
      this.message.trim() !== '' ||
      this.groups.selected.length > 0 ||
      ids(this.roles) !== ids(this.#start);
    this.host.requestUpdate();
    if (dirty === this.#dirty) return;
    this.#dirty = dirty;
    if (dirty) this.#around.states.add('dirty');
    else this.#around.states.delete('dirty');
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
        this.say(`${this.removedText} ${this.common.undo}: Ctrl+Z.`);
      if (over) this.say(this.overText ?? '');
      this.check.watch(now.map(({ key, value }) => ({ key, text: textOf(value) })));
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

  #checkAnswered(failed: boolean): void {
    if (!this.dialog.open) return;
    const count = this.wrong.length;
    if (failed) this.say(this.words.notChecked);
    else if (count > 0) this.say(this.issues.map(({ text }) => text).join('. '));
  }

  /** Chips grouped by what is to be said of them, worst first. */
  get issues(): { state: Standing['state']; text: string; chips: PersonChip[] }[] {
    const { words, formats } = this;
    const states = [...wrong, 'rateLimited', 'lookalike', 'otherDomain'] as const;
    return states.flatMap((state) => {
      const chips = this.chips.state.chips.filter(({ key }) => this.check.of(key)?.state === state);
      return chips.length > 0 ? [{ state, chips, text: words.issue[state](chips.length, formats) }] : [];
    });
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

  async resend(chips: readonly PersonChip[]): Promise<void> {
    const done: PersonChip[] = [];
    for (const chip of chips) {
      const member = this.check.of(chip.key)?.member as Member['id'] | undefined;
      if (!member || !(await ask(this.host, new BeforeInviteResendEvent(member)))) continue;
      try {
        const answer = await this.source.resend(member);
        this.host.dispatchEvent(new InviteResentEvent(answer.member));
        done.push(chip);
      } catch (error) {
        this.#fail(errorOf(error));
        break;
      }
    }
    const [first] = done;
    if (!first) return;
    const { words } = this;
    const text = done.length === 1 ? words.resent(labelOf(first.value)) : words.resentMany(done.length, this.formats);
    this.chips.settle(done.map(({ key }) => key));
    this.chips.focus();
    this.say(text);
    this.#around.tell(text);
  }

  /** From the form: what is still text becomes chips, the server's check is awaited, then it is reviewed or sent. */
  async submit(): Promise<void> {
    if (this.busy) return;
    this.chips.commit();
    const { chips, over } = this.chips.state;
    // What is over the number of one sending waits in the field for the next.
    if (over === 'length') return this.chips.focus();
    if (chips.length === 0) {
      this.problem = { title: '', fields: { people: this.words.enterOne } };
      this.say(this.words.enterOne);
      return this.chips.focus();
    }
    this.check.clearNotes();
    if (this.check.pending) {
      this.busy = 'checking';
      this.host.requestUpdate();
      await this.check.settled();
      this.busy = undefined;
      if (!this.dialog.open) return;
    }
    const [first] = this.wrong;
    if (first) {
      this.problem = undefined;
      this.say(this.words.correctFirst(this.wrong.length, this.formats));
      return this.chips.focus(first.key);
    }
    if (!this.needsReview) return this.send([]);
    this.step = 'review';
    this.problem = undefined;
    await this.#redrawn();
    this.dialog.focusHeading();
  }

  async back(): Promise<void> {
    this.step = 'form';
    await this.#redrawn();
    this.say(this.words.backToForm);
    this.chips.focus();
  }

  async #redrawn(): Promise<void> {
    this.host.requestUpdate();
    await this.host.updateComplete;
  }

  get request(): InviteRequest {
    const groups = this.groups.selected.map(({ id }) => id as GroupId);
    const message = this.message.trim();
    return {
      people: this.chips.state.chips.map(({ value: { email, name } }) => (name ? { email, name } : { email })),
      roles: this.roles.map(({ id }) => id),
      groups,
      ...(groups.length > 0 && this.offersGroupRole ? { groupRole: this.groupRole } : {}),
      ...(message ? { message } : {}),
    };
  }

  get offersGroupRole(): boolean {
    const scoped = this.capabilities?.roles.some((role) => role.scope === 'group');
    return Boolean(scoped || this.portal?.labels.groupRole);
  }

  /** Sends once, however often it is asked to: `confirmedDomains` are the foreign ones a person has seen in the review. */
  async send(confirmedDomains: readonly string[]): Promise<void> {
    if (this.busy) return;
    this.busy = 'sending';
    this.problem = undefined;
    const sending = (this.#sending = new AbortController());
    const { chips } = this.chips.state;
    const request = {
      ...this.request,
      ...(confirmedDomains.length > 0 ? { confirmedDomains: [...confirmedDomains] } : {}),
    };
    this.host.requestUpdate();
    this.say(this.words.sending);
    try {
      if (!(await ask(this.host, new BeforeInviteSendEvent(request)))) {
        this.#show({ title: this.words.held, fields: {} });
        return;
      }
      const idempotencyKey = this.#attempt.keyFor(request);
      const stopped = new Promise<never>((_, reject) =>
        sending.signal.addEventListener('abort', () => reject(sending.signal.reason as Error), { once: true }),
      );
      sending.signal.throwIfAborted();
      const answer = await Promise.race([
        this.source.invite(request, { idempotencyKey, signal: sending.signal }),
        stopped,
      ]);
      this.#attempt.answered();
      this.busy = undefined;
      this.#answered(chips, answer);
    } catch (error) {
      this.#attempt.failed(error);
      if (sending.signal.aborted) this.#show({ title: this.words.stopped, fields: {} });
      else this.#fail(errorOf(error), chips);
    } finally {
      this.busy = undefined;
      this.host.requestUpdate();
    }
  }

  stop(): void {
    this.#sending?.abort();
  }

  #answered(chips: readonly PersonChip[], { results }: InviteAnswer): void {
    const { words, formats } = this;
    const invited = results.filter(({ status }) => status === 'invited');
    const states = {
      alreadyMember: 'member',
      alreadyInvited: 'invited',
      blocked: 'blocked',
      confirmDomain: 'otherDomain',
      rateLimited: 'rateLimited',
    } as const;
    for (const { index, status, detail } of results) {
      const chip = chips[index];
      if (chip && status !== 'invited')
        this.check.note(chip.key, { state: states[status], ...(detail ? { detail } : {}) });
    }
    this.chips.settle(invited.flatMap(({ index }) => chips[index]?.key ?? []));
    if (invited.length > 0) this.host.dispatchEvent(new InviteSentEvent(results));
    const left = results.length - invited.length;
    const told = (this.mails ? words.sent : words.created)(invited.length, formats);
    if (invited.length > 0) this.links.add(invited.flatMap(({ member }) => member ?? []));
    if (left > 0) {
      this.#show({
        title: invited.length > 0 ? words.sentPart(invited.length, left, formats) : words.notSent,
        detail: words.sentPartDetail,
        fields: {},
        partly: invited.length > 0,
      });
      // The server knows by now whom to resend to, and which of them are members.
      this.check.retry();
    }
    if (!this.mails && invited.length > 0) {
      this.step = 'links';
      this.say(told);
      void this.#redrawn().then(() => this.dialog.focusHeading());
    } else if (left === 0 && this.chips.state.text.trim()) {
      this.chips.commit();
      this.#show({ title: told, fields: {}, partly: true });
    } else if (left === 0) {
      this.#finish();
    }
    if (left === 0 && this.mails) this.#around.tell(told);
  }

  /** Everybody is invited: the form starts anew next time. */
  #finish(): void {
    this.dialog.close();
    this.links.clear();
    this.#clear();
  }

  /** Leaves the list of links: back to those who were not invited, or away. */
  leaveLinks(): void {
    if (this.chips.state.chips.length === 0) return this.#finish();
    this.links.clear();
    this.step = 'form';
    this.chips.focus();
  }

  #show(problem: InviteProblem): void {
    this.step = 'form';
    this.problem = problem;
    this.say([problem.title, problem.detail, ...Object.values(problem.fields)].filter(Boolean).join(' '));
    void this.#redrawn().then(() => this.chips.focus(this.wrong[0]?.key ?? 'input'));
  }

  #fail(error: SourceError, chips: readonly PersonChip[] = []): void {
    const { words } = this;
    const { problem, offline, retryAfter } = error;
    const fields: InviteProblem['fields'] = {};
    let marked = 0;
    const others: string[] = [];
    for (const { pointer, detail } of problem.errors ?? []) {
      const [field = '', index] = pointer.replace(/^\//, '').split('/');
      const chip = field === 'people' && index !== undefined ? chips[Number(index)] : undefined;
      if (chip) {
        marked++;
        this.check.note(chip.key, { state: 'refused', detail });
      } else if (['people', 'roles', 'groups', 'groupRole', 'message'].includes(field)) fields[field] = detail;
      else others.push(detail);
    }
    if (problem.code === 'role_exclusive' || problem.code === 'privilege_escalation')
      fields['roles'] ??= problem.detail;
    if (fields['message']) this.messageShown = true;
    const placed = marked > 0 || Object.keys(fields).length > 0;
    const event = new RosterErrorEvent(error);
    const shown = this.host.dispatchEvent(event) || placed;
    if (!shown) {
      this.step = 'form';
      return;
    }
    const title = placed && others.length === 0 ? words.needsCorrection : this.failureText(error);
    const detail = others.length > 0 ? others.join(' ') : placed ? undefined : words.lostNothing;
    this.#show({ title: offline || retryAfter ? this.failureText(error) : title, detail, fields });
  }

  /** A failure in words. */
  failureText({ problem, offline, retryAfter }: SourceError): string {
    if (offline) return this.common.offline;
    if (problem.code === 'rate_limited' && retryAfter) return this.common.waitSeconds(retryAfter, this.formats);
    if (problem.code === 'unauthenticated') return `${this.common.sessionEnded}. ${this.common.sessionEndedDetail}`;
    return problem.detail || problem.title;
  }

  async #dismiss(way: 'escape' | 'button' | 'beside'): Promise<void> {
    if (this.confirm.asking) return;
    if (this.busy === 'sending') return way === 'beside' ? undefined : this.stop();
    if (this.step === 'links') return way === 'beside' ? undefined : this.leaveLinks();
    if (this.step === 'review' && way === 'escape') return this.back();
    await this.cancel(way);
  }

  /** Leaves; asks first where there is something to lose. A click beside the dialog never loses anything. */
  async cancel(way: 'escape' | 'button' | 'beside' = 'button'): Promise<void> {
    this.touch();
    if (this.#dirty) {
      if (way === 'beside') return;
      const { words } = this;
      const { chips, text } = this.chips.state;
      const count = chips.length + (text.trim() ? 1 : 0);
      const yes = await this.confirm.ask({
        title: count > 0 ? words.discardAddresses(count, this.formats) : words.discardOther,
        detail: count > 0 ? words.discardDetail : undefined,
        verb: words.discard,
        cancel: words.keepEditing,
        danger: true,
      });
      if (!yes) return;
    }
    this.dialog.close();
    this.#clear();
  }
}

function errorOf(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const detail = error instanceof Error && error.message ? error.message : String(error);
  return new SourceError(
    { type: 'urn:roster:problem:unavailable', title: detail, status: 503, detail, code: 'unavailable', requestId: '' },
    { cause: error },
  );
}
