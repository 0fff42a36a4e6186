import type { Messages } from './en.ts';
import { common } from './de/common.ts';
import { members } from './de/members.ts';
import { membersLater } from './de/members-later.ts';
import { membersActions } from './de/members-actions.ts';
import { membersView } from './de/members-view.ts';
import { invite } from './de/invite.ts';
import { inviteLater } from './de/invite-later.ts';
import { inviteRows } from './de/invite-rows.ts';
import { pickers } from './de/pickers.ts';
import { roleChoice } from './de/role-choice.ts';
import { portal } from './de/portal.ts';
import { audit } from './de/audit.ts';
import { stats } from './de/stats.ts';
import { roles } from './de/roles.ts';
import { groups } from './de/groups.ts';
import { group } from './de/group.ts';
import { groupLater } from './de/group-later.ts';
import { member } from './de/member.ts';
import { memberBelow } from './de/member-below.ts';
import { memberLater } from './de/member-later.ts';
export { server } from './de/server.ts';

/** The German dictionary. */
export const de: Messages = {
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
