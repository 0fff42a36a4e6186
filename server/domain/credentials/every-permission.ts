import { provisioningPermissions, rosterPermissions, type Permission } from '../../contract/index.ts';

/** What the scope `*` stands for: every permission, those included that hosts will only think of later. */
class EveryPermission extends Set<Permission> {
  override has(): boolean {
    return true;
  }
}

/** Scopes that no role holds: they come with managing the organization, and are a program's alone. */
export const keyScopes: ReadonlySet<string> = new Set(['token:issue', 'scim']);

/** What was written as scopes, with what each of them stands for. */
export function spreadScopes(scopes: readonly string[]): string[] {
  return scopes.flatMap((scope) => (scope === 'scim' ? [scope, ...provisioningPermissions] : scope));
}

/** The permissions a key's scopes stand for. */
export function permissionsOfScopes(scopes: readonly string[]): ReadonlySet<Permission> {
  return scopes.includes('*') ? new EveryPermission(rosterPermissions) : new Set(spreadScopes(scopes));
}
