import { html, type TemplateResult } from 'lit';
import type { MemberLater } from './member.later.ts';

/** After somebody was made a member: the password, this once. */
export class CreatedView {
  readonly #later: MemberLater;
  readonly #password: string;
  readonly #until: string;
  readonly heading: string;
  readonly lead: string;
  #copied = false;

  constructor(later: MemberLater, name: string, password: string, until: string) {
    this.#later = later;
    this.#password = password;
    this.#until = until;
    this.heading = later.words.createdTitle(name);
    this.lead = later.words.createdLead;
  }

  render(): TemplateResult {
    const { words, profile } = this.#later;
    return html`<div class="form">
      <div class="row">
        <label class="label" for="secret">${profile.words.password}</label>
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
    const { words, profile } = this.#later;
    return html`<button type="button" class="button primary" @click=${() => profile.leave()}>${words.done}</button>`;
  }

  async #copy(): Promise<void> {
    const { words, profile } = this.#later;
    try {
      await navigator.clipboard.writeText(this.#password);
      this.#copied = true;
      profile.say(words.copied);
    } catch {
      // No clipboard without HTTPS, or without the person's leave: it is marked, to be copied by hand.
      profile.focus('#secret');
    }
    profile.host.requestUpdate();
  }
}
