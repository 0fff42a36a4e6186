import { svg } from 'lit';
import type { Can, Group, Refusal } from '../../server/contract/index.ts';
import type { Messages } from '../messages/en.ts';
import { banIcon } from './icons-later.ts';
import { usersIcon } from './icons-list.ts';
import { checkIcon, draw } from './icons.ts';
import type { MenuItem } from './menu.ts';

// Of Lucide 1.62.0 (ISC) too.
export const pencilIcon = draw(
  svg`<path d="M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z"/><path d="m15 5 4 4"/>`,
);

export interface GroupMenu {
  words: Messages['groups'];
  /** What the portal calls a group, in running text. */
  noun: string;
  /** Whether there is such a thing as a default group. */
  defaults: boolean;
  reason(refusal: Refusal): string;
  run(action: 'edit' | 'manage' | 'makeDefault' | 'delete', group: Group): void;
}

/** All that can be done to a group, each with the reason where it cannot. */
export function groupMenu(group: Group, { words, noun, defaults, reason, run }: GroupMenu): MenuItem[] {
  const { update, members, delete: removal } = group.can;
  const item = (action: Parameters<typeof run>[0], can: Can, label: string, icon: MenuItem['icon']): MenuItem => ({
    label,
    icon,
    reason: can === true ? undefined : reason(can),
    danger: action === 'delete',
    run: () => run(action, group),
  });
  return [
    item('edit', update, words.edit(noun), pencilIcon),
    item('manage', members, words.manage(noun), usersIcon),
    ...(defaults && !group.isDefault ? [item('makeDefault', update, words.makeDefault, checkIcon)] : []),
    item('delete', removal, words.delete(noun), banIcon),
  ];
}

/** A noun of the portal's as it stands within a sentence. */
export function inText(noun: string): string {
  return noun === noun.toUpperCase() ? noun : noun.toLocaleLowerCase();
}
