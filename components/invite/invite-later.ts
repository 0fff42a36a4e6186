import { hasFeature, selectRole, type Role } from '../../server/contract/index.ts';
import { Notices } from '../controllers/notices.ts';
import { inviteLater } from '../messages/en-invite-later.ts';
import { adopt } from '../styles/adopt.ts';
import { takeOver } from '../templates/combobox.ts';
import { Questions } from '../templates/questions.ts';
import type { ChipLook } from '../templates/chips.ts';
import type { DialogContent } from '../templates/dialog.ts';
import { roleChoosing } from '../templates/role-choosing.ts';
import { AddressCheck, type Standing } from './address-check.ts';
import { lookOf } from './chip-looks.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { chooseGroups, groupsField } from './invite-groups-field.ts';
import { laterStyles } from './invite-later.styles.ts';
import { doubtful, textOf, wrong, type PersonChip } from './invite-people.ts';
import { InviteSending } from './invite-sending.ts';
import { LinkList } from './link-list.ts';
import { renderIssues } from './render-issues.ts';
import { linksContent } from './render-links.ts';
import { renderGroupRole, renderGroupsFault, renderMessage } from './render-message.ts';
import { reviewContent } from './render-review.ts';

export interface Issue {
  state: Standing['state'];
  text: string;
  chips: PersonChip[];
}

/** What the dialog needs once somebody uses it. */
export class InviteLater {
  readonly #dialog: InviteDialog;
  readonly #confirm: Questions;
  readonly #notices: Notices;
  readonly check: AddressCheck;
  readonly links: LinkList;
  readonly sending: InviteSending;

  constructor(dialog: InviteDialog) {
    this.#dialog = dialog;
    adopt(dialog.host.renderRoot, ...laterStyles);
    this.#confirm = new Questions(dialog.host);
    this.#notices = new Notices(dialog.host, dialog.announcer, () => dialog.connection.setting('notifications'));
    this.check = new AddressCheck(dialog.host, {
      ask: (addresses, signal) => this.#ask(addresses, signal),
      answered: (failed) => {
        if (failed) dialog.say(this.words.notChecked);
        else this.#sayIssues();
      },
    });
    this.watch();
    dialog.groups.combobox = groupsField(dialog, 'groups');
    dialog.roles.choice.choosing = roleChoosing;
    this.sending = new InviteSending(dialog, this);
    this.links = new LinkList(dialog.host, {
      make: (member) => dialog.source.link(member),
      words: () => this.words,
      say: (text) => dialog.say(text),
    });
  }

  /** Somebody wanted to go on while entries kept that from happening. */
  stuck = false;

  get words(): typeof inviteLater {
    return this.#dialog.connection.words('inviteLater', inviteLater);
  }

  /** The server's sentence where the page speaks its language, else our own, which says less. */
  sentence(detail: string | undefined, own: string): string {
    return detail !== undefined && this.#dialog.connection.english ? detail : own;
  }

  /** What the organization's own domain is called. */
  get own(): string {
    return this.#dialog.capabilities?.organization.domains[0] ?? this.words.reviewOwn;
  }

  /** Chips grouped by what is to be said of them, worst first. */
  get issues(): Issue[] {
    const { people, formats } = this.#dialog;
    return [...wrong, ...doubtful].flatMap((state) => {
      const some = people.state.chips.filter(({ key }) => this.check.of(key)?.state === state);
      return some.length > 0 ? [{ state, chips: some, text: this.words.issue[state](some.length, formats) }] : [];
    });
  }

  /** Entries that keep everything from being sent. */
  get wrong(): PersonChip[] {
    const states: readonly string[] = wrong;
    return this.#dialog.people.state.chips.filter(({ key }) => states.includes(this.check.of(key)?.state ?? ''));
  }

