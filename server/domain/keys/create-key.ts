import { sql, type SQL } from 'drizzle-orm';
import { limits, type KeyAnswer, type KeyRequest } from '../../contract/index.ts';
import { record } from '../audit/record.ts';
import { notHeld } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { authorizeRecent } from '../credentials/authorize-recent.ts';
import { cleanName, NameFault } from '../members/identity.ts';
import { keyScopes, spreadScopes } from '../credentials/every-permission.ts';
import { refuseBadScopes, refuseNoScopes } from '../credentials/narrowing.ts';
import { Refused } from '../refused.ts';
import { tokenHash } from '../secrets.ts';
import { toKey, type KeyRow } from './list-keys.ts';

/**
 * Makes a key for a program. The secret is in this answer and nowhere else. Whoever makes it gives no permission they do
 * not hold, with one exception: `token:issue` and `scim` are no member's permissions, and come with managing the organization;
 * what `scim` stands for they hold themselves. The key stays bound to them: what they lose, it loses.
 * @throws Refused `privilege_escalation`; `invalid` for a scope that is none, or a name that cannot be kept
 */
export async function createKey(context: Context, { name: typed, scopes }: KeyRequest): Promise<KeyAnswer> {
  await authorizeRecent(context, 'organization:manage');
  const { tx, organizationId, services } = context;
  const name = keyName(typed);
  refuseNoScopes(scopes);
  refuseBadScopes(scopes);
  const missing = notHeld(context.actor, spreadScopes(scopes)).filter((scope) => !keyScopes.has(scope));
  if (missing.length > 0) {
    throw new Refused('privilege_escalation', { detail: `You do not hold ${missing.join(', ')} yourself.` });
  }
  const secret = services.secrets.randomToken('rk', organizationId);
  const id = services.newUuid();
  const rows = await tx.execute<KeyRow>(
    sql`insert into roster.keys (organization_id, id, name, token_hash, hint, scopes, created_by)
        values (${organizationId}, ${id}, ${name}, ${tokenHash(secret)}, ${hintOf(secret)},
                ${sql.param([...new Set(scopes)])}::text[], ${makerOf(context)})
        returning id, name, scopes, hint, created_at, last_used_at, created_by`,
  );
  await record(context, { action: 'key.created', target: { kind: 'key', id }, changes: { scopes } });
  return { key: toKey(rows[0]!), secret };
}

/** As it is kept. @throws Refused `invalid` */
export function keyName(typed: string): string {
  const name = cleanName(typed);
  if (!(name instanceof NameFault) && name.length <= limits.label) return name;
  const { code, message } =
    name instanceof NameFault && name.code !== 'too_long'
      ? name
      : { code: 'too_long' as const, message: `A name has at most ${limits.label} characters.` };
  throw new Refused('invalid', { detail: message, errors: [{ pointer: '/name', code, detail: message }] });
}

/** The member behind it: what a person's key makes is bound to that person as the key is. */
function makerOf({ organizationId, actor }: Context): SQL {
  if (actor.kind === 'member') return sql`${actor.memberId}::uuid`;
  if (actor.kind === 'system') return sql`null::uuid`;
  return sql`(select created_by from roster.keys where organization_id = ${organizationId} and id = ${actor.keyId})`;
}

/** The organization's part of a secret is the same for all its keys; what tells them apart comes after it. */
function hintOf(secret: string): string {
  const owner = 'rk_'.length + 32;
  return `rk_…${secret.slice(owner, owner + 4)}`;
}
