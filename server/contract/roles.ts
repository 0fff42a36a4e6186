import type { Can } from './can.ts';
import type { Effect } from './groups.ts';
import type { RoleId } from './ids.ts';
import type { Permission } from './permissions.ts';

export interface Role {
  id: RoleId;
  key: string;
  name: string;
  description: string;
  scope: 'organization' | 'group';
  exclusive: boolean;
  permissions: Permission[];
  /** People who hold it in effect: own and inherited, invited ones included. */
  memberCount: number;
  version: number;
  can: { assign: Can; update: Can; delete: Can };
}

export interface RoleList {
  items: Role[];
  /** What roles can be made of: Roster's own permissions, and those of the host product that a role here has. */
  permissions: { permission: Permission; can: Can }[];
}

export interface RoleRequest {
  /** Stable name for programs, `billing-admin`; made from the name when absent. Never changes. */
  key?: string;
  name: string;
  description?: string;
  permissions: Permission[];
  exclusive?: boolean;
}

/** What is absent stays; `permissions` are replaced whole. */
export type RoleChange = Partial<Pick<RoleRequest, 'name' | 'description' | 'permissions' | 'exclusive'>>;

export interface RoleAnswer {
  role: Role;
}

/** What changing or deleting a role would do. Roles in effect become fewer by deleting it only. */
export interface RoleEffect extends Effect {
  /** Everybody who has the role in effect. */
  memberCount: number;
  /** Each permission the role would allow anew or no longer, and for how many people that makes a difference. */
  permissions: { permission: Permission; change: 'gained' | 'lost'; people: number }[];
}

/** What the rule of exclusive roles needs to know of a role. */
export interface ExclusiveRole {
  id: string;
  exclusive: boolean;
}

/**
 * The exclusive role that clashes in a set of effective roles, if any: an exclusive role stands alone.
 * Judged on own and inherited roles together, on every path.
 */
export function exclusiveClash<R extends ExclusiveRole>(effective: readonly R[]): R | undefined {
  return new Set(effective.map((role) => role.id)).size > 1 ? effective.find((role) => role.exclusive) : undefined;
}

/** The selection after `chosen` was switched on: an exclusive role clears the rest, any other clears exclusive ones. */
export function selectRole<R extends ExclusiveRole>(
  selected: readonly R[],
  chosen: R,
  rolesPerMember: 'one' | 'many',
): { selected: R[]; cleared: R[] } {
  const others = selected.filter((role) => role.id !== chosen.id);
  const clears = (role: R): boolean => rolesPerMember === 'one' || chosen.exclusive || role.exclusive;
  return { selected: [...others.filter((role) => !clears(role)), chosen], cleared: others.filter(clears) };
}
