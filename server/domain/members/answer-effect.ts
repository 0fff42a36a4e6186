import { sql } from 'drizzle-orm';
import { problems, toId, type MemberEffect } from '../../contract/index.ts';
import type { Tx } from '../../db/open-database.ts';
import { refusal } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

interface State extends Record<string, unknown> {
  roles: string[];
  groups: string[];
  permissions: string[];
}

const nothing: State = { roles: [], groups: [], permissions: [] };

/** Ends the inner transaction, and with it all that was tried. */
class Tried extends Error {}

/**
 * What a change to a member would do: it is made, looked at, and taken back, so that the answer is never another opinion
 * than the change itself. What somebody may not do at all is refused as ever; what only the present state forbids is part
 * of the answer.
 */
export async function answerEffect(
  context: Context,
  memberId: string,
  change: (context: Context) => Promise<unknown>,
): Promise<MemberEffect> {
  const before = await readState(context, memberId);
  const tried: { after: State; refused: MemberEffect['refused'] } = { after: before, refused: null };
  await context.tx
    .transaction(async (inner) => {
      const trying = { ...context, tx: inner as unknown as Tx };
      try {
        await change(trying);
      } catch (error) {
        if (!(error instanceof Refused) || problems[error.code].status !== 409) throw error;
        tried.refused = refusal(error.code, error.message);
      }
      tried.after = await readState(trying, memberId);
      throw new Tried();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Tried)) throw error;
    });
  const { after, refused } = tried;
  const [gained, lost] = compare(before.roles, after.roles);
  const [joined, left] = compare(before.groups, after.groups);
  const [allowed, denied] = compare(before.permissions, after.permissions);
  return {
    refused,
    lastAdmin: refused?.code === 'last_admin',
    roles: { gained: gained.map((id) => toId('rol', id)), lost: lost.map((id) => toId('rol', id)) },
    permissions: { gained: allowed, lost: denied },
    groups: { joined: joined.map((id) => toId('grp', id)), left: left.map((id) => toId('grp', id)) },
    names: await readNames(context, [...gained, ...lost], [...joined, ...left]),
  };
}

/** What a person has in effect; nothing of it lets a suspended or invited person do anything. */
async function readState({ tx, organizationId }: Context, memberId: string): Promise<State> {
  const [row] = await tx.execute<State>(
    sql`select m.role_ids || m.inherited_role_ids as roles, m.group_ids as groups,
               array(select distinct permission from roster.roles r, unnest(r.permissions) permission
                      where r.organization_id = m.organization_id and r.id = any (m.role_ids || m.inherited_role_ids)
                        and r.scope = 'organization' and m.joined_at is not null and m.suspended_at is null
                      order by 1) as permissions
          from roster.members m
         where m.organization_id = ${organizationId} and m.id = ${memberId} and m.removed_at is null`,
  );
  return row ?? nothing;
}

function compare(before: readonly string[], after: readonly string[]): [come: string[], gone: string[]] {
  const [old, now] = [new Set(before), new Set(after)];
  return [[...now].filter((one) => !old.has(one)), [...old].filter((one) => !now.has(one))];
}

async function readNames(
  { tx, organizationId }: Context,
  roles: string[],
  groups: string[],
): Promise<Record<string, string>> {
  const rows = await tx.execute<{ prefix: 'rol' | 'grp'; id: string; name: string }>(
    sql`select 'rol' as prefix, id, name from roster.roles
         where organization_id = ${organizationId} and id = any (${sql.param(roles)}::uuid[])
        union all
        select 'grp', id, name from roster.groups
         where organization_id = ${organizationId} and id = any (${sql.param(groups)}::uuid[])`,
  );
  return Object.fromEntries(rows.map(({ prefix, id, name }) => [toId(prefix, id), name]));
}
