import { html, nothing, type TemplateResult } from 'lit';
import type { BulkAction, GroupId, RoleId } from '../../server/contract/index.ts';
import { choose, type Choice } from '../templates/choose.ts';
import { DialogController } from '../templates/dialog.ts';
import type { Acting } from './members.acting.ts';
import type { Given } from './members.bulk-run.ts';
import type { MembersContext, MembersHost } from './members.context.ts';

interface Asked {
  title: string;
  verb: string;
  /** What is chosen among. */
  kind: string;
  choices: readonly Choice[];
  chosen: string;
  nothing: string;
  answer(chosen: string | undefined): void;
}

/** Asks which role, or which group. */
export class Giving {
  readonly #context: MembersContext;
  readonly #host: MembersHost;
  readonly #dialog: DialogController;
  #asked: Asked | undefined;

  constructor(host: MembersHost, context: MembersContext) {
    this.#host = host;
    this.#context = context;
    this.#dialog = new DialogController(host, 'giving', {
      dismiss: () => this.#settle(undefined),
      fallbackFocus: () => host.renderRoot.querySelector<HTMLElement>('h2'),
    });
  }

  reset(): void {
    this.#settle(undefined);
  }

  /** `undefined`: it was left. */
  async ask(action: BulkAction, title: string, verb: string, words: Acting['words']): Promise<Given | undefined> {
    const roles = action === 'addRoles' || action === 'removeRoles';
    const { portal, words: first } = this.#context.view();
    const choices = roles ? this.#roles() : await this.#groups();
    const kind = roles ? (portal.labels.role ?? first.filterRole) : (portal.labels.group ?? first.filterGroup);
    const chosen = await new Promise<string | undefined>((answer) => {
      const asked = { title, verb, kind, choices, chosen: choices[0]?.value ?? '', nothing: words.nothingToGive };
      this.#asked = { ...asked, answer };
      this.#dialog.show();
    });
    if (!chosen) return undefined;
    return roles ? { roles: [chosen as RoleId] } : { group: chosen as GroupId };
  }

  render(): TemplateResult | typeof nothing {
    const asked = this.#asked;
    if (!asked) return nothing;
    const { common } = this.#context.view();
    return html`${this.#dialog.render({
      heading: asked.title,
      body: asked.choices.length
        ? html`<label class="giving"
            ><span>${asked.kind}</span>${choose(asked.kind, asked.chosen, asked.choices, (value) => {
              asked.chosen = value;
            })}</label
          >`
        : html`<p>${asked.nothing}</p>`,
      foot: html`<button type="button" class="button" @click=${() => this.#settle(undefined)}>${common.cancel}</button>
        <button
          type="button"
          class="button primary"
          aria-disabled=${asked.choices.length ? 'false' : 'true'}
          @click=${() => asked.chosen && this.#settle(asked.chosen)}
        >
          ${asked.verb}
        </button>`,
      close: common.close,
    })}`;
  }

  #settle(chosen: string | undefined): void {
    const asked = this.#asked;
    this.#asked = undefined;
    this.#dialog.close();
    asked?.answer(chosen);
  }

  #roles(): Choice[] {
    return this.#context
      .view()
      .roles.filter(({ scope, can }) => scope === 'organization' && can.assign === true)
      .map(({ id, name }) => ({ value: id, label: name }));
  }

  /** All of them, page by page: there are never so many that a list would not do. */
  async #groups(): Promise<Choice[]> {
    const found: Choice[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await this.#context.connection.source?.groups({
        sort: 'name',
        limit: 100,
        ...(cursor ? { cursor } : {}),
      });
      for (const { id, name, can } of page?.items ?? []) {
        if (can.members === true) found.push({ value: id, label: name });
      }
      cursor = this.#host.isConnected && page ? page.next : null;
    }
    return found;
  }
}
