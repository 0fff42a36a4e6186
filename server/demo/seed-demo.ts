import { sql } from 'drizzle-orm';
import type { Portal } from '../contract/index.ts';
import type { Database, Tx } from '../db/open-database.ts';
import * as tables from '../db/schema.ts';
import { recordHistory } from '../domain/audit/record.ts';
import { invitationToken } from '../domain/invitations/invitation-link.ts';
import { foldText } from '../domain/members/identity.ts';
import { tokenHash, type Secrets } from '../domain/secrets.ts';
import { newUuid } from '../domain/uuid.ts';
import { preset } from '../presets/presets.ts';
import { demoHistory } from './demo-history.ts';
import { drawMembers, type DemoMember } from './draw-members.ts';
import { demoOrganizations, domainOf, type DemoOrganization } from './organizations.ts';

/** What every person of the demo signs in with. */
export const demoPassword = 'roster-demo-password';

export interface SeedOptions {
  database: Database;
  secrets: Secrets;
  /** The argon2id of `demoPassword`, made once for all people. */
  passwordHash: string;
  /** Which organizations are founded, each with the preset of its slug or a portal document of its own; absent: the five. */
  organizations?: readonly (DemoOrganization & { portal?: Portal })[];
  /** Which of them, by slug; absent: all. */
  only?: string[];
  now?: Date;
}

/**
 * Founds the demo's organizations with their people. One that is already there is left as it is, so that a second start,
 * or one after an interrupted first, changes nothing anybody did.
 * @returns the slugs of those it founded
 */
export async function seedDemo({
  now = new Date(),
  organizations = demoOrganizations,
  only,
  ...options
}: SeedOptions): Promise<string[]> {
  const founded: string[] = [];
  for (const [at, organization] of organizations.entries()) {
    if (only && !only.includes(organization.slug)) continue;
    if (await exists(options.database, organization.slug)) continue;
    const portal = organization.portal ?? preset(organization.slug);
    const members = drawMembers(organization, portal, now, 7_919 * (at + 1));
    await openAccounts(options.database, members, options.passwordHash);
    await found(options, organization, portal, members, now);
    founded.push(organization.slug);
  }
  return founded;
}

async function exists(database: Database, slug: string): Promise<boolean> {
  const rows = await database.withNobody((tx) => tx.execute(sql`select id from roster.organization_by(${slug})`));
  return rows.length > 0;
}

/** Accounts of all who have joined; a person who has one already, from an interrupted start, keeps it. */
async function openAccounts(database: Database, members: DemoMember[], passwordHash: string): Promise<void> {
  const joined = members.filter((member) => member.accountId !== null);
  const rows = joined.map(({ accountId, email, name, joinedAt }) => ({ id: accountId, email, name, at: joinedAt }));
  await database.withNobody(async (tx) => {
    // A row of accounts can be written by nobody but its own account: each is written as itself.
    await tx.execute(sql`
      insert into roster.accounts (id, email, email_verified_at, name, password_hash, password_changed_at, created_at)
      select p.id, p.email, p.at, p.name, ${passwordHash}, p.at, p.at
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as p(id uuid, email text, name text, at timestamptz),
             lateral set_config('roster.account_id', p.id::text, true)
      on conflict (email) do nothing`);
    const known = await tx.execute<{ email: string; id: string }>(sql`
      select p.email, roster.account_by_email(p.email) as id
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as p(email text)`);
    const byEmail = new Map(known.map(({ email, id }) => [email, id]));
    for (const member of joined) member.accountId = byEmail.get(member.email) ?? member.accountId;
  });
}

