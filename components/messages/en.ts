import { common } from './en-common.ts';
import { inviteLater } from './en-invite-later.ts';
import { invite } from './en-invite.ts';
import { membersLater } from './en-members-later.ts';
import { members } from './en-members.ts';

/** The English dictionary: its type is the dictionary of every language. */
export const en = { common, members, membersLater, invite, inviteLater };

/** All words of all elements, by element. */
export type Messages = typeof en;

/** Any part of the words, in a host's own: what is absent stays as it is. */
export type MessageOverrides = { [Section in keyof Messages]?: Partial<Messages[Section]> };
