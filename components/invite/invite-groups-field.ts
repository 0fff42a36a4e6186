import { comboboxWords } from '../templates/combobox-words.ts';
import { ComboboxController, type Choice } from '../templates/combobox.ts';
import { inviteLater } from '../messages/en-invite-later.ts';
import type { InviteDialog } from './invite-dialog.ts';

/** A field of groups, for all or for one person. */
export function groupsField(dialog: InviteDialog, id: string): ComboboxController {
  return new ComboboxController(dialog.host, {
    id,
    search: (query, signal) => search(dialog, query, signal),
    changed: () => dialog.touch(),
    say: (text) => dialog.say(text),
    words: () => comboboxWords(dialog.connection, dialog.groups.name, dialog.words.groupsPlaceholder),
  });
}

/** Chooses the groups the host asks for, by id. */
export async function chooseGroups(
  { source, groups }: InviteDialog,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { items } = await source.labels(ids, { signal });
  const known = new Set(groups.chosen.map(({ id }) => id));
  const added = items.filter(({ id }) => !known.has(id)).map(({ id, name }) => ({ id, name }));
  if (groups.combobox) groups.combobox.selected = [...groups.chosen, ...added];
}

async function search(
  { source, formats, connection }: InviteDialog,
  query: string,
  signal: AbortSignal,
): Promise<{ items: Choice[]; total: number }> {
  const words = connection.words('inviteLater', inviteLater);
  const answer = await source.groups({ ...(query ? { query } : {}), sort: 'name', limit: 50 }, { signal });
  const items = answer.items.map((group) => ({
    id: group.id,
    name: group.name,
    detail: words.people(group.memberCount, formats),
    ...(group.can.members === true ? {} : { refused: connection.reason(group.can.members) }),
  }));
  return { items, total: answer.total };
}
