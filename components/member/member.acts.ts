import { html, nothing, type TemplateResult } from 'lit';
import { hasFeature, type Member } from '../../server/contract/index.ts';
import { banIcon, linkIcon, sendIcon, trashIcon } from '../templates/icons-later.ts';
import { checkIcon, lockIcon } from '../templates/icons-state.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import type { Action } from './member.acting.ts';
import { Disclosures } from './member.disclosures.ts';
import type { Profile } from './member.profile.ts';
import { belowWords } from './member.words.ts';

type Act = [action: Action, shown: boolean, label: string, icon: TemplateResult, danger?: boolean];

/** What can be done to a person apart from the form, and asked about them. */
export class MemberActs {
  readonly #profile: Profile;
  readonly #disclosures: Disclosures;

  constructor(profile: Profile) {
    this.#profile = profile;
    this.#disclosures = new Disclosures(profile);
  }

  reset(): void {
    this.#disclosures.reset();
  }

  render(): unknown {
    const profile = this.#profile;
    const { person, faults } = profile;
    if (!person) return nothing;
    const acts = this.#acts(person);
    const fault = faults['acts'];
    return html`<div class="below" id="below">
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
      ${profile.later?.shownLink()}
    </div>`;
  }

  #button([action, , label, icon, danger]: Act, person: Member): TemplateResult {
    const can = person.can[action];
    const reason = can === true ? undefined : this.#profile.connection.reason(can);
    return html`<li>
      <button
        type="button"
        class="act ${danger ? 'dangerous' : ''}"
        aria-disabled=${reason ? 'true' : 'false'}
        aria-describedby=${reason ? `act-${action}` : nothing}
        @click=${() => reason ?? void this.#act(action, person)}
      >
        ${icon}<span>${label}${reason ? html`<small id="act-${action}">${reason}</small>` : nothing}</span>
      </button>
    </li>`;
  }

  /** What this portal offers for a person in this state; nothing at all where none of it is allowed to whoever looks. */
  #acts({ status, can }: Member): Act[] {
    const profile = this.#profile;
    const { portal } = profile;
    const words = belowWords(profile);
    if (!hasFeature(portal, 'ownActions')) return [];
    const leaves = (way: 'suspend' | 'remove'): boolean => portal?.rules.leaving.includes(way) === true;
    const invited = status === 'invited';
    const all: Act[] = [
      ['resend', invited, portal?.labels.resend ?? words.resend, sendIcon],
      ['link', invited, words.link, linkIcon],
      ['revoke', invited, portal?.labels.revoke ?? words.revoke, banIcon, true],
      ['resetPassword', !invited, words.resetPassword, lockIcon],
      ['reactivate', status === 'suspended', words.reactivate, checkIcon],
      ['suspend', status === 'active' && leaves('suspend'), portal?.labels.suspend ?? words.suspend, banIcon],
      [
        'remove',
        !(invited && profile.offers('revoke')) && leaves('remove'),
        portal?.labels.remove ?? words.remove,
        trashIcon,
        true,
      ],
    ];
    const acts = all.filter(([action, shown]) => shown && profile.offers(action === 'reactivate' ? 'suspend' : action));
    const refused = acts.every(([action]) => can[action] !== true && can[action].code === 'forbidden');
    return refused ? [] : acts;
  }

  async #act(action: Action, person: Member): Promise<void> {
    const profile = this.#profile;
    try {
      const later = await profile.follow();
      await (await later.doing()).act(action, person);
    } catch {
      // It could not be loaded; what it does itself it answers for.
      profile.faults = { acts: profile.common.failed };
      profile.host.requestUpdate();
    }
  }
}
