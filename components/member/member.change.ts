import { exclusiveClash, type MemberAnswer, type MemberChange, type Role } from '../../server/contract/index.ts';
import { different, filled } from './member.compare.ts';
import type { Draft, Field } from './member.draft.ts';
import type { Profile } from './member.profile.ts';

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

/** The person as the server answered, with what was typed on top. */
export function keep(profile: Profile, answer: MemberAnswer): void {
  const { base, draft } = profile;
  profile.take(answer);
  profile.fill(merge(base, draft, profile.base, profile.roles, profile.one).draft);
}
