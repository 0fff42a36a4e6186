import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { selectRole, type Refusal, type Role } from '../../server/contract/index.ts';
import type { Formats } from '../messages/formats.ts';
import type { roleChoice } from '../messages/en-role-choice.ts';

export interface RoleChoiceOptions {
  /** Every role that is shown; what cannot be given stays with its reason. */
  offered(): readonly Role[];
  one(): boolean;
  words(): typeof roleChoice;
  formats(): Formats;
  /** Why one cannot be given, for a person. */
  reason(refusal: Refusal): string;
  /** Word of Undo. */
  undo(): string;
  say(text: string): void;
  /** A person changed what is chosen. */
  changed(): void;
}

/**
 * The choice of roles: checkboxes, or radio buttons where everybody has one. A role that excludes others says so before,
 * and when it cleared them, with Undo.
 */
export class RoleChoice {
  readonly #host: LitElement;
  readonly #options: RoleChoiceOptions;
  selected: readonly Role[] = [];
  /** What the last choice cleared. */
  #cleared: { chosen: Role; roles: readonly Role[]; before: readonly Role[] } | undefined;

  constructor(host: LitElement, options: RoleChoiceOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Starts again from these. */
  reset(selected: readonly Role[] = []): void {
    this.selected = selected;
    this.#cleared = undefined;
  }

  #select(role: Role): readonly Role[] {
    const { selected, cleared } = selectRole(this.selected, role, this.#options.one() ? 'one' : 'many');
    this.selected = selected;
    return cleared;
  }

  choose(role: Role, on: boolean): void {
    const { one, say, changed } = this.#options;
    const before = this.selected;
    this.#cleared = undefined;
    if (on) {
      const roles = this.#select(role);
      if (roles.length > 0 && !one()) {
        this.#cleared = { chosen: role, roles, before };
        say(this.#clearedText ?? '');
      }
    } else {
      this.selected = before.filter(({ id }) => id !== role.id);
    }
    changed();
    this.#host.requestUpdate();
  }

  get #clearedText(): string | undefined {
    const { words, formats } = this.#options;
    if (!this.#cleared) return undefined;
    const { chosen, roles } = this.#cleared;
    return words().roleCleared(chosen.name, formats().list(roles.map(({ name }) => name)), roles.length);
  }

  readonly #undo = (): void => {
    const { words, formats, say, changed } = this.#options;
    if (!this.#cleared) return;
    this.selected = this.#cleared.before;
    this.#cleared = undefined;
    say(words().rolesRestored(formats().list(this.selected.map(({ name }) => name))));
    changed();
    this.#host.requestUpdate();
    const [first] = this.selected;
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector<HTMLElement>(`#role-${first?.id}`)?.focus(),
    );
  };

  /** What the last choice cleared, with Undo. */
  renderCleared(): unknown {
    const text = this.#clearedText;
    if (!text) return nothing;
    return html`<p class="aside">
      ${text} <button type="button" class="link" @click=${this.#undo}>${this.#options.undo()}</button>
    </p>`;
  }

  /** Every role as a card; goes into a `fieldset`. */
  render(): TemplateResult {
    return html`<div class="roles">${this.#options.offered().map((role) => this.#renderRole(role))}</div>
      ${this.renderCleared()}`;
  }

  #renderRole(role: Role): TemplateResult {
    const one = this.#options.one();
    const words = this.#options.words();
    const refusal = role.can.assign === true ? undefined : this.#options.reason(role.can.assign);
    const id = `role-${role.id}`;
    const exclusive = role.exclusive && !one;
    // A refused one can still be reached, so that its reason is heard; it only cannot be changed.
    const guard = (event: Event): void => {
      if (refusal) event.preventDefault();
    };
    return html`<label class="role" for=${id} ?data-refused=${refusal !== undefined}>
      <input
        id=${id}
        type=${one ? 'radio' : 'checkbox'}
        name="role"
        .checked=${this.selected.some((chosen) => chosen.id === role.id)}
        aria-disabled=${refusal ? 'true' : nothing}
        aria-labelledby="${id}-name"
        aria-describedby="${id}-about"
        @click=${guard}
        @change=${(event: Event) => this.choose(role, (event.currentTarget as HTMLInputElement).checked)}
      />
      <span>
        <span class="role-name"
          ><bdi id="${id}-name">${role.name}</bdi>${
            exclusive ? html`<span class="tag" aria-hidden="true">${words.exclusive}</span>` : nothing
          }</span
        >
        <span id="${id}-about" class="about"
          >${refusal ?? role.description}${exclusive ? html`<span class="vh"> ${words.exclusiveHint}</span>` : nothing}</span
        >
      </span>
    </label>`;
  }
}
