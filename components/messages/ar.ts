import type { Messages } from './en.ts';
import { common } from './ar/common.ts';
import { members } from './ar/members.ts';
import { membersLater } from './ar/members-later.ts';
import { membersActions } from './ar/members-actions.ts';
import { membersView } from './ar/members-view.ts';
import { invite } from './ar/invite.ts';
import { inviteLater } from './ar/invite-later.ts';
import { inviteRows } from './ar/invite-rows.ts';
import { pickers } from './ar/pickers.ts';
import { roleChoice } from './ar/role-choice.ts';
import { portal } from './ar/portal.ts';
import { audit } from './ar/audit.ts';
import { stats } from './ar/stats.ts';
import { roles } from './ar/roles.ts';
import { groups } from './ar/groups.ts';
import { group } from './ar/group.ts';
import { groupLater } from './ar/group-later.ts';
import { member } from './ar/member.ts';
import { memberBelow } from './ar/member-below.ts';
import { memberLater } from './ar/member-later.ts';
export { server } from './ar/server.ts';

/** The Arabic dictionary. */
export const ar: Messages = {
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
