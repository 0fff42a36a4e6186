import { html, nothing } from 'lit';
import type { InvitationLink, Member } from '../../server/contract/index.ts';
import { ask, type BeforeEvent } from '../controllers/before-event.ts';
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
import { failure } from '../source/failure.ts';
import { keep } from './member.change.ts';
import type { MemberDoing } from './member.doing.ts';
import { belowWords } from './member.words.ts';
import { effectOf } from './member.saving.ts';

export type Action = 'resend' | 'link' | 'revoke' | 'resetPassword' | 'reactivate' | 'suspend' | 'remove';

/** What is done to a person apart from the form. */
export class MemberActing {
  readonly #doing: MemberDoing;
  #link: InvitationLink | undefined;

  constructor(doing: MemberDoing) {
    this.#doing = doing;
  }

  reset(): void {
    this.#link = undefined;
  }

  act(action: Action, person: Member): Promise<void> {
    if (action === 'suspend' || action === 'reactivate') return this.#turn(person, action === 'suspend');
    const acts = {
      resend: () => this.#resend(person),
      link: () => this.#copy(person),
      revoke: () => this.#revoke(person),
      resetPassword: () => this.#reset(person),
      remove: () => this.#remove(person),
    };
    return acts[action]();
  }

  /** Asks the host; what it keeps from happening has not failed. */
  #lets(event: BeforeEvent): Promise<boolean> {
    return ask(this.#doing.profile.host, event);
  }

  async #turn({ id, version }: Member, off: boolean): Promise<void> {
    const { profile, words } = this.#doing;
    const { host, source } = profile;
    const { label } = this.#doing;
    if (!(await this.#lets(off ? new BeforeMemberSuspendEvent(id) : new BeforeMemberReactivateEvent(id)))) return;
    const answer = await source[off ? 'suspend' : 'reactivate'](id, { version });
    keep(profile, answer);
    host.dispatchEvent(off ? new MemberSuspendedEvent(answer.member) : new MemberReactivatedEvent(answer.member));
    this.#doing.told((off ? words.suspended : words.reactivated)(label), answer.member, answer.undo);
  }

  async #reset({ id, email, version }: Member): Promise<void> {
    const { profile, words, confirm } = this.#doing;
    const sure = await confirm.ask({
      title: words.resetTitle(this.#doing.label),
      detail: words.resetDetail(email),
      verb: words.resetVerb,
      cancel: profile.common.cancel,
    });
    if (!sure) return;
    await profile.source.resetPassword(id, { version });
    this.#doing.notices.tell({ text: words.resetSent(email) });
  }

  async #remove({ id, version }: Member): Promise<void> {
    const doing = this.#doing;
    const { profile, words, confirm } = doing;
    const { host, source, portal, common } = profile;
    const { label } = doing;
    const effect = await source.previewMemberRemoval(id, { version });
    if (effect.refused) {
      profile.faults = { acts: profile.connection.reason(effect.refused) };
      return;
    }
    const verb = portal?.labels.remove ?? belowWords(profile).remove;
    const sure = await confirm.ask({
      title: words.removeTitle(label),
      detail: [...effectOf(doing, label, effect), words.removeDetail].join(' '),
      verb,
      cancel: common.cancel,
      danger: true,
      typed: { label: words.typeName(label), text: label },
    });
    if (!sure || !(await this.#lets(new BeforeMemberRemoveEvent(id)))) return;
    await source.removeMember(id, { version });
    this.#away();
    host.dispatchEvent(new MemberRemovedEvent(id));
    doing.notices.tell({ text: words.removed(label) });
  }

  async #resend({ id, version }: Member): Promise<void> {
    const { profile, words, notices } = this.#doing;
    const { host, source } = profile;
    const { label } = this.#doing;
    if (!(await this.#lets(new BeforeInviteResendEvent(id)))) return;
    const answer = await source.resend(id, { version });
    keep(profile, answer);
    host.dispatchEvent(new InviteResentEvent(answer.member));
    notices.tell({ text: words.resent(label) });
  }

  async #revoke(member: Member): Promise<void> {
    const doing = this.#doing;
    const { profile, words } = doing;
    const { host, source } = profile;
    const { label } = this.#doing;
    if (!(await this.#lets(new BeforeInviteRevokeEvent(member.id)))) return;
    const answer = await source.revoke(member.id, { version: member.version });
    this.#away();
    host.dispatchEvent(new InviteRevokedEvent(member.id));
    doing.told(words.revoked(label), member, answer?.undo);
  }

  /** The person is gone, and the dialog with them; a panel says so. */
  #away(): void {
    const { profile } = this.#doing;
    profile.draft = profile.base;
    profile.dialog.close();
    if (profile.host.layout === 'dialog') return profile.forget();
    profile.refuse(failure('not_found', { status: 404 }));
    this.#doing.focus('#refused');
  }

  async #copy({ id, version }: Member): Promise<void> {
    const { profile, words, notices } = this.#doing;
    const link = await profile.source.link(id, { version });
    const copied = await navigator.clipboard.writeText(link.url).then(
      () => true,
      // No clipboard without HTTPS, or without the person's leave: then the link is shown.
      () => false,
    );
    keep(profile, await profile.source.member(id));
    if (copied) return notices.tell({ text: words.linkCopied });
    this.#link = link;
    profile.say(words.linkShown);
    this.#doing.focus('#link');
  }

  shownLink(): unknown {
    if (!this.#link) return nothing;
    const { url, expiresAt } = this.#link;
    const { words, profile } = this.#doing;
    return html`<div class="row">
      <label class="label" for="link">${words.linkShown}</label>
      <input
        id="link"
        class="field"
        readonly
        dir="ltr"
        .value=${url}
        @focus=${(event: Event) => (event.currentTarget as HTMLInputElement).select()}
      />
      <p class="aside">${words.linkUntil(profile.formats.moment(expiresAt))}</p>
    </div>`;
  }
}
