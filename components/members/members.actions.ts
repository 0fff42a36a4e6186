import { html, nothing, type TemplateResult } from 'lit';
import { hasFeature, type Member, type MemberAction } from '../../server/contract/index.ts';
import {
  BeforeInviteResendEvent,
  BeforeInviteRevokeEvent,
  InviteResentEvent,
  InviteRevokedEvent,
} from '../controllers/invitation.events.ts';
import {
  BeforeMemberReactivateEvent,
  BeforeMemberRemoveEvent,
  BeforeMemberSuspendEvent,
  MemberReactivatedEvent,
  MemberRemovedEvent,
  MemberSuspendedEvent,
} from '../controllers/member.events.ts';
import type { Notices } from '../controllers/notices.ts';
import type { Questions } from '../templates/questions.ts';
import {
  banIcon,
  keyIcon,
  linkIcon,
  pauseIcon,
  pencilIcon,
  playIcon,
  sendIcon,
  trashIcon,
} from '../templates/icons-later.ts';
import type { MenuItem } from '../templates/menu.ts';
import { closeModal, openModal } from '../templates/modals.ts';
import { Acting, labelOf } from './members.acting.ts';
import type { MembersContext, MembersHost } from './members.context.ts';
import { OpenMenu } from './members.menu.ts';

interface ShownLink {
  url: string;
  member: Member;
  /** When it stops working, in words. */
  until: string;
}

/** What is done to a person from their row. */
export class RowActions {
  readonly #acting: Acting;
  readonly #menu: OpenMenu;
  readonly #confirm: Questions;
  #link: ShownLink | undefined;
  #button: HTMLElement | undefined;

  constructor(host: MembersHost, context: MembersContext, notices: Notices, confirm: Questions) {
    this.#acting = new Acting(host, context, notices);
    this.#menu = new OpenMenu(host);
    this.#confirm = confirm;
  }

  get openFor(): string | undefined {
    return this.#menu.key;
  }

  get errors(): ReadonlyMap<string, string> {
    return this.#acting.errors;
  }

  reset(): void {
    this.#menu.close();
    this.#acting.errors = new Map();
    this.#link = undefined;
  }

