import { roles } from './en-roles.ts';
import { stats } from './en-stats.ts';
import { audit } from './en-audit.ts';
import { common } from './en-common.ts';
import { groupLater } from './en-group-later.ts';
import { group } from './en-group.ts';
import { groups } from './en-groups.ts';
import { inviteLater } from './en-invite-later.ts';
import { inviteRows } from './en-invite-rows.ts';
import { invite } from './en-invite.ts';
import { membersActions } from './en-members-actions.ts';
import { membersLater } from './en-members-later.ts';
import { membersView } from './en-members-view.ts';
import { members } from './en-members.ts';
import { memberBelow } from './en-member-below.ts';
import { memberLater } from './en-member-later.ts';
import { member } from './en-member.ts';
import { portal } from './en-portal.ts';
import { pickers } from './en-pickers.ts';
import { roleChoice } from './en-role-choice.ts';

/** The English dictionary: its type is the dictionary of every language. */
export const en = {
  common,
  members,
  membersLater,
  membersActions,
  membersView,
  invite,
  inviteLater,
  inviteRows,
  pickers,
  roleChoice,
  portal,
  audit,
  stats,
  roles,
  groups,
  group,
  groupLater,
  member,
  memberBelow,
  memberLater,
};

/** All words of all elements, by element. */
export type Messages = typeof en;

/** Any part of the words, in a host's own: what is absent stays as it is. */
export type MessageOverrides = { [Section in keyof Messages]?: Partial<Messages[Section]> };

/** The words of one section, in any language. */
export type Words<Section extends keyof Messages> = Messages[Section];
