import { permissionPattern, type FieldFault } from '../../contract/index.ts';
import { Refused } from '../refused.ts';

/** What a credential is narrowed to. The API, the command line and hosts in the same process are held to the same words. */

export const scopeWords = 'a permission like member:read, scim for provisioning, or * for all';
export const originWords = 'an origin like https://app.example, without a path';

/** A permission, `scim` for what provisioning needs, `*` for all of them. */
export function isScope(text: string): boolean {
  return text === '*' || text === 'scim' || (text.length <= 64 && permissionPattern.test(text));
}

/** Scheme, host and port of a page, written as browsers send it. */
export function isPageOrigin(text: string): boolean {
  return text.length <= 200 && /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** @throws Refused `invalid` */
export function refuseBadScopes(scopes: readonly string[]): void {
  const at = scopes.findIndex((scope) => !isScope(scope));
  if (at >= 0) throw invalid(`/scopes/${at}`, 'malformed', `"${scopes[at]}" is no scope: that is ${scopeWords}.`);
}

/** @throws Refused `invalid` */
export function refuseNoScopes(scopes: readonly string[]): void {
  if (scopes.length === 0) throw invalid('/scopes', 'required', 'A key needs at least one scope.');
}

/** @throws Refused `invalid` */
export function refuseBadOrigin(origin: string): void {
  if (!isPageOrigin(origin)) throw invalid('/origin', 'malformed_origin', `"${origin}" is not ${originWords}.`);
}

function invalid(pointer: string, code: FieldFault, detail: string): Refused {
  return new Refused('invalid', { detail, errors: [{ pointer, code, detail }] });
}
