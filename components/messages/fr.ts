import type { Messages } from './en.ts';
import { common } from './fr/common.ts';
import { members } from './fr/members.ts';
import { membersLater } from './fr/members-later.ts';
import { membersActions } from './fr/members-actions.ts';
import { membersView } from './fr/members-view.ts';
import { invite } from './fr/invite.ts';
import { inviteLater } from './fr/invite-later.ts';
import { inviteRows } from './fr/invite-rows.ts';
import { pickers } from './fr/pickers.ts';
import { roleChoice } from './fr/role-choice.ts';
import { portal } from './fr/portal.ts';
import { audit } from './fr/audit.ts';
import { stats } from './fr/stats.ts';
import { roles } from './fr/roles.ts';
import { groups } from './fr/groups.ts';
import { group } from './fr/group.ts';
import { groupLater } from './fr/group-later.ts';
import { member } from './fr/member.ts';
import { memberBelow } from './fr/member-below.ts';
import { memberLater } from './fr/member-later.ts';
export { server } from './fr/server.ts';

/** The French dictionary. */
export const fr: Messages = {
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
