import type { Messages } from './en.ts';
import { common } from './es/common.ts';
import { members } from './es/members.ts';
import { membersLater } from './es/members-later.ts';
import { membersActions } from './es/members-actions.ts';
import { membersView } from './es/members-view.ts';
import { invite } from './es/invite.ts';
import { inviteLater } from './es/invite-later.ts';
import { inviteRows } from './es/invite-rows.ts';
import { pickers } from './es/pickers.ts';
import { roleChoice } from './es/role-choice.ts';
import { portal } from './es/portal.ts';
import { audit } from './es/audit.ts';
import { stats } from './es/stats.ts';
import { roles } from './es/roles.ts';
import { groups } from './es/groups.ts';
import { group } from './es/group.ts';
import { groupLater } from './es/group-later.ts';
import { member } from './es/member.ts';
import { memberBelow } from './es/member-below.ts';
import { memberLater } from './es/member-later.ts';
export { server } from './es/server.ts';

/** The Spanish dictionary. */
export const es: Messages = {
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
