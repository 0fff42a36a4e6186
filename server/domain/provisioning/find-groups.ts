import { sql, type SQL } from 'drizzle-orm';
import { limits } from '../../contract/index.ts';
import { checkVersion } from '../check-version.ts';
import type { Context } from '../context.ts';
import { foldText } from '../members/identity.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { Refused } from '../refused.ts';
import { authorizeGroups } from '../groups/authorize-groups.ts';
import { authorizeProvisioning } from './authorize-provisioning.ts';
import { begins, toSql, type Slice, type Wanted } from './find-people.ts';

/** A group as an identity provider knows it. Ids are UUIDs. */
export interface ProvisionedGroup extends Record<string, unknown> {
  id: string;
  externalId: string | null;
  name: string;
  createdAt: string;
  /** Counts changes of the group and of who is in it. */
  version: number;
  /** Absent where nobody asked for them. */
  members?: { id: string; name: string }[];
}

export type GroupField = 'id' | 'name' | 'externalId' | 'member';

/**
 * A slice of the organization's groups, the oldest first, and how many there are in all.
 * @throws Refused `forbidden`, `invalid` where the members asked for are too many for one answer
 */
export async function findGroups(
  context: Context,
  wanted: Wanted<GroupField>,
  { skip, limit, withMembers }: Slice & { withMembers: boolean },
): Promise<{ groups: ProvisionedGroup[]; total: number }> {
  await authorizeGroups(authorizeProvisioning(context), 'group:read');
  const { tx, organizationId } = context;
  const condition = onGroup(wanted);
  const [row] = await tx.execute<{ total: number }>(
    sql`select count(*)::integer as total from roster.groups g where g.organization_id = ${organizationId} and ${condition}`,
  );
  const { total } = row!;
  if (limit === 0 || skip >= total) return { groups: [], total };
  const groups = await readGroups(context, sql`${condition} order by g.id limit ${limit} offset ${skip}`);
  return { groups: withMembers ? await addMembers(context, groups) : groups, total };
}

/** @throws Refused `forbidden`, `not_found`, `invalid` where the members asked for are too many for one answer */
export async function findGroup(context: Context, id: string, withMembers: boolean): Promise<ProvisionedGroup> {
  await authorizeGroups(authorizeProvisioning(context), 'group:read');
  const groups = await readGroups(context, sql`g.id = ${id}`);
  const [group] = withMembers ? await addMembers(context, groups) : groups;
  if (!group) throw new Refused('not_found');
  return group;
}

/**
 * A group as it stays until the transaction ends, for what changes several things of it.
 * @throws Refused `forbidden`, `not_found`, `stale`
 */
export async function holdGroup(context: Context, id: string, ifMatch?: number): Promise<ProvisionedGroup> {
  await authorizeGroups(authorizeProvisioning(context), 'group:read');
  await lockOrganization(context);
  const group = await findGroup(context, id, false);
  checkVersion(group.version, ifMatch);
  return group;
}

/** Who is in a group, by their UUIDs, however many they are. */
export async function readMemberIds(context: Context, groupId: string): Promise<string[]> {
  await authorizeGroups(authorizeProvisioning(context), 'group:read');
  const { tx, organizationId } = context;
  const rows = await tx.execute<{ id: string }>(
    sql`select member_id as id from roster.group_members
         where organization_id = ${organizationId} and group_id = ${groupId} order by member_id`,
  );
  return rows.map(({ id }) => id);
}

function readGroups({ tx, organizationId }: Context, rest: SQL): Promise<ProvisionedGroup[]> {
  return tx.execute<ProvisionedGroup>(
    sql`select g.id, g.external_id as "externalId", g.name, g.created_at as "createdAt",
               g.version + g.member_version as version
          from roster.groups g where g.organization_id = ${organizationId} and ${rest}`,
  );
}

async function addMembers(
  { tx, organizationId }: Context,
  groups: readonly ProvisionedGroup[],
): Promise<ProvisionedGroup[]> {
  const most = limits.membersPerGroupAnswer;
  const ids = groups.map(({ id }) => id);
  const rows = await tx.execute<{ group_id: string; id: string; name: string }>(
    sql`select gm.group_id, m.id, coalesce(m.name, m.email) as name
          from roster.group_members gm
          join roster.members m on m.organization_id = gm.organization_id and m.id = gm.member_id
         where gm.organization_id = ${organizationId} and gm.group_id = any (${sql.param(ids)}::uuid[])
         order by gm.group_id, gm.member_id limit ${most + 1}`,
  );
  // Some of them would look as if the others had gone.
  if (rows.length > most) {
    throw new Refused('invalid', {
      detail: `These are more than ${most} members. Ask with excludedAttributes=members.`,
      errors: [{ pointer: '?attributes', code: 'too_many', detail: `One answer has at most ${most} members.` }],
    });
  }
  const byGroup = new Map(groups.map(({ id }) => [id, [] as { id: string; name: string }[]]));
  for (const { group_id, id, name } of rows) byGroup.get(group_id)!.push({ id, name });
  return groups.map((group) => ({ ...group, members: byGroup.get(group.id)! }));
}

function onGroup(wanted: Wanted<GroupField>): SQL {
  return toSql(
    wanted,
    () => sql`false`,
    (field, is, value) => {
      switch (field) {
        case 'id':
          return sql`g.id = ${value}`;
        case 'externalId':
          return sql`g.external_id = ${value}`;
        // As names are kept apart: a directory that found nothing would try to make a group that there is.
        case 'name':
          return begins(sql`g.name_key`, is, foldText(value));
        case 'member':
          return sql`exists (select 1 from roster.group_members gm
          where gm.organization_id = g.organization_id and gm.group_id = g.id and gm.member_id = ${value})`;
      }
    },
  );
}
