import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

/**
 * The first line of whatever an identity provider asks for. Only programs are let in: no role holds `scim`, and a person's
 * session or widget token, whatever they may do, has the API of people.
 */
export function authorizeProvisioning({ actor }: Pick<Context, 'actor'>): void {
  if (actor.kind !== 'member' && actor.permissions.has('scim')) return;
  throw new Refused('forbidden', { detail: 'This needs an API key of scope scim.', permission: 'scim' });
}
