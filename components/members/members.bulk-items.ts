import type { TemplateResult } from 'lit';
import type { BulkAction, Can, Member } from '../../server/contract/index.ts';
import { usersIcon } from '../templates/icons-list.ts';
import { banIcon, pauseIcon, playIcon, sendIcon, shieldIcon, trashIcon } from '../templates/icons-later.ts';
import type { Messages } from '../messages/en.ts';
import type { MembersContext } from './members.context.ts';

/** Of the table's later words, and those of what is done to people. */
export type BulkWords = Messages['membersLater'] & Messages['membersActions'];

export interface BulkItem {
  action: BulkAction;
  label: string;
  icon: TemplateResult;
  danger: boolean;
}

/** These have a button of their own. */
export const direct: ReadonlySet<BulkAction> = new Set<BulkAction>(['resend', 'revoke']);

/** What the portal offers for many, and whoever looks may do to anybody at all. */
export function bulkItems({ offers, view, data }: MembersContext, words: BulkWords): BulkItem[] {
  const { labels } = view().portal;
  const can = data.capabilities?.caller.can;
  const item = (shown: boolean, action: BulkAction, label: string, icon: TemplateResult, danger = false): BulkItem[] =>
    shown ? [{ action, label, icon, danger }] : [];
  const suspends = offers('suspend') && can?.['member:suspend'] === true;
  const edits = offers('edit') && can?.['member:update'] === true;
  const groups = offers('groups') && can?.['group:members'] === true;
  return [
    ...item(offers('resend'), 'resend', labels.resend ?? words.resend, sendIcon),
    ...item(offers('revoke'), 'revoke', labels.revoke ?? words.revoke, banIcon, true),
    ...item(edits, 'addRoles', words.addRoles, shieldIcon),
    ...item(edits && view().portal.rolesPerMember === 'many', 'removeRoles', words.removeRoles, shieldIcon),
    ...item(groups, 'addToGroup', words.addToGroup, usersIcon),
    ...item(groups, 'removeFromGroup', words.removeFromGroup, usersIcon),
    ...item(suspends, 'suspend', labels.suspend ?? words.suspend, pauseIcon),
    ...item(suspends, 'reactivate', words.reactivate, playIcon),
    ...item(
      offers('remove') && can?.['member:remove'] === true,
      'remove',
      labels.remove ?? words.remove,
      trashIcon,
      true,
    ),
  ];
}

/** The server's judgement of the single change. */
export function canOf(action: BulkAction, { can }: Member): Can {
  if (action === 'addRoles' || action === 'removeRoles') return can.update;
  if (action !== 'addToGroup' && action !== 'removeFromGroup') return can[action];
  return can.update !== true && can.update.code === 'privilege_escalation' ? can.update : true;
}
