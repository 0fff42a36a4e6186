import { html, type TemplateResult } from 'lit';
import type { MemberDoing } from './member.doing.ts';
import { belowWords } from './member.words.ts';

/** After somebody was made a member: the password, this once. */
export class CreatedView {
  readonly #doing: MemberDoing;
  readonly #password: string;
  readonly #until: string;
  readonly heading: string;
  readonly lead: string;
  #copied = false;

  constructor(doing: MemberDoing, name: string, password: string, until: string) {
    this.#doing = doing;
    this.#password = password;
    this.#until = until;
    this.heading = doing.words.createdTitle(name);
    this.lead = doing.words.createdLead;
  }

  render(): TemplateResult {
    const { words, profile } = this.#doing;
    return html`<div class="form">
      <div class="row">
        <label class="label" for="secret">${belowWords(profile).password}</label>
        <div class="secret">
          <input
            id="secret"
            class="field"
            readonly
            dir="ltr"
            translate="no"
            .value=${this.#password}
            @focus=${(event: Event) => (event.currentTarget as HTMLInputElement).select()}
          />
          <button type="button" class="button" @click=${() => void this.#copy()}>
            ${this.#copied ? words.copied : words.copy}
          </button>
        </div>
        <p class="aside">${words.mustChange(profile.formats.moment(this.#until))}</p>
      </div>
    </div>`;
  }

  foot(): TemplateResult {
    const { words, profile } = this.#doing;
    return html`<button type="button" class="button primary" @click=${() => profile.leave()}>${words.done}</button>`;
  }

  async #copy(): Promise<void> {
    const { words, profile } = this.#doing;
    try {
      await navigator.clipboard.writeText(this.#password);
      this.#copied = true;
      profile.say(words.copied);
    } catch {
      // No clipboard without HTTPS, or without the person's leave: it is marked, to be copied by hand.
      this.#doing.focus('#secret');
    }
    profile.host.requestUpdate();
  }
}