  /** Why going on did nothing, for as long as that is so. */
  get stuckText(): string | undefined {
    const count = this.stuck ? this.wrong.length : 0;
    return count ? this.words.correctFirst(count, this.#dialog.formats) : undefined;
  }

  /** One clean address is sent at once; more, or a doubtful one, are looked at once more. */
  get needsReview(): boolean {
    const { people, portal } = this.#dialog;
    const { chips } = people.state;
    const states = chips.map(({ key }) => this.check.of(key)?.state);
    const several = chips.length > 1 && hasFeature(portal, 'review');
    return several || states.includes('otherDomain') || states.includes('lookalike');
  }

  /** The entries are others now. */
  watch(): void {
    const entries = this.#dialog.people.state.chips.map(({ key, value }) => ({ key, text: textOf(value) }));
    // Who has no address yet is still being written.
    this.check.watch(entries.filter(({ text }) => text));
  }

  lookOf(chip: PersonChip): Omit<ChipLook, 'label' | 'name'> {
    return lookOf(this, chip);
  }

  /** Chooses what the host asks for, besides what is chosen: roles by id or key, groups by id. */
  async choose(roles: readonly string[], groups: readonly string[], signal: AbortSignal): Promise<void> {
    const { offered, one, roles: shared, field } = this.#dialog;
    const asked = offered.filter(
      (role) => role.can.assign === true && (roles.includes(role.id) || roles.includes(role.key)),
    );
    if (asked.length)
      shared.start(
        asked.reduce((some, role) => selectRole(some, role, one ? 'one' : 'many').selected, shared.selected as Role[]),
      );
    field?.take?.();
    if (groups.length) await chooseGroups(this.#dialog, groups, signal);
  }

  /** Goes on where somebody went to what stood for the field of groups. */
  takeOver(before: HTMLInputElement): void {
    takeOver(before, this.#dialog.host.renderRoot);
  }

  /** Where foreign domains are refused, the check says that they are foreign, and sending would refuse them. */
  async #ask(addresses: string[], signal: AbortSignal): Promise<(Standing & { index: number })[]> {
    const { items } = await this.#dialog.source.check(addresses, { signal });
    if (this.#dialog.portal?.rules.foreignDomain !== 'block') return items;
    const foreign = ['otherDomain', 'lookalike'];
    return items.map((item) => (foreign.includes(item.state) ? { ...item, state: 'blocked' } : item));
  }

  #sayIssues(): void {
    if (this.#dialog.dialog.open && this.wrong.length > 0)
      this.#dialog.say(this.issues.map(({ text }) => text).join('. '));
  }

  reset(): void {
    this.stuck = false;
    this.links.clear();
    this.watch();
  }

  /** Everybody is invited. */
  finish(): void {
    this.links.clear();
    this.#dialog.leave();
  }

  /** Leaves the list of links: back to those who were not invited, or away. */
  leaveLinks(): void {
    if (this.#dialog.people.state.chips.length === 0) return this.finish();
    this.links.clear();
    this.#dialog.step = 'form';
    this.#dialog.people.focus();
  }

  /** A person wants to leave while there is something to lose, or something under way. */
  async cancel(way: 'escape' | 'button'): Promise<void> {
    const dialog = this.#dialog;
    if (this.#confirm.asking) return;
    if (dialog.busy === 'sending') return this.sending.stop();
    if (dialog.step === 'links') return this.leaveLinks();
    if (dialog.step === 'review' && way === 'escape') return this.sending.back();
    const { words } = this;
    const { chips, text } = dialog.people.state;
    const count = chips.length + (text.trim() ? 1 : 0);
    const yes = await this.#confirm.ask({
      title: count > 0 ? words.discardAddresses(count, dialog.formats) : words.discardOther,
      detail: count > 0 ? words.discardDetail : undefined,
      verb: words.discard,
      cancel: words.keepEditing,
      danger: true,
    });
    if (yes) dialog.leave();
  }

  /** The steps after the form. */
  content(step: 'review' | 'links'): Omit<DialogContent, 'close'> {
    return step === 'review' ? reviewContent(this.#dialog, this) : linksContent(this.#dialog, this);
  }

  renderIssues(): unknown {
    return renderIssues(this.#dialog, this);
  }

  renderGroupsFault(): unknown {
    return renderGroupsFault(this.#dialog);
  }

  renderGroupRole(): unknown {
    return renderGroupRole(this.#dialog, this);
  }

  renderMessage(): unknown {
    return renderMessage(this.#dialog, this);
  }

  /** What stands over the dialog, or is left after it. */
  renderOver(): unknown {
    return [this.#confirm.render(), this.#notices.render(this.#dialog.common)];
  }

  /** A success; an element without a button of its own leaves the telling to whoever opened it. */
  tell(text: string): void {
    if (!this.#dialog.host.noButton) this.#notices.tell({ text, tone: 'success' });
  }
}
