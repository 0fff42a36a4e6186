import { html, nothing, svg, type TemplateResult } from 'lit';
import { hasFeature, type InvitationLink, type Member } from '../../server/contract/index.ts';
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
import { banIcon, linkIcon, sendIcon } from '../templates/icons-later.ts';
import { checkIcon, lockIcon } from '../templates/icons-state.ts';
import { draw, triangleAlertIcon } from '../templates/icons.ts';
import { Disclosures } from './member.disclosures.ts';
import type { MemberLater } from './member.later.ts';
import { effectOf } from './member.saving.ts';

const trashIcon = draw(
  svg`<path d="M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6"/><path d="M3 6h18"/><path d="M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2"/>`,
);

type Action = 'resend' | 'link' | 'revoke' | 'resetPassword' | 'reactivate' | 'suspend' | 'remove';
type Act = [
  action: Action,
  shown: boolean,
  label: string,
  icon: TemplateResult,
  run: (member: Member) => Promise<void>,
  danger?: boolean,
];

/** What is done to a person apart from the form. */
export class MemberActs {
  readonly #later: MemberLater;
  readonly #disclosures: Disclosures;
  #link: InvitationLink | undefined;

  constructor(later: MemberLater) {
    this.#later = later;
    this.#disclosures = new Disclosures(later);
  }

  reset(): void {
    this.#disclosures.reset();
    this.#link = undefined;
  }

