import { rosterPermissions, type Permission } from '../../contract/index.ts';

/** What the scope `*` stands for: every permission, those included that hosts will only think of later. */
class EveryPermission extends Set<Permission> {
  override has(): boolean {
    return true;
  }
}

/** The permissions a key's scopes stand for. */
export function permissionsOfScopes(scopes: readonly string[]): ReadonlySet<Permission> {
  return scopes.includes('*') ? new EveryPermission(rosterPermissions) : new Set(scopes);
}
