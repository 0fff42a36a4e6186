import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../db/open-database.ts';
import { accounts } from '../../db/schema.ts';

export interface Account {
  id: string;
  email: string;
  name: string | null;
  passwordHash: string | null;
  temporaryUntil: Date | null;
  /** A temporary password whose time is over. */
  temporaryOver: boolean;
}

/** The account of a canonical address. */
export async function accountByEmail(tx: Tx, email: string): Promise<string | undefined> {
  const [row] = await tx.execute<{ id: string | null }>(sql`select roster.account_by_email(${email}) as id`);
  return row?.id ?? undefined;
}

/** An account, in a transaction that acts as it. */
export async function readAccount(tx: Tx, id: string): Promise<Account | undefined> {
  const [row] = await tx
    .select({
      id: accounts.id,
      email: accounts.email,
      name: accounts.name,
      passwordHash: accounts.passwordHash,
      temporaryUntil: accounts.temporaryUntil,
      temporaryOver: sql<boolean>`coalesce(${accounts.temporaryUntil} <= clock_timestamp(), false)`,
    })
    .from(accounts)
    .where(eq(accounts.id, id));
  return row;
}

/** An account's place in one organization. */
export interface Membership {
  organizationId: string;
  slug: string;
  name: string;
  memberId: string;
  joined: boolean;
  suspended: boolean;
}

/** Where an account belongs, by name, in a transaction that acts as it. */
export async function readMemberships(tx: Tx): Promise<Membership[]> {
  const rows = await tx.execute<{
    organization_id: string;
    slug: string;
    name: string;
    member_id: string;
    joined: boolean;
    suspended: boolean;
  }>(sql`select organization_id, slug, name, member_id, joined_at is not null as joined, suspended_at is not null as suspended
    from roster.my_memberships()`);
  return rows.map(({ organization_id, member_id, ...rest }) => ({
    ...rest,
    organizationId: organization_id,
    memberId: member_id,
  }));
}
