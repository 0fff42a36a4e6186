import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../../db/open-database.ts';
import type { Actor } from '../context.ts';
import { Refused } from '../refused.ts';
import { tokenHash } from '../secrets.ts';
import { keyScopes, permissionsOfScopes, spreadScopes } from './every-permission.ts';

/** What a request shows. The form of a token already names the organization or the account it belongs to. */
export type Credential =
  | {
      kind: 'widget';
      organizationId: string;
      token: string;
      /** The page that asks: its `Origin`, or null where a browser or program did not say. */
      origin: string | null;
    }
  | { kind: 'key'; organizationId: string; token: string }
  | { kind: 'session'; organizationId: string; accountId: string; token: string };

/**
 * Takes what is to be written down of this use, to be done at the end of the transaction: who held their own row from the
 * beginning on, and then waited for the organization's lock, would block whoever holds that lock and changes them.
 */
export type Note = (work: () => Promise<void>) => void;

/**
 * Who asks, judged in the transaction of the request itself: a member suspended, a token revoked or a role taken away a
 * moment ago is seen here. Everything that does not hold gets the same 401, so that nothing is learnt by trying.
 */
export async function authenticate(tx: Tx, credential: Credential, note: Note): Promise<Actor> {
  switch (credential.kind) {
    case 'widget':
      return byWidgetToken(tx, credential, note);
    case 'key':
      return byKey(tx, credential, note);
    case 'session':
      return bySession(tx, credential, note);
  }
}

export function unauthenticated(): Refused {
  return new Refused('unauthenticated', { detail: 'This needs a valid credential.' });
}

interface MemberRow extends Record<string, unknown> {
  member_id: string;
  account_id: string | null;
  session_id: string | null;
  scopes: string[] | null;
  origin: string | null;
  permissions: string[];
  /** Not seen for a minute. */
  idle: boolean;
  /** The password is a temporary one: nothing but changing it is possible. */
  temporary?: boolean;
  /** The session itself has not been used for a minute. */
  session_idle?: boolean;
}

// Of a group's own roles ("Owner of this group") nothing follows for the organization.
const permissionsOfMember = sql`array(
  select distinct permission
    from roster.roles_in_effect(m.organization_id, m.id, m.inherited_role_ids, now()) r, unnest(r.permissions) permission
   where r.scope = 'organization')`;
// Asked of open streams by the same functions.
const mayAct = sql`roster.may_come_in(m, o)`;
const youngEnough = sql`roster.is_in_time(s.created_at, o)`;
/** On a server that takes no writes just now, reading goes on without noting it. */
const writable = sql`current_setting('transaction_read_only') = 'off'`;
const idle = sql`((m.last_active_at is null or m.last_active_at < now() - interval '1 minute') and ${writable})`;

async function byWidgetToken(tx: Tx, credential: Credential & { kind: 'widget' }, note: Note): Promise<Actor> {
  const row = await oneMember(
    tx,
    sql`select t.member_id, m.account_id, null::uuid as session_id, t.scopes, t.origin,
               ${permissionsOfMember} as permissions, ${idle} as idle
          from roster.widget_tokens t
          join roster.members m on m.organization_id = t.organization_id and m.id = t.member_id
          join roster.organizations o on o.id = t.organization_id
         where t.organization_id = ${credential.organizationId} and t.token_hash = ${tokenHash(credential.token)}
           and t.revoked_at is null and t.expires_at > clock_timestamp() and ${mayAct}`,
  );
  if (row.origin !== null && row.origin !== credential.origin) {
    throw new Refused('forbidden', { detail: 'This token belongs to a page of another origin.' });
  }
  return actorOf(tx, credential.organizationId, row, note);
}

async function bySession(tx: Tx, credential: Credential & { kind: 'session' }, note: Note): Promise<Actor> {
  const row = await oneMember(
    tx,
    sql`select m.id as member_id, m.account_id, s.id as session_id, null::text[] as scopes, null as origin,
               ${permissionsOfMember} as permissions, ${idle} as idle, a.temporary_until is not null as temporary,
               s.last_used_at < now() - interval '1 minute' and ${writable} as session_idle
          from roster.sessions s
          join roster.accounts a on a.id = s.account_id
          join roster.members m on m.organization_id = ${credential.organizationId} and m.account_id = s.account_id
          join roster.organizations o on o.id = m.organization_id
         where s.account_id = ${credential.accountId} and s.token_hash = ${tokenHash(credential.token)}
           and s.ended_at is null and s.expires_at > clock_timestamp() and ${youngEnough} and ${mayAct}`,
  );
  if (row.temporary) throw new Refused('password_change_required');
  if (row.session_idle) note(() => noteUse(tx, credential.accountId, row.session_id!));
  return actorOf(tx, credential.organizationId, row, note);
}

