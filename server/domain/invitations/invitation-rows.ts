import { sql } from 'drizzle-orm';
import { giverOf } from '../authority/giver-of.ts';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { memberIdentity } from '../members/identity.ts';
import type { OrganizationRow } from '../organizations/read-organization.ts';
import { tokenHash } from '../secrets.ts';
import { toId } from '../../contract/index.ts';
import { invitationToken } from './invitation-link.ts';
import { lifeOf, queueInvitations } from './invitation-life.ts';
import { tell } from './tell.ts';

/** A person who is about to be invited, judged already. */
export interface Invitee {
  memberId: string;
  email: string;
  name: string | null;
  roles: readonly string[];
  groups: readonly string[];
  groupRole: 'owner' | 'member';
}

/**
 * Writes a hundred people with one INSERT for each table, so that it takes as many round trips as one person does.
 * @returns who was written: not those whose address came in by another way at the same moment
 */
export async function writeInvitees(
  context: Context,
  organization: OrganizationRow,
  people: readonly Invitee[],
  message: string | null,
): Promise<string[]> {
  if (people.length === 0) return [];
  const { tx, organizationId, services } = context;
  const members = people.map(({ memberId, email, name, roles, groups }) => {
    const { nameKey, words } = memberIdentity({ name, email });
    return { id: memberId, email, name, name_key: nameKey, words, roles, groups };
  });
  // With the copies that triggers would write, which then find them right: else each row and its entries were written twice.
  const made = await tx.execute<{ id: string }>(
    sql`insert into roster.members (organization_id, id, email, name, name_key, words, role_ids, group_ids, invited_at)
        select ${organizationId}::uuid, p.id, p.email, p.name, p.name_key, p.words,
               array(select distinct given from unnest(p.roles) given order by given),
               array(select distinct given from unnest(p.groups) given order by given), statement_timestamp()
          from jsonb_to_recordset(${JSON.stringify(members)}::jsonb)
            as p (id uuid, email text, name text, name_key text, words text[], roles uuid[], groups uuid[])
        on conflict do nothing returning id`,
  );
  const ids = new Set(made.map(({ id }) => id));
  const written = people.filter(({ memberId }) => ids.has(memberId));
  await writeGiven(context, written);
  const invitations = written.map(({ memberId }) => {
    const id = services.newUuid();
    const hash = Buffer.from(tokenHash(invitationToken(services.secrets, organizationId, id))).toString('hex');
    return { id, member_id: memberId, hash };
  });
  await tx.execute(
    sql`insert into roster.invitations (organization_id, id, member_id, token_hash, message, invited_by, created_at, expires_at)
        select ${organizationId}::uuid, p.id, p.member_id, decode(p.hash, 'hex'), ${message}::text, ${giverOf(context)}::uuid, statement_timestamp(),
               statement_timestamp() + make_interval(secs => ${lifeOf(organization)})
          from jsonb_to_recordset(${JSON.stringify(invitations)}::jsonb) as p (id uuid, member_id uuid, hash text)`,
  );
  await queueInvitations(
    context,
    invitations.map(({ id }) => id),
  );
  await record(context, ...written.map((person) => entryOf(person)));
  await tell(context, 'member.invited', [...ids]);
  return [...ids];
}

/** Roles and groups; triggers keep the copies on the members' rows and what the groups' roles add. */
async function writeGiven(context: Context, people: readonly Invitee[]): Promise<void> {
  const { tx, organizationId } = context;
  const by = giverOf(context);
  const roles = people.flatMap(({ memberId, roles: given }) =>
    given.map((role) => ({ member_id: memberId, role_id: role })),
  );
  if (roles.length > 0) {
    await tx.execute(
      sql`insert into roster.member_roles (organization_id, member_id, role_id, given_by)
          select ${organizationId}::uuid, p.member_id, p.role_id, ${by}::uuid
            from jsonb_to_recordset(${JSON.stringify(roles)}::jsonb) as p (member_id uuid, role_id uuid)`,
    );
  }
  const groups = people.flatMap(({ memberId, groups: given, groupRole }) =>
    given.map((group) => ({ member_id: memberId, group_id: group, group_role: groupRole })),
  );
  if (groups.length > 0) {
    await tx.execute(
      sql`insert into roster.group_members (organization_id, group_id, member_id, group_role, given_by)
          select ${organizationId}::uuid, p.group_id, p.member_id, p.group_role, ${by}::uuid
            from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as p (member_id uuid, group_id uuid, group_role text)`,
    );
  }
}

function entryOf({ memberId, email, name, roles, groups, groupRole }: Invitee) {
  return {
    action: 'member.invited',
    target: { kind: 'member' as const, id: memberId },
    changes: {
      roles: roles.map((id) => toId('rol', id)),
      groups: groups.map((id) => toId('grp', id)),
      ...(groups.length > 0 && { groupRole }),
    },
    values: [
      { field: 'email', memberId, value: email },
      ...(name === null ? [] : [{ field: 'name', memberId, value: name }]),
    ],
  };
}
