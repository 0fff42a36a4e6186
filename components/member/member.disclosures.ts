import { html, nothing, type TemplateResult } from 'lit';
import { hasFeature, type Member } from '../../server/contract/index.ts';
import { chevronDownIcon, triangleAlertIcon } from '../templates/icons.ts';
import type { MemberLater } from './member.later.ts';

type Part = 'access' | 'sessions';
interface Disclosed {
  render(): unknown;
}

/** What is told about a person when somebody asks: loaded then, code and answer. */
export class Disclosures {
  readonly #later: MemberLater;
  readonly #parts = new Map<Part, Disclosed | 'failed'>();

  constructor(later: MemberLater) {
    this.#later = later;
  }

  reset(): void {
    this.#parts.clear();
  }

  render({ status, can }: Member): unknown {
    const { profile } = this.#later;
    const { words } = profile;
    return [
      status === 'invited' || !hasFeature(profile.portal, 'access') ? nothing : this.#part('access', words.access),
      profile.offers('sessions') && can.sessions === true ? this.#part('sessions', words.sessions) : nothing,
    ];
  }

  #part(part: Part, label: string): TemplateResult {
    const { common } = this.#later.profile;
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
    const later = this.#later;
    const { host, id } = later.profile;
    this.#parts.delete(part);
    host.requestUpdate();
    try {
      const disclosed =
        part === 'access'
          ? await (await import('./member.access.ts')).disclose(await later.doing())
          : await (await import('./member.sessions.ts')).disclose(await later.doing());
      if (later.profile.id === id) this.#parts.set(part, disclosed);
    } catch {
      if (later.profile.id === id) this.#parts.set(part, 'failed');
    }
    host.requestUpdate();
  }
}