async function found(
  { database, secrets }: SeedOptions,
  organization: DemoOrganization,
  portal: Portal,
  members: DemoMember[],
  now: Date,
): Promise<void> {
  const organizationId = newUuid(now.getTime() - 1_000 * 86_400_000);
  const createdAt = new Date(now.getTime() - 1_000 * 86_400_000);
  const roleIds = new Map(portal.roles.map((role) => [role.key, newUuid(createdAt.getTime())]));
  const groupIds = organization.groups.map(() => newUuid(createdAt.getTime()));
  const admin = members[0]!;
  const given = { organizationId, givenBy: admin.id };
  const roleId = (key: string): string => roleIds.get(key)!;

  await database.withTenant({ organizationId }, async (tx) => {
    await tx.insert(tables.organizations).values({
      id: organizationId,
      slug: organization.slug,
      name: organization.name,
      domains: [domainOf(organization.slug)],
      portal,
      createdAt,
    });
    await tx.insert(tables.roles).values(
      portal.roles.map((role, position) => ({
        organizationId,
        id: roleId(role.key),
        key: role.key,
        name: role.name,
        description: role.description,
        permissions: role.permissions,
        exclusive: role.exclusive ?? false,
        scope: role.scope ?? ('organization' as const),
        position,
        createdAt,
      })),
    );
    await insertGroups(tx, organizationId, organization, groupIds, createdAt);
    // With the copies that triggers keep already in place, so that the rows below change no member.
    const inherited = (member: DemoMember): string[] =>
      [...member.groups.keys()].flatMap((position) => organization.groups[position]?.roles ?? []).map(roleId);
    await tx.insert(tables.members).values(
      members.map(({ standing: _, expiresAt: __, roles, groups, ...row }) => ({
        ...row,
        organizationId,
        roleIds: roles.map(roleId).sort(),
        inheritedRoleIds: [...new Set(inherited({ ...row, roles, groups } as DemoMember))].sort(),
        groupIds: [...groups.keys()].map((position) => groupIds[position]!).sort(),
        lastActiveDay: row.lastActiveAt?.toISOString().slice(0, 10) ?? '',
        createdAt: row.invitedAt,
      })),
    );
    const groupRoles = organization.groups.flatMap((group, position) =>
      (group.roles ?? []).map((key) => ({
        ...given,
        groupId: groupIds[position]!,
        roleId: roleId(key),
        givenAt: createdAt,
      })),
    );
    if (groupRoles.length > 0) await tx.insert(tables.groupRoles).values(groupRoles);
    const memberships = members.flatMap((member) =>
      [...member.groups].map(([position, groupRole]) => ({
        ...given,
        groupId: groupIds[position]!,
        memberId: member.id,
        groupRole,
        givenAt: member.invitedAt,
      })),
    );
    if (memberships.length > 0) await tx.insert(tables.groupMembers).values(memberships);
    await tx.insert(tables.memberRoles).values(
      members.flatMap((member) =>
        member.roles.map((key) => ({
          ...given,
          memberId: member.id,
          roleId: roleId(key),
          givenAt: member.invitedAt,
        })),
      ),
    );
    await tx
      .insert(tables.invitations)
      .values(members.slice(1).map((member) => invitationOf(member, organizationId, admin.id, secrets)));
    const chain = { tx, organizationId, services: { secrets, newUuid } };
    await recordHistory(chain, demoHistory({ organizationId, createdAt, organization, groupIds, roleId, members }));
  });
}

async function insertGroups(
  tx: Tx,
  organizationId: string,
  { groups }: DemoOrganization,
  groupIds: string[],
  createdAt: Date,
): Promise<void> {
  if (groups.length === 0) return;
  await tx.insert(tables.groups).values(
    groups.map((group, position) => ({
      organizationId,
      id: groupIds[position]!,
      name: group.name,
      nameKey: foldText(group.name),
      description: group.description ?? '',
      isDefault: group.isDefault ?? false,
      createdAt,
    })),
  );
  const amounts = groups.flatMap((group, position) =>
    Object.entries(group.reservations ?? {}).map(([kind, amount]) => ({
      organizationId,
      groupId: groupIds[position]!,
      kind,
      amount,
    })),
  );
  if (amounts.length > 0) await tx.insert(tables.reservations).values(amounts);
}

function invitationOf(
  member: DemoMember,
  organizationId: string,
  invitedBy: string,
  secrets: Secrets,
): typeof tables.invitations.$inferInsert {
  const id = newUuid(member.invitedAt.getTime());
  const delivered = new Date(member.invitedAt.getTime() + 4_000);
  return {
    organizationId,
    id,
    memberId: member.id,
    tokenHash: tokenHash(invitationToken(secrets, organizationId, id)),
    invitedBy,
    createdAt: member.invitedAt,
    expiresAt: member.expiresAt,
    ...(member.standing === 'failed'
      ? { failedAt: delivered, failure: '550 5.1.1 Mailbox unknown' }
      : { deliveredAt: delivered }),
    acceptedAt: member.joinedAt,
  };
}
