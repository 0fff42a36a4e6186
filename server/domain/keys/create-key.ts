import { sql, type SQL } from 'drizzle-orm';
import type { KeyAnswer, KeyRequest } from '../../contract/index.ts';
import { record } from '../audit/record.ts';
import { notHeld } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { authorizeRecent } from '../credentials/authorize-recent.ts';
import { refuseBadScopes, refuseNoScopes } from '../credentials/narrowing.ts';
import { Refused } from '../refused.ts';
import { tokenHash } from '../secrets.ts';
import { toKey, type KeyRow } from './list-keys.ts';

/**
 * Makes a key for a program. The secret is in this answer and nowhere else. Whoever makes it gives no permission they do
 * not hold, with one exception: `token:issue` is no member's permission, and comes with managing the organization. The key
 * stays bound to them: what they lose, it loses.
 * @throws Refused `privilege_escalation`; `invalid` for a scope that is none
 */
export async function createKey(context: Context, { name, scopes }: KeyRequest): Promise<KeyAnswer> {
  await authorizeRecent(context, 'organization:manage');
  const { tx, organizationId, services } = context;
  refuseNoScopes(scopes);
  refuseBadScopes(scopes);
  const missing = notHeld(context.actor, scopes).filter((scope) => scope !== 'token:issue');
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
