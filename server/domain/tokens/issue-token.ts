import { sql } from 'drizzle-orm';
import type { TokenAnswer } from '../../contract/index.ts';
import { canonicalAddress } from '../addresses/canonical.ts';
import type { Context } from '../context.ts';
import { refuseBadOrigin, refuseBadScopes } from '../credentials/narrowing.ts';
import { Refused } from '../refused.ts';
import { tokenHash } from '../secrets.ts';

const lifeMinutes = 10;

/** For whom: one of the three. `member` is a UUID. */
export interface TokenFor {
  member?: string | undefined;
  externalId?: string | undefined;
  email?: string | undefined;
  /** Permissions to narrow the token to; absent: all the member has. */
  scopes?: string[] | undefined;
  /** The page that may use it. */
  origin?: string | undefined;
}

/**
 * Makes what an element shows with its requests. The host's server asks for it, having signed the person in itself.
 * @throws Refused `not_found` for nobody of this organization, `forbidden` for somebody who may not come in now, `invalid` for a
 *   scope or an origin that is none
 */
export async function issueToken(context: Context, input: TokenFor): Promise<TokenAnswer> {
  const { tx, organizationId, actor, services } = context;
  if (!actor.permissions.has('token:issue')) {
    throw new Refused('forbidden', {
      detail: 'This needs an API key of scope token:issue.',
      permission: 'token:issue',
    });
  }
  if (input.scopes) refuseBadScopes(input.scopes);
  if (input.origin !== undefined) refuseBadOrigin(input.origin);
  const memberId = await findMember(context, input);
  const token = services.secrets.randomToken('wt', organizationId);
  const rows = await tx.execute<{ expires_at: string }>(
    sql`insert into roster.widget_tokens (organization_id, id, member_id, token_hash, scopes, origin, expires_at)
        values (${organizationId}, ${services.newUuid()}, ${memberId}, ${tokenHash(token)},
                ${sql.param(input.scopes ?? null)}::text[], ${input.origin ?? null},
                clock_timestamp() + make_interval(mins => ${lifeMinutes}))
        returning expires_at`,
  );
  return { token, expiresAt: new Date(rows[0]!.expires_at).toISOString() };
}

async function findMember({ tx, organizationId }: Context, { member, externalId, email }: TokenFor): Promise<string> {
  const canonical = email === undefined ? undefined : canonicalAddress(email);
  const who =
    member !== undefined
      ? sql`id = ${member}`
      : externalId !== undefined
        ? sql`external_id = ${externalId}`
        : sql`email = ${canonical?.ok ? canonical.email : ''}`;
  const rows = await tx.execute<{ id: string; active: boolean }>(
    sql`select id, joined_at is not null and suspended_at is null as active
          from roster.members where organization_id = ${organizationId} and removed_at is null and ${who}`,
  );
  const found = rows[0];
  if (!found) throw new Refused('not_found');
  if (!found.active) throw new Refused('forbidden', { detail: 'This member is not active.' });
  return found.id;
}
