import type { Messages } from './en.ts';
import { common } from './ja/common.ts';
import { members } from './ja/members.ts';
import { membersLater } from './ja/members-later.ts';
import { membersActions } from './ja/members-actions.ts';
import { membersView } from './ja/members-view.ts';
import { invite } from './ja/invite.ts';
import { inviteLater } from './ja/invite-later.ts';
import { inviteRows } from './ja/invite-rows.ts';
import { pickers } from './ja/pickers.ts';
import { roleChoice } from './ja/role-choice.ts';
import { portal } from './ja/portal.ts';
import { audit } from './ja/audit.ts';
import { stats } from './ja/stats.ts';
import { roles } from './ja/roles.ts';
import { groups } from './ja/groups.ts';
import { group } from './ja/group.ts';
import { groupLater } from './ja/group-later.ts';
import { member } from './ja/member.ts';
import { memberBelow } from './ja/member-below.ts';
import { memberLater } from './ja/member-later.ts';
export { server } from './ja/server.ts';

/** The Japanese dictionary. */
export const ja: Messages = {
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
