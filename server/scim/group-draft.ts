import { fromId, limits } from '../contract/index.ts';
import { ScimFault } from './fault.ts';
import type { Filter } from './filter.ts';
import { readEntries, readName, readText, type Assignment } from './read-body.ts';

/** What is said of a group; absent where nothing is said. */
export interface GroupDraft {
  displayName?: string;
  externalId?: string | null;
  members: MembersDraft;
}

/** Who comes and who goes, by UUIDs. */
export interface MembersDraft {
  /** Whether everybody goes who does not come. */
  whole: boolean;
  add: Set<string>;
  remove: Set<string>;
}

const readOnly = ['id', 'meta', 'schemas'];

/** @throws ScimFault `mutability`, `invalidValue`, `invalidPath` */
export function assignToGroup(draft: GroupDraft, { op, path, value, named }: Assignment): void {
  const { attribute, filter, sub } = path;
  if (readOnly.includes(attribute)) {
    if (named) throw new ScimFault('mutability', `${attribute} is the server's to set.`);
    return;
  }
  if (attribute === 'displayname') {
    const name = op === 'remove' ? null : readName(value, 'displayName', limits.label);
    if (typeof name !== 'string') throw new ScimFault('mutability', 'A group has a displayName.');
    draft.displayName = name;
  } else if (attribute === 'externalid') {
    draft.externalId = (op === 'remove' ? null : readText(value, 'externalId', limits.externalId)) ?? null;
  } else if (attribute === 'members') {
    if (sub !== undefined && sub !== 'value') return;
    if (filter) assignFound(draft.members, op, filter);
    else assignMembers(draft.members, op, value);
  }
}

/** `members[value eq "mem_…"]`: who is named so goes. */
function assignFound(members: MembersDraft, op: Assignment['op'], filter: Filter): void {
  if (op !== 'remove') throw new ScimFault('invalidPath', 'Whom a filter finds among the members can be removed.');
  for (const id of namedIn(filter)) takeOut(members, id);
}

function assignMembers(members: MembersDraft, op: Assignment['op'], value: unknown): void {
  const ids = readEntries(value, 'members').map((entry) => entry.get('value'));
  // Without names, all of them.
  if (op === 'replace' || (op === 'remove' && (value === undefined || value === null))) {
    members.whole = true;
    members.add.clear();
    members.remove.clear();
  }
  for (const id of ids) {
    if (op === 'remove') {
      takeOut(members, id);
      continue;
    }
    const uuid = fromId('mem', id);
    if (uuid === undefined) throw new ScimFault('invalidValue', 'There is no such member.');
    members.add.add(uuid);
    members.remove.delete(uuid);
  }
}

/** Who is no member at all is not in the group either, which is what was wanted. */
function takeOut(members: MembersDraft, id: unknown): void {
  const uuid = fromId('mem', id);
  if (uuid === undefined) return;
  members.remove.add(uuid);
  members.add.delete(uuid);
}

function namedIn(filter: Filter): unknown[] {
  if (filter.kind === 'or') return filter.parts.flatMap(namedIn);
  if (filter.kind === 'test' && filter.path === 'value' && filter.operator === 'eq') return [filter.value];
  throw new ScimFault('invalidFilter', 'Members are named by value eq "…".');
}
