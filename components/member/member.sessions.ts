import { html, nothing, type TemplateResult } from 'lit';
import type { OpenSession } from '../../server/contract/index.ts';
import { toSourceError } from '../source/failure.ts';
import type { MemberDoing } from './member.doing.ts';

/** Where the person is signed in. */
export async function disclose(doing: MemberDoing): Promise<{ render(): TemplateResult }> {
  const sessions = new Sessions(doing);
  await sessions.load();
  return sessions;
}

class Sessions {
  readonly #doing: MemberDoing;
  #items: readonly OpenSession[] = [];
  #fault: string | undefined;

  constructor(doing: MemberDoing) {
    this.#doing = doing;
  }

  async load(): Promise<void> {
    const { source, id } = this.#doing.profile;
    this.#items = (await source.sessions(id!)).items;
  }

  render(): TemplateResult {
    const { words } = this.#doing;
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
    const { words, profile } = this.#doing;
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
    return browser && system ? this.#doing.words.device(browser, system) : (browser ?? system ?? device);
  }

  #end(session: OpenSession): Promise<void> {
    const { source, id: member } = this.#doing.profile;
    return this.#do(() => source.endSession(member!, session.id), this.#doing.words.ended(this.#name(session)));
  }

  async #endAll(): Promise<void> {
    const { words, confirm, profile } = this.#doing;
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
    const doing = this.#doing;
    this.#fault = undefined;
    try {
      await change();
      await this.load();
      doing.notices.tell({ text });
      // The button is gone, and the focus would be with it.
      doing.focus('#sessions');
    } catch (cause) {
      this.#fault = doing.textOf(toSourceError(cause));
    }
    doing.profile.host.requestUpdate();
  }
}
