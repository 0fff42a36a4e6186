import { html, nothing, type TemplateResult } from 'lit';
import { selectRole, type Capabilities, type Role } from '../../server/contract/index.ts';
import { FieldElement } from '../controllers/field-element.ts';
import { roleChoice } from '../messages/en-role-choice.ts';
import { RoleChoice } from '../templates/role-choice.ts';
import { roleChoosing } from '../templates/role-choosing.ts';
import { rolePickerStyles } from './role-picker.styles.ts';

/**
 * Roles of the organization as a field of the host's own form: checkboxes, or radio buttons where everybody has one. A
 * role that excludes others clears them, says so, and that can be undone.
 *
 * @tag roster-role-picker
 * @attr {string} api-url - Address of the API, `/roster`.
 * @attr {string} org - Organization, id or slug, for a session of several.
 * @attr {string} token - A widget token that the page already holds.
 * @attr {string} token-endpoint - Address of the page's own server that answers POST with `{token, expiresAt}`.
 * @attr {boolean} demo - Shows people who are in this page alone, where there is no other source.
 * @attr {string} locale - Language of words, numbers and moments, BCP 47; absent: that of the nearest `lang`.
 * @attr {string} time-zone - IANA time zone of moments.
 * @attr {'light'|'dark'|'system'} theme - Colours; absent: the page's `color-scheme`.
 * @attr {'comfortable'|'compact'} density - Height of controls.
 * @attr {boolean} readonly - Shown and sent, and cannot be changed.
 * @attr {string} name - Name of its entries in the form: one for each role, its id.
 * @attr {string} value - What it starts with and is reset to: ids or keys of roles, apart by spaces.
 * @attr {boolean} required - A role has to be chosen.
 * @attr {boolean} disabled - Cannot be used, and is not sent.
 * @attr {string} form - Id of the form it belongs to, when it stands outside of it.
 * @fires {Event} input - A person chose; `value` is what is chosen now.
 * @fires {Event} change - The same.
 */
export class RolePicker extends FieldElement {
  static override styles = rolePickerStyles;

  readonly #choice = new RoleChoice(
    this,
    {
      offered: () => this.#offered,
      one: () => this.#one,
      words: () => this.connection.words('roleChoice', roleChoice),
      formats: () => this.connection.formats,
      reason: (refusal) => this.connection.reason(refusal),
      undo: () => this.connection.common.undo,
      say: (text) => this.announcer.say(text),
      changed: () => this.pick(this.#choice.selected.map(({ id }) => id)),
    },
    roleChoosing,
  );
  #capabilities: Capabilities | undefined;

  get #offered(): readonly Role[] {
    return this.#capabilities?.roles.filter(({ scope }) => scope === 'organization') ?? [];
  }

  get #one(): boolean {
    return this.#capabilities !== undefined && this.connection.portal(this.#capabilities).rolesPerMember === 'one';
  }

  protected override async load(): Promise<void> {
    this.#capabilities = undefined;
    this.#capabilities = await this.connection.capabilities();
  }

  /** Keys become ids, and what excludes each other cannot both stand. */
  protected override willUpdate(): void {
    if (!this.#capabilities) return;
    const { value } = this;
    const roles = this.#offered
      .filter(({ id, key }) => value.includes(id) || value.includes(key))
      .reduce<readonly Role[]>((selected, role) => selectRole(selected, role, this.#one ? 'one' : 'many').selected, []);
    if (roles.length !== value.length || !roles.every(({ id }) => value.includes(id)))
      this.value = roles.map(({ id }) => id);
    if (roles.length !== this.#choice.selected.length || !roles.every((role) => this.#choice.selected.includes(role)))
      this.#choice.reset(roles);
  }

  protected override renderField(): TemplateResult {
    const words = this.connection.words('roleChoice', roleChoice);
    if (!this.#capabilities)
      return html`<div class="roles" aria-hidden="true"><span class="bone"></span><span class="bone"></span></div>`;
    const { label } = this;
    return html`<fieldset class="row" ?disabled=${this.blocked} aria-label=${label ?? nothing}>
      ${label ? nothing : html`<legend class="label">${this.#one ? words.role : words.roles}</legend>`}
      ${this.#offered.length > 0 ? this.#choice.render() : html`<p class="aside">${this.connection.common.notAllowed}</p>`}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-role-picker': RolePicker;
  }
}
