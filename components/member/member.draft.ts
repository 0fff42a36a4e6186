import type { GroupId, Member, RoleId } from '../../server/contract/index.ts';

/** What the form holds: each field as a person sees it, empty where there is nothing. */
export interface Draft {
  name: string;
  email: string;
  contact: Readonly<Record<string, string>>;
  roles: readonly RoleId[];
  groups: readonly GroupId[];
}

export type Field = keyof Draft;

export const emptyDraft: Draft = { name: '', email: '', contact: {}, roles: [], groups: [] };

export function draftOf({ name, email, contact, roles, groups }: Member): Draft {
  return { name: name ?? '', email, contact: contact ?? {}, roles, groups };
}
