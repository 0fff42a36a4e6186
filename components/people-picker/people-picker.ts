import type { PropertyValues, TemplateResult } from 'lit';
import type { GroupId, Member } from '../../server/contract/index.ts';
import { FieldElement } from '../controllers/field-element.ts';
import { pickers } from '../messages/en-pickers.ts';
import { failure } from '../source/failure.ts';
import type { Source } from '../source/source.ts';
import { ComboboxController, type Choice } from '../templates/combobox.ts';
import { comboboxWords } from '../templates/combobox-words.ts';
import { peoplePickerStyles } from './people-picker.styles.ts';

/** People of one search; who looks for somebody else types on. */
const most = 50;

/**
 * People of the organization as a field of the host's own form: searched by name or address as one types, shown as chips.
 *
 * @tag roster-people-picker
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
 * @attr {string} name - Name of its entries in the form: one for each person, their id.
 * @attr {string} value - What it starts with and is reset to: ids of people, apart by spaces.
 * @attr {boolean} multiple - More than one can be chosen.
 * @attr {boolean} required - Somebody has to be chosen.
 * @attr {boolean} disabled - Cannot be used, and is not sent.
 * @attr {string} form - Id of the form it belongs to, when it stands outside of it.
 * @attr {string} group - Id of a group: only its people are found.
 * @attr {string} exclude - Ids of people who are found and cannot be chosen, apart by spaces.
 * @fires {Event} input - A person chose; `value` is what is chosen now.
 * @fires {Event} change - The same.
 * @csspart chips - The field.
 * @csspart chip - One person in it.
 * @csspart popup - The list of people.
 */
export class PeoplePicker extends FieldElement {
  static override styles = peoplePickerStyles;

  static override properties = {
    ...FieldElement.properties,
    multiple: { type: Boolean },
    group: {},
    exclude: {},
  };

  /** More than one can be chosen. */
  declare multiple: boolean;
  /** Id of a group: only its people are found. */
  declare group: GroupId | undefined;
  /** Ids of people who cannot be chosen, apart by spaces. */
  declare exclude: string | undefined;

  readonly #names = new Map<string, string>();
  readonly #combobox = new ComboboxController(this, {
    id: 'people',
    search: (query, signal) => this.#search(query, signal),
    single: () => !this.multiple,
    changed: (selected) => {
      for (const { id, name } of selected) this.#names.set(id, name);
      this.pick(selected.map(({ id }) => id));
    },
    say: (text) => this.announcer.say(text),
    words: () => comboboxWords(this.connection, this.label ?? this.#words.people, this.#words.searchPeople),
  });
  #asked = '';

  constructor() {
    super();
    this.multiple = false;
  }

  get #words(): typeof pickers {
    return this.connection.words('pickers', pickers);
  }

  /** Whether people may be seen, and the names of those whom the page has chosen. */
  protected override async load(source: Source, signal: AbortSignal): Promise<void> {
    const unknown = this.value.filter((id) => !this.#names.has(id));
    // Before anything can fail: what was asked for in vain is not asked for again by the drawing of the failure.
    this.#asked = unknown.join();
    const { caller } = await this.connection.capabilities();
    if (caller.can['member:read'] !== true) throw failure('forbidden', { status: 403 });
    if (unknown.length === 0) return;
    const { items } = await source.labels(unknown, { signal });
    for (const { id, name } of items) this.#names.set(id, name);
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { value, connection } = this;
    const shown = this.#combobox.selected.map(({ id, name }) => id + name).join();
    const chosen = value.map((id): Choice => ({ id, name: this.#names.get(id) ?? '…' }));
    if (shown !== chosen.map(({ id, name }) => id + name).join()) this.#combobox.selected = chosen;
    const unknown = value.filter((id) => !this.#names.has(id)).join();
    if (unknown && unknown !== this.#asked && connection.source) this.reload();
  }

  protected override renderField(): TemplateResult {
    const label = this.label ?? this.#words.people;
    return this.#combobox.render(undefined, { label, disabled: this.blocked, required: this.required });
  }

  async #search(query: string, signal: AbortSignal): Promise<{ items: Choice[]; total: number }> {
    const { source } = this.connection;
    if (!source) throw new Error(this.connection.common.notConfigured);
    const { items, total } = await source.members(
      {
        ...(query ? { query } : {}),
        ...(this.group ? { group: [this.group] } : {}),
        status: ['active', 'invited'],
        limit: most,
      },
      { signal },
    );
    const excluded = this.exclude?.split(/\s+/) ?? [];
    return { items: items.map((member) => this.#choice(member, excluded)), total };
  }

  #choice({ id, name, email }: Member, excluded: readonly string[]): Choice {
    return {
      id,
      name: name ?? email,
      detail: name ? email : undefined,
      refused: excluded.includes(id) ? this.#words.excluded : undefined,
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-people-picker': PeoplePicker;
  }
}