  async toggle(member: Member, button: HTMLElement): Promise<void> {
    const { data, view } = this.#acting.context;
    this.#button = button;
    // As the person is when the menu is drawn: others may change them while it is open.
    const now = (): Member => data.list.page?.items.find(({ id }) => id === member.id) ?? member;
    await this.#menu.toggle({
      key: member.id,
      button,
      label: view().common.actionsFor(labelOf(member)),
      items: () => this.#items(now()),
    });
  }

  render(): TemplateResult {
    return html`${this.#menu.render() ?? nothing} ${this.#link ? this.#linkDialog(this.#link) : nothing}`;
  }

  /** What goes with the state a person is in; what they may not be subjected to stays, with the reason. */
  #items(member: Member): MenuItem[] {
    const { words, context } = this.#acting;
    const { offers, connection } = context;
    const { labels } = context.view().portal;
    const invited = member.status === 'invited';
    const refused = hasFeature(context.view().portal, 'refusedActions');
    const item = (
      shown: boolean,
      label: string,
      icon: TemplateResult,
      action: MemberAction,
      run: () => unknown,
      danger = false,
    ): MenuItem[] => {
      const can = member.can[action];
      return shown ? [{ label, icon, danger, run, reason: can === true ? undefined : connection.reason(can) }] : [];
    };
    const open = (): unknown => this.#acting.host.openMember(member.id, this.#button);
    const suspends = offers('suspend');
    const editsInvitation = invited && offers('editInvitation');
    return [
      ...item(!editsInvitation && offers('edit'), labels.edit ?? words.edit, pencilIcon, 'update', open),
      ...item(editsInvitation, labels.editInvitation ?? words.editInvitation, pencilIcon, 'editInvitation', open),
      ...item((invited || refused) && offers('resend'), labels.resend ?? words.resend, sendIcon, 'resend', () =>
        this.#resend(member),
      ),
      ...item(invited && offers('link'), words.copyLink, linkIcon, 'link', () => this.#copyLink(member)),
      ...item(!invited && offers('resetPassword'), words.resetPassword, keyIcon, 'resetPassword', () =>
        this.#resetPassword(member),
      ),
      ...item(member.status === 'active' && suspends, labels.suspend ?? words.suspend, pauseIcon, 'suspend', () =>
        this.#suspend(member),
      ),
      ...item(member.status === 'suspended' && suspends, words.reactivate, playIcon, 'reactivate', () =>
        this.#reactivate(member),
      ),
      ...item(
        invited && offers('revoke'),
        labels.revoke ?? words.revoke,
        banIcon,
        'revoke',
        () => this.#revoke(member),
        true,
      ),
      ...item(
        offers('remove') && !(invited && offers('revoke')),
        labels.remove ?? words.remove,
        trashIcon,
        'remove',
        () => this.#remove(member),
        true,
      ),
    ];
  }

  async #resend(member: Member): Promise<void> {
    const { words, host, context } = this.#acting;
    const done = await this.#acting.perform(member, new BeforeInviteResendEvent(member.id), (source, options) =>
      source.resend(member.id, options),
    );
    if (!done) return;
    host.dispatchEvent(new InviteResentEvent(done.answer.member));
    this.#acting.told(words.resent(labelOf(member)));
    await context.data.poll();
  }

  async #revoke(member: Member): Promise<void> {
    const { words, host } = this.#acting;
    const goOn = this.#acting.neighbour(member.id);
    const done = await this.#acting.perform(member, new BeforeInviteRevokeEvent(member.id), (source, options) =>
      source.revoke(member.id, options),
    );
    if (!done) return;
    host.dispatchEvent(new InviteRevokedEvent(member.id));
    this.#acting.told(words.revoked(labelOf(member)), [done.answer?.undo]);
    await goOn();
  }

  async #suspend(member: Member): Promise<void> {
    const { words, host } = this.#acting;
    const goOn = this.#acting.neighbour(member.id);
    const done = await this.#acting.perform(member, new BeforeMemberSuspendEvent(member.id), (source, options) =>
      source.suspend(member.id, options),
    );
    if (!done) return;
    host.dispatchEvent(new MemberSuspendedEvent(done.answer.member));
    this.#acting.told(words.isNow(labelOf(member), this.#badge()), [done.answer.undo]);
    await goOn();
  }

  async #reactivate(member: Member): Promise<void> {
    const { words, host } = this.#acting;
    const goOn = this.#acting.neighbour(member.id);
    const done = await this.#acting.perform(member, new BeforeMemberReactivateEvent(member.id), (source, options) =>
      source.reactivate(member.id, options),
    );
    if (!done) return;
    host.dispatchEvent(new MemberReactivatedEvent(done.answer.member));
    this.#acting.told(words.reactivated(labelOf(member)));
    await goOn();
  }

  /** The portal's word for the suspended, as on their badge and their tab. */
  #badge(): string {
    const { portal, words } = this.#acting.context.view();
    return portal.labels.suspended ?? words.status.suspended;
  }

  async #resetPassword(member: Member): Promise<void> {
    const { words, context } = this.#acting;
    const sure = await this.#confirm.ask({
      title: words.resetTitle(labelOf(member)),
      detail: words.resetDetail(member.email),
      verb: words.resetVerb,
      cancel: context.view().common.cancel,
    });
    const done =
      sure &&
      (await this.#acting.perform(member, undefined, (source, options) => source.resetPassword(member.id, options)));
    if (done) this.#acting.told(words.resetSent(member.email));
  }

  /** For good: what it takes away is said before, and the name is typed. */
  async #remove(member: Member): Promise<void> {
    const { words, context, host } = this.#acting;
    const { portal, common, formats } = context.view();
    const name = labelOf(member);
    const looked = await this.#acting.perform(member, undefined, (source, options) =>
      source.previewMemberRemoval(member.id, options),
    );
    if (!looked) return;
    const { refused, roles, groups, names } = looked.answer;
    if (refused) return this.#acting.trouble(member.id, context.connection.reason(refused));
    const list = (ids: readonly string[]): string => formats.list(ids.map((id) => names[id] ?? id));
    const sure = await this.#confirm.ask({
      title: words.removeTitle(name),
      detail: [
        ...(roles.lost.length ? [words.loses(name, list(roles.lost))] : []),
        ...(groups.left.length ? [words.leaves(name, list(groups.left))] : []),
        words.removeDetail,
      ].join(' '),
      verb: portal.labels.remove ?? words.remove,
      cancel: common.cancel,
      danger: true,
      typed: { label: words.typeName(name), text: name },
    });
    if (!sure) return;
    const goOn = this.#acting.neighbour(member.id);
    const done = await this.#acting.perform(member, new BeforeMemberRemoveEvent(member.id), (source, options) =>
      source.removeMember(member.id, options),
    );
    if (!done) return;
    host.dispatchEvent(new MemberRemovedEvent(member.id));
    this.#acting.told(words.removed(name));
    await goOn();
  }

  async #copyLink(member: Member): Promise<void> {
    const { words, context } = this.#acting;
    const done = await this.#acting.perform(member, undefined, (source, options) => source.link(member.id, options));
    if (!done) return;
    const { url, expiresAt } = done.answer;
    try {
      await navigator.clipboard.writeText(url);
      this.#acting.told(words.linkCopied);
    } catch {
      // No clipboard without HTTPS, or without the person's leave: then the link is shown.
      await this.#showLink({ url, member, until: context.view().formats.moment(expiresAt) });
    }
    await context.data.poll();
  }

  async #showLink(link: ShownLink): Promise<void> {
    const { host } = this.#acting;
    this.#link = link;
    host.requestUpdate();
    await host.updateComplete;
    const dialog = host.renderRoot.querySelector<HTMLDialogElement>('#link');
    if (!dialog) return;
    openModal(dialog);
    dialog.querySelector('input')?.select();
  }

  #linkDialog({ url, member, until }: ShownLink): TemplateResult {
    const { words, context, host } = this.#acting;
    return html`<dialog
      id="link"
      part="dialog"
      role="alertdialog"
      aria-labelledby="link-title"
      aria-describedby="link-detail"
      @close=${(event: Event) => {
        closeModal(event.target as HTMLDialogElement);
        this.#link = undefined;
        host.requestUpdate();
        this.#button?.focus();
      }}
    >
      <div class="alert">
        <h2 id="link-title">${words.linkTitle}</h2>
        <p id="link-detail">${words.linkDetail(labelOf(member), until)}</p>
        <input class="field" readonly dir="ltr" aria-labelledby="link-title" .value=${url} />
      </div>
      <div class="dialog-foot">
        <button
          type="button"
          class="button"
          @click=${(event: Event) => (event.target as Element).closest('dialog')?.close()}
        >
          ${context.view().common.close}
        </button>
      </div>
    </dialog>`;
  }
}
