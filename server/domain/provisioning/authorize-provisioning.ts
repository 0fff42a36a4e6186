import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

/**
 * The first line of whatever an identity provider asks for. Only programs are let in: no role holds `scim`, and a person's
 * session or widget token, whatever they may do, has the API of people.
 *
 * What the portal document offers people to do is not asked here: whoever made the key decided that a directory keeps the
 * people, and one that could not shut somebody out would be no directory. All other rules hold as ever.
 * @returns the context to go on with
 * @throws Refused `forbidden`
 */
export function authorizeProvisioning(context: Context): Context {
  const { actor } = context;
  if (actor.kind === 'member' || !actor.permissions.has('scim'))
    throw new Refused('forbidden', { detail: 'This needs an API key of scope scim.', permission: 'scim' });
  return { ...context, actor: { ...actor, provisions: true } };
}
