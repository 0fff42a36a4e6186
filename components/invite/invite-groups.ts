import { hasFeature, limits, type GroupId } from '../../server/contract/index.ts';
import { comboboxWords } from '../templates/combobox-words.ts';
import { ComboboxController, type Choice } from '../templates/combobox.ts';
import type { InviteDialog } from './invite-dialog.ts';
import type { InviteLater } from './invite-later.ts';

/** The groups that everybody of one invitation joins, and their part in them. */
export class InviteGroups {
  readonly #dialog: InviteDialog;
  readonly #later: InviteLater;
  readonly combobox: ComboboxController;
  role: 'member' | 'owner' = 'member';
  /** Name of the group people join without one; nothing where there is none, or the portal does not say so. */
  standard: string | undefined;
  /** Whether there are groups to choose from, as far as is known. */
  exist = true;

  constructor(dialog: InviteDialog, later: InviteLater) {
    this.#dialog = dialog;
    this.#later = later;
    this.combobox = this.make('groups');
  }

  /** A field of groups, for all or for one person. */
  make(id: string): ComboboxController {
    const dialog = this.#dialog;
    return new ComboboxController(dialog.host, {
      id,
      search: (query, signal) => this.#search(query, signal),
      changed: () => dialog.touch(),
      say: (text) => dialog.say(text),
      words: () => comboboxWords(dialog.connection, this.name, this.#later.words.groupsPlaceholder),
    });
  }

  /** What groups are called here. */
  get name(): string {
    return this.#dialog.portal?.labels.groups ?? this.#later.words.groups;
  }

  get chosen(): readonly Choice[] {
    return this.combobox.selected;
  }

  get ids(): GroupId[] {
    return this.chosen.map(({ id }) => id as GroupId);
  }

  get offered(): boolean {
    const { portal, capabilities } = this.#dialog;
    const offers = portal?.actions.includes('groups') && capabilities?.caller.can['group:read'] === true;
    return this.exist && offers === true;
  }

  get roleOffered(): boolean {
    const { capabilities, portal } = this.#dialog;
    if (!hasFeature(portal, 'groupRoles')) return false;
    const scoped = capabilities?.roles.some((role) => role.scope === 'group');
    const some = this.chosen.length > 0 || this.#dialog.people.grouped;
    return Boolean(scoped || portal?.labels.groupRole) && some;
  }

  reset(): void {
    this.combobox.reset();
    this.role = 'member';
  }

  /** Chooses the groups the host asks for, and finds the default one. */
  async load(signal: AbortSignal, ids: readonly string[] = []): Promise<void> {
    if (ids.length > 0) {
      const { items } = await this.#dialog.source.labels(ids, { signal });
      const known = new Set(this.chosen.map(({ id }) => id));
      const added = items.filter(({ id }) => !known.has(id)).map(({ id, name }) => ({ id, name }));
      this.combobox.selected = [...this.chosen, ...added];
    }
    await this.#findStandard(signal);
    this.#dialog.touch();
  }

  async #findStandard(signal: AbortSignal): Promise<void> {
    const { capabilities, portal, source } = this.#dialog;
    this.standard = undefined;
    if (capabilities?.caller.can['group:read'] !== true) return;
    try {
      let cursor: string | null = null;
      do {
        const page = await source.groups({ limit: limits.pageSize, ...(cursor ? { cursor } : {}) }, { signal });
        if (signal.aborted) return;
        this.exist = page.total > 0;
        if (!portal?.rules.defaultGroup) return;
        this.standard = page.items.find((group) => group.isDefault)?.name;
        cursor = page.next;
      } while (cursor && !this.standard);
    } catch {
      // The form works without: only the sentence about the default group is left out.
    }
  }

  async #search(query: string, signal: AbortSignal): Promise<{ items: Choice[]; total: number }> {
    const { source, formats, connection } = this.#dialog;
    const { words } = this.#later;
    const answer = await source.groups({ ...(query ? { query } : {}), sort: 'name', limit: 50 }, { signal });
    const items = answer.items.map((group) => ({
      id: group.id,
      name: group.name,
      detail: words.people(group.memberCount, formats),
      ...(group.can.members === true ? {} : { refused: connection.reason(group.can.members) }),
    }));
    return { items, total: answer.total };
  }
}
