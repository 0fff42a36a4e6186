import { hasFeature, type GroupId } from '../../server/contract/index.ts';
import type { Choice, ComboboxController } from '../templates/combobox.ts';
import type { InviteDialog } from './invite-dialog.ts';

/** Groups that one answer lists: as many as the API gives at once. */
const page = 100;

/** The groups that everybody of one invitation joins, and their part in them. */
export class InviteGroups {
  readonly #dialog: InviteDialog;
  /** The field itself, once somebody has begun to use the form. */
  combobox: ComboboxController | undefined;
  role: 'member' | 'owner' = 'member';
  /** Name of the group people join without one; nothing where there is none, or the portal does not say so. */
  standard: string | undefined;
  /** Whether there are groups to choose from, as far as is known. */
  exist = true;

  constructor(dialog: InviteDialog) {
    this.#dialog = dialog;
  }

  /** What groups are called here. */
  get name(): string {
    return this.#dialog.portal?.labels.groups ?? this.#dialog.words.groups;
  }

  get chosen(): readonly Choice[] {
    return this.combobox?.selected ?? [];
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
    const { capabilities, portal, field } = this.#dialog;
    if (!hasFeature(portal, 'groupRoles')) return false;
    const scoped = capabilities?.roles.some((role) => role.scope === 'group');
    const some = this.chosen.length > 0 || field?.grouped;
    return Boolean(scoped || portal?.labels.groupRole) && some === true;
  }

  reset(): void {
    this.combobox?.reset();
    this.role = 'member';
  }

  /** Finds the group that people join without choosing one. */
  async load(signal: AbortSignal): Promise<void> {
    const { capabilities, portal, source } = this.#dialog;
    this.standard = undefined;
    if (capabilities?.caller.can['group:read'] !== true) return;
    try {
      let cursor: string | null = null;
      do {
        const found = await source.groups({ limit: page, ...(cursor ? { cursor } : {}) }, { signal });
        if (signal.aborted) return;
        this.exist = found.total > 0;
        if (!portal?.rules.defaultGroup) return;
        this.standard = found.items.find((group) => group.isDefault)?.name;
        cursor = found.next;
      } while (cursor && !this.standard);
    } catch {
      // The form works without: only the sentence about the default group is left out.
    }
  }
}
