import { html, nothing, type TemplateResult } from 'lit';
import type { OpenSession } from '../../server/contract/index.ts';
import { toSourceError } from '../source/failure.ts';
import type { MemberLater } from './member.later.ts';

/** Where the person is signed in. */
export async function disclose(later: MemberLater): Promise<{ render(): TemplateResult }> {
  const sessions = new Sessions(later);
  await sessions.load();
  return sessions;
}

class Sessions {
  readonly #later: MemberLater;
  #items: readonly OpenSession[] = [];
  #fault: string | undefined;

  constructor(later: MemberLater) {
    this.#later = later;
  }

  async load(): Promise<void> {
    const { source, id } = this.#later.profile;
    this.#items = (await source.sessions(id!)).items;
  }

  render(): TemplateResult {
    const { words } = this.#later;
    return html`<div>
      ${
        this.#items.length
          ? html`<ul class="lines" role="list" id="sessions" tabindex="-1">
              ${this.#items.map((session) => this.#line(session))}
            </ul>`
          : html`<p class="quiet" id="sessions" tabindex="-1">${words.noSessions}</p>`
      }
      ${this.#fault ? html`<p class="fault" role="alert">${this.#fault}</p>` : nothing}
      ${
        this.#items.length > 1
          ? html`<button type="button" class="button" @click=${() => void this.#endAll()}>${words.endAll}</button>`
          : nothing
      }
    </div>`;
  }

  #line(session: OpenSession): TemplateResult {
    const { words, profile } = this.#later;
    const { formats } = profile;
    const { place, lastUsedAt, current } = session;
    const device = this.#name(session);
    return html`<li>
      <div>
        <span>${device}</span> ${current ? html`<span class="badge good">${words.thisOne}</span>` : nothing}
        <small
          >${place ? html`<bdi>${place}</bdi> · ` : nothing}<time
            datetime=${lastUsedAt}
            title=${formats.moment(lastUsedAt)}
            >${words.lastUsed(formats.relative(lastUsedAt))}</time
          ></small
        >
      </div>
      <button type="button" class="button" aria-label=${words.endOf(device)} @click=${() => void this.#end(session)}>
        ${words.end}
      </button>
    </li>`;
  }

  #name({ browser, system, device }: OpenSession): string {
    return browser && system ? this.#later.words.device(browser, system) : (browser ?? system ?? device);
  }

  #end(session: OpenSession): Promise<void> {
    const { source, id: member } = this.#later.profile;
    return this.#do(() => source.endSession(member!, session.id), this.#later.words.ended(this.#name(session)));
  }

  async #endAll(): Promise<void> {
    const { words, confirm, profile } = this.#later;
    const sure = await confirm.ask({
      title: words.endAllTitle,
      detail: words.endAllDetail,
      verb: words.endAll,
      cancel: profile.common.cancel,
      danger: true,
    });
    if (sure) await this.#do(() => profile.source.endSessions(profile.id!), words.endedAll);
  }

  async #do(change: () => Promise<void>, text: string): Promise<void> {
    const later = this.#later;
    this.#fault = undefined;
    try {
      await change();
      await this.load();
      later.notices.tell({ text });
      // The button is gone, and the focus would be with it.
      later.profile.focus('#sessions');
    } catch (cause) {
      this.#fault = later.textOf(toSourceError(cause));
    }
    later.profile.host.requestUpdate();
  }
}