interface KeyRow extends Record<string, unknown> {
  id: string;
  scopes: string[];
  created_by: string | null;
  permissions: string[];
  idle: boolean;
}

/**
 * A key that a person made never does more than that person may at this moment, and nothing once they may not come in.
 * Keys that outlive people are made on the command line or by the host's own process.
 */
async function byKey(tx: Tx, credential: Credential & { kind: 'key' }, note: Note): Promise<Actor> {
  const rows = await tx.execute<KeyRow>(
    sql`select k.id, k.scopes, k.created_by, ${permissionsOfMember} as permissions,
               ((k.last_used_at is null or k.last_used_at < now() - interval '1 minute') and ${writable}) as idle
          from roster.keys k
          join roster.organizations o on o.id = k.organization_id
          left join roster.members m on m.organization_id = k.organization_id and m.id = k.created_by
         where k.organization_id = ${credential.organizationId} and k.token_hash = ${tokenHash(credential.token)}
           and k.revoked_at is null and o.suspended_at is null and o.deleted_at is null
           and (k.created_by is null or (${mayAct}))`,
  );
  const key = rows[0];
  if (!key) throw unauthenticated();
  if (key.idle) note(() => noteKey(tx, credential.organizationId, key.id));
  return { kind: 'key', keyId: key.id, permissions: permissionsOfKey(key) };
}

function permissionsOfKey({ scopes, created_by, permissions }: KeyRow): ReadonlySet<string> {
  if (created_by === null) return permissionsOfScopes(scopes);
  const held = new Set(permissions);
  if (held.has('organization:manage')) for (const scope of keyScopes) held.add(scope);
  return scopes.includes('*') ? held : new Set(spreadScopes(scopes).filter((scope) => held.has(scope)));
}

async function oneMember(tx: Tx, query: SQL): Promise<MemberRow> {
  const rows = await tx.execute<MemberRow>(query);
  const row = rows[0];
  if (!row) throw unauthenticated();
  return row;
}

function actorOf(tx: Tx, organizationId: string, row: MemberRow, note: Note): Actor {
  if (row.idle) note(() => noteActivity(tx, organizationId, row.member_id));
  const { scopes } = row;
  const narrowed = scopes !== null && !scopes.includes('*');
  const permissions = new Set(
    narrowed ? row.permissions.filter((permission) => scopes.includes(permission)) : row.permissions,
  );
  return {
    kind: 'member',
    memberId: row.member_id,
    accountId: row.account_id,
    permissions,
    ...(narrowed && { scopes: new Set(scopes) }),
    ...(row.session_id !== null && { sessionId: row.session_id }),
  };
}

async function noteKey(tx: Tx, organizationId: string, id: string): Promise<void> {
  await tx.execute(
    sql`update roster.keys set last_used_at = date_trunc('minute', now())
         where organization_id = ${organizationId}
           and id = (select id from roster.keys where organization_id = ${organizationId} and id = ${id}
                        for no key update skip locked)`,
  );
}

/** The same for the session, whose last use its person sees in the list of them. */
async function noteUse(tx: Tx, accountId: string, sessionId: string): Promise<void> {
  await tx.execute(
    sql`update roster.sessions set last_used_at = now()
         where account_id = ${accountId}
           and id = (select id from roster.sessions where account_id = ${accountId} and id = ${sessionId}
                        for no key update skip locked)`,
  );
}

/** At most once a minute, and never by waiting for somebody who is changing the same row. */
async function noteActivity(tx: Tx, organizationId: string, memberId: string): Promise<void> {
  await tx.execute(
    sql`update roster.members
           set last_active_at = date_trunc('minute', now()), last_active_day = to_char(now() at time zone 'UTC', 'YYYY-MM-DD')
         where organization_id = ${organizationId}
           and id = (select id from roster.members where organization_id = ${organizationId} and id = ${memberId}
                        and removed_at is null for no key update skip locked)`,
  );
}
