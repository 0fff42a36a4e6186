import { html, nothing, type TemplateResult } from 'lit';
import { hasFeature, type Member } from '../../server/contract/index.ts';
import { chevronDownIcon, triangleAlertIcon } from '../templates/icons.ts';
import type { Profile } from './member.profile.ts';
import { belowWords } from './member.words.ts';

type Part = 'access' | 'sessions';
interface Disclosed {
  render(): unknown;
}

/** What is told about a person when somebody asks: loaded then, code and answer. */
export class Disclosures {
  readonly #profile: Profile;
  readonly #parts = new Map<Part, Disclosed | 'failed'>();

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  reset(): void {
    this.#parts.clear();
  }

  render({ status, can }: Member): unknown {
    const profile = this.#profile;
    const words = belowWords(profile);
    return [
      status === 'invited' || !hasFeature(profile.portal, 'access') ? nothing : this.#part('access', words.access),
      profile.offers('sessions') && can.sessions === true ? this.#part('sessions', words.sessions) : nothing,
    ];
  }

  #part(part: Part, label: string): TemplateResult {
    const { common } = this.#profile;
    const shown = this.#parts.get(part);
    const toggled = (event: ToggleEvent): unknown => event.newState === 'open' && !shown && this.#disclose(part);
    return html`<details class="part" @toggle=${toggled}>
      <summary>${label}${chevronDownIcon}</summary>
      ${
        shown === 'failed'
          ? html`<p class="fault">
              ${triangleAlertIcon}<span>${common.failed}</span>
              <button type="button" class="link" @click=${() => this.#disclose(part)}>${common.retry}</button>
            </p>`
          : (shown?.render() ?? html`<span class="bone"></span>`)
      }
    </details>`;
  }

  async #disclose(part: Part): Promise<void> {
    const profile = this.#profile;
    const { host, id } = profile;
    this.#parts.delete(part);
    host.requestUpdate();
    try {
      const later = await profile.follow();
      const disclosed =
        part === 'access'
          ? await (await import('./member.access.ts')).disclose(await later.doing())
          : await (await import('./member.sessions.ts')).disclose(await later.doing());
      if (profile.id === id) this.#parts.set(part, disclosed);
    } catch {
      if (profile.id === id) this.#parts.set(part, 'failed');
    }
    host.requestUpdate();
  }
}
