import { roles } from './en-roles.ts';
import { stats } from './en-stats.ts';
import { audit } from './en-audit.ts';
import { common } from './en-common.ts';
import { inviteLater } from './en-invite-later.ts';
import { invite } from './en-invite.ts';
import { membersLater } from './en-members-later.ts';
import { memberLater } from './en-member-later.ts';
import { member } from './en-member.ts';
import { members } from './en-members.ts';
import { portal } from './en-portal.ts';

/** The English dictionary: its type is the dictionary of every language. */
export const en = { common, member, memberLater, members, membersLater, invite, inviteLater, portal, audit, stats, roles };

/** All words of all elements, by element. */
export type Messages = typeof en;

/** Any part of the words, in a host's own: what is absent stays as it is. */
export type MessageOverrides = { [Section in keyof Messages]?: Partial<Messages[Section]> };

/** The words of one section, in any language. */
export type Words<Section extends keyof Messages> = Partial<Messages[Section]>;
