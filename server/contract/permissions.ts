/**
 * What Roster itself asks before it acts, as `resource:action`. Host products add their own names to their roles;
 * Roster keeps and answers those without giving them a meaning.
 */
export const rosterPermissions = [
  'member:read',
  'member:invite',
  'member:create',
  'member:update',
  'member:remove',
  'member:suspend',
  'member:password',
  'member:sessions',
  'member:export',
  'group:read',
  'group:manage',
  'group:members',
  'role:read',
  'role:manage',
  'grant:manage',
  'audit:read',
  'organization:manage',
] as const;

/** What a key of scope `scim` may do: all that an identity provider does with people and groups, and no more. */
export const provisioningPermissions = [
  'member:read',
  'member:invite',
  'member:create',
  'member:update',
  'member:suspend',
  'member:remove',
  'group:read',
  'group:manage',
  'group:members',
] as const satisfies readonly (typeof rosterPermissions)[number][];

export type RosterPermission = (typeof rosterPermissions)[number];
/** One of Roster's own permissions, or a host product's. */
export type Permission = RosterPermission | (string & {});

/** A host's permission must look like `resource:action` in lower case; 64 characters at most. */
export const permissionPattern = /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*:[a-z][a-z0-9-]*$/;
