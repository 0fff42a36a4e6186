import {
  exclusiveClash,
  type GroupId,
  type Member,
  type MemberChange,
  type Role,
  type RoleId,
} from '../../server/contract/index.ts';

/** What the form holds: each field as a person sees it, empty where there is nothing. */
export interface Draft {
  name: string;
  email: string;
  contact: Readonly<Record<string, string>>;
  roles: readonly RoleId[];
  groups: readonly GroupId[];
}

export type Field = keyof Draft;
export const fields = ['name', 'email', 'contact', 'roles', 'groups'] as const satisfies readonly Field[];

export const emptyDraft: Draft = { name: '', email: '', contact: {}, roles: [], groups: [] };

export function draftOf({ name, email, contact, roles, groups }: Member): Draft {
  return { name: name ?? '', email, contact: contact ?? {}, roles, groups };
}

/** A field so that two that say the same are the same text: gaps at the ends and the order of a set say nothing. */
function said(value: Draft[Field]): string {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.toSorted().join();
  return JSON.stringify(filled(value as Draft['contact']));
}

/** Without the empty ones; in the order of their names. */
function filled(contact: Draft['contact']): Record<string, string> {
  const entries = Object.entries(contact).map(([key, value]) => [key, value.trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The fields that are not the same. */
export function different(a: Draft, b: Draft): Field[] {
  return fields.filter((field) => said(a[field]) !== said(b[field]));
}

/** What has to be sent so that `before` becomes `after`. */
export function changeOf(before: Draft, after: Draft): MemberChange {
  const change: MemberChange = {};
  for (const field of different(before, after)) {
    if (field === 'name') change.name = after.name.trim() || null;
    else if (field === 'email') change.email = after.email.trim();
    else if (field === 'contact') change.contact = filled(after.contact);
    else if (field === 'roles') change.roles = [...after.roles];
    else change.groups = [...after.groups];
  }
  return change;
}

/** Whether something that `before` has is not in `after`. */
export function takesAway(before: Draft, after: Draft): boolean {
  const gone = (a: readonly string[], b: readonly string[]): boolean => a.some((id) => !b.includes(id));
  return gone(before.roles, after.roles) || gone(before.groups, after.groups);
}

/** Both changes of `base` in one, where that can be; `clashing` are the fields where it cannot, which stay as in `mine`. */
export function merge(
  base: Draft,
  mine: Draft,
  theirs: Draft,
  roles: readonly Role[],
  one: boolean,
): { draft: Draft; clashing: Field[] } {
  const [changedHere, changedThere] = [different(base, mine), different(base, theirs)];
  const clashing: Field[] = [];
  const text = (field: 'name' | 'email'): string => {
    if (!changedHere.includes(field)) return theirs[field];
    if (changedThere.includes(field) && different(mine, theirs).includes(field)) clashing.push(field);
    return mine[field];
  };
  const contact: Record<string, string> = {};
  const at = (draft: Draft, key: string): string => draft.contact[key]?.trim() ?? '';
  for (const key of new Set([...Object.keys(mine.contact), ...Object.keys(theirs.contact)])) {
    const [was, here, there] = [at(base, key), at(mine, key), at(theirs, key)];
    if (here !== was && there !== was && here !== there && !clashing.includes('contact')) clashing.push('contact');
    contact[key] = here === was ? there : here;
  }
  const draft: Draft = {
    name: text('name'),
    email: text('email'),
    contact,
    roles: both(base.roles, mine.roles, theirs.roles),
    groups: both(base.groups, mine.groups, theirs.groups),
  };
  const chosen = roles.filter(({ id }) => draft.roles.includes(id));
  if ((one && draft.roles.length > 1) || exclusiveClash(chosen)) {
    clashing.push('roles');
    draft.roles = mine.roles;
  }
  return { draft, clashing };
}

/** A set as it was, with what either added and without what either took away. */
function both<Id>(base: readonly Id[], mine: readonly Id[], theirs: readonly Id[]): Id[] {
  return [...new Set([...mine, ...theirs])].filter(
    (id) => !base.includes(id) || (mine.includes(id) && theirs.includes(id)),
  );
}
