import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { Refusal, Role } from '../../server/contract/index.ts';
import type { Formats } from '../messages/formats.ts';
import type { roleChoice } from '../messages/en-role-choice.ts';
import type { RoleChoosing } from './role-choosing.ts';

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
  /** Loads what a change of the choice takes and sets `choosing`, where that is not here from the start; a failure is told. */
  use?(): Promise<unknown>;
}

/**
 * The choice of roles: checkboxes, or radio buttons where everybody has one. A role that excludes others says so before,
 * and when it cleared them, with Undo.
 */
export class RoleChoice {
  readonly host: LitElement;
  readonly options: RoleChoiceOptions;
  selected: readonly Role[] = [];
  /** What happens when a person chooses. */
  choosing: RoleChoosing | undefined;
  /** What the last choice cleared. */
  cleared: { chosen: Role; roles: readonly Role[]; before: readonly Role[] } | undefined;

  constructor(host: LitElement, options: RoleChoiceOptions, choosing?: RoleChoosing) {
    this.host = host;
    this.options = options;
    this.choosing = choosing;
  }

  /** Starts again from these. */
  reset(selected: readonly Role[] = []): void {
    this.selected = selected;
    this.cleared = undefined;
  }

  /** Every role as a card; goes into a `fieldset`. */
  render(): TemplateResult {
    return html`<div class="roles">${this.options.offered().map((role) => this.#renderRole(role))}</div>
      ${this.choosing?.renderCleared(this) ?? nothing}`;
  }

  async #changed(role: Role, { checked, parentElement }: HTMLInputElement): Promise<void> {
    if (!this.choosing) await this.options.use?.();
    this.choosing?.choose(this, role, checked);
    // Several may have been pressed while that was loaded, or it could not be: each shows what is chosen, whatever it was drawn as.
    for (const box of parentElement!.parentElement!.querySelectorAll('input'))
      box.checked = this.selected.some(({ id }) => box.id === `role-${id}`);
  }

  #renderRole(role: Role): TemplateResult {
    const one = this.options.one();
    const words = this.options.words();
    const refusal = role.can.assign === true ? undefined : this.options.reason(role.can.assign);
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
        @change=${(event: Event) => void this.#changed(role, event.currentTarget as HTMLInputElement)}
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
