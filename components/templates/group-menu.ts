import type { Can, Group, Portal, Refusal } from '../../server/contract/index.ts';
import type { Messages } from '../messages/en.ts';
import { usersIcon } from './icons-list.ts';
import { pencilIcon, trashIcon } from './icons-later.ts';
import { checkIcon } from './icons-state.ts';
import type { MenuItem } from './menu.ts';

export interface GroupMenu {
  words: Messages['groups'];
  /** What the portal calls a group, in running text. */
  noun: string;
  portal: Portal | undefined;
  reason(refusal: Refusal): string;
  run(action: 'edit' | 'manage' | 'makeDefault' | 'delete', group: Group): void;
}

/** All that can be done to a group, each with the reason where it cannot. */
export function groupMenu(group: Group, { words, noun, portal, reason, run }: GroupMenu): MenuItem[] {
  const { update, members, delete: removal } = group.can;
  const item = (action: Parameters<typeof run>[0], can: Can, label: string, icon: MenuItem['icon']): MenuItem => ({
    label,
    icon,
    reason: can === true ? undefined : reason(can),
    danger: action === 'delete',
    run: () => run(action, group),
  });
  const { labels, rules, features } = portal ?? {};
  const defaults = rules?.defaultGroup && features?.makeDefault !== false && !group.isDefault;
  return [
    item('edit', update, labels?.editGroup ?? words.edit(noun), pencilIcon),
    ...(features?.groupEditor !== false
      ? [item('manage', members, labels?.manageGroup ?? words.manage(noun), usersIcon)]
      : []),
    ...(defaults ? [item('makeDefault', update, words.makeDefault, checkIcon)] : []),
    item('delete', removal, labels?.deleteGroup ?? words.delete(noun), trashIcon),
  ];
}

/** A noun of the portal's as it stands within a sentence. */
export function inText(noun: string): string {
  return noun === noun.toUpperCase() ? noun : noun.toLocaleLowerCase();
}