  render(): unknown {
    const { profile } = this.#later;
    const { person, faults } = profile;
    if (!person) return nothing;
    const acts = this.#acts(person);
    const fault = faults['acts'];
    return html`<div class="below">
      ${this.#disclosures.render(person)}
      ${
        acts.length
          ? html`<ul class="acts" part="actions" role="list">
              ${acts.map((act) => this.#button(act, person))}
            </ul>`
          : nothing
      }
      ${
        fault
          ? html`<p class="fault" id="acts-fault" role="alert" tabindex="-1">
              ${triangleAlertIcon}<span>${fault}</span>
            </p>`
          : nothing
      }
      ${this.#link ? this.#shownLink(this.#link) : nothing}
    </div>`;
  }

  #button([action, , label, icon, run, danger]: Act, person: Member): TemplateResult {
    const can = person.can[action];
    const reason = can === true ? undefined : this.#later.profile.connection.reason(can);
    return html`<li>
      <button
        type="button"
        class="act ${danger ? 'dangerous' : ''}"
        aria-disabled=${reason ? 'true' : 'false'}
        aria-describedby=${reason ? `act-${action}` : nothing}
        @click=${() => reason ?? void this.#later.during('acts', () => run(person))}
      >
        ${icon}<span>${label}${reason ? html`<small id="act-${action}">${reason}</small>` : nothing}</span>
      </button>
    </li>`;
  }

  /** What this portal offers for a person in this state; nothing at all where none of it is allowed to whoever looks. */
  #acts({ status, can }: Member): Act[] {
    const { profile } = this.#later;
    const { words, portal } = profile;
    if (!hasFeature(portal, 'ownActions')) return [];
    const leaves = (way: 'suspend' | 'remove'): boolean => portal?.rules.leaving.includes(way) === true;
    const invited = status === 'invited';
    const all: Act[] = [
      ['resend', invited, portal?.labels.resend ?? words.resend, sendIcon, (member) => this.#resend(member)],
      ['link', invited, words.link, linkIcon, (member) => this.#copy(member)],
      ['revoke', invited, portal?.labels.revoke ?? words.revoke, banIcon, (member) => this.#revoke(member), true],
      ['resetPassword', !invited, words.resetPassword, lockIcon, (member) => this.#reset(member)],
      ['reactivate', status === 'suspended', words.reactivate, checkIcon, (member) => this.#turn(member, false)],
      [
        'suspend',
        status === 'active' && leaves('suspend'),
        portal?.labels.suspend ?? words.suspend,
        banIcon,
        (member) => this.#turn(member, true),
      ],
      [
        'remove',
        !(invited && profile.offers('revoke')) && leaves('remove'),
        portal?.labels.remove ?? words.remove,
        trashIcon,
        (member) => this.#remove(member),
        true,
      ],
    ];
    const acts = all.filter(([action, shown]) => shown && profile.offers(action === 'reactivate' ? 'suspend' : action));
    const refused = acts.every(([action]) => can[action] !== true && can[action].code === 'forbidden');
    return refused ? [] : acts;
  }

  /** Asks the host; what it keeps from happening has not failed. */
  #lets(event: BeforeEvent): Promise<boolean> {
    return ask(this.#later.profile.host, event);
  }

  async #turn({ id, version }: Member, off: boolean): Promise<void> {
    const { profile, words } = this.#later;
    const { label, host, source } = profile;
    if (!(await this.#lets(off ? new BeforeMemberSuspendEvent(id) : new BeforeMemberReactivateEvent(id)))) return;
    const answer = await source[off ? 'suspend' : 'reactivate'](id, { version });
    profile.keep(answer);
    host.dispatchEvent(off ? new MemberSuspendedEvent(answer.member) : new MemberReactivatedEvent(answer.member));
    this.#later.told((off ? words.suspended : words.reactivated)(label), answer.member, answer.undo);
  }

  async #reset({ id, email, version }: Member): Promise<void> {
    const { profile, words, confirm } = this.#later;
    const sure = await confirm.ask({
      title: words.resetTitle(profile.label),
      detail: words.resetDetail(email),
      verb: words.resetVerb,
      cancel: profile.common.cancel,
    });
    if (!sure) return;
    await profile.source.resetPassword(id, { version });
    this.#later.notices.tell({ text: words.resetSent(email) });
  }

  async #remove({ id, version }: Member): Promise<void> {
    const later = this.#later;
    const { profile, words, confirm } = later;
    const { label, host, source, portal, common } = profile;
    const effect = await source.previewMemberRemoval(id, { version });
    if (effect.refused) {
      profile.faults = { acts: profile.connection.reason(effect.refused) };
      return;
    }
    const verb = portal?.labels.remove ?? profile.words.remove;
    const sure = await confirm.ask({
      title: words.removeTitle(label),
      detail: [...effectOf(later, label, effect), words.removeDetail].join(' '),
      verb,
      cancel: common.cancel,
      danger: true,
      typed: { label: words.typeName(label), text: label },
    });
    if (!sure || !(await this.#lets(new BeforeMemberRemoveEvent(id)))) return;
    await source.removeMember(id, { version });
    this.#away();
    host.dispatchEvent(new MemberRemovedEvent(id));
    later.notices.tell({ text: words.removed(label) });
  }

  async #resend({ id, version }: Member): Promise<void> {
    const { profile, words, notices } = this.#later;
    const { label, host, source } = profile;
    if (!(await this.#lets(new BeforeInviteResendEvent(id)))) return;
    const answer = await source.resend(id, { version });
    profile.keep(answer);
    host.dispatchEvent(new InviteResentEvent(answer.member));
    notices.tell({ text: words.resent(label) });
  }

  async #revoke(member: Member): Promise<void> {
    const later = this.#later;
    const { profile, words } = later;
    const { label, host, source } = profile;
    if (!(await this.#lets(new BeforeInviteRevokeEvent(member.id)))) return;
    const answer = await source.revoke(member.id, { version: member.version });
    this.#away();
    host.dispatchEvent(new InviteRevokedEvent(member.id));
    later.told(words.revoked(label), member, answer?.undo);
  }

  /** The person is gone, and the dialog with them; a panel says so. */
  #away(): void {
    const { profile } = this.#later;
    profile.draft = profile.base;
    profile.dialog.close();
    profile.gone();
  }

  async #copy({ id, version }: Member): Promise<void> {
    const { profile, words, notices } = this.#later;
    const link = await profile.source.link(id, { version });
    const copied = await navigator.clipboard.writeText(link.url).then(
      () => true,
      // No clipboard without HTTPS, or without the person's leave: then the link is shown.
      () => false,
    );
    profile.keep(await profile.source.member(id));
    if (copied) return notices.tell({ text: words.linkCopied });
    this.#link = link;
    profile.say(words.linkShown);
    profile.focus('#link');
  }

  #shownLink({ url, expiresAt }: InvitationLink): TemplateResult {
    const { words, profile } = this.#later;
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
