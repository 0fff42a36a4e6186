import { sql, type SQL } from 'drizzle-orm';
import { checkVersion } from '../check-version.ts';
import type { Context } from '../context.ts';
import { foldText } from '../members/identity.ts';
import { readSummary } from '../members/read-summary.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { Refused } from '../refused.ts';
import { authorizeProvisioning } from './authorize-provisioning.ts';
import { foldUserName } from './fold-user-name.ts';

/** A person as an identity provider knows them. Ids are UUIDs. */
export interface ProvisionedPerson extends Record<string, unknown> {
  id: string;
  userName: string | null;
  externalId: string | null;
  email: string;
  name: string | null;
  contact: Record<string, string>;
  status: 'invited' | 'active' | 'suspended';
  createdAt: string;
  version: number;
  groups: { id: string; name: string }[];
  /** Their own ones. */
  roles: { id: string; key: string; name: string }[];
}

/** What is asked for, of people or of groups: all of `all`, any of `any`, so that an empty `all` is everybody and an empty `any` nobody. */
export type Wanted<Field extends string> =
  | { all: readonly Wanted<Field>[] }
  | { any: readonly Wanted<Field>[] }
  | { field: Field; is: 'equal' | 'beginning'; value: string }
  | { active: boolean };

export type PersonField = 'id' | 'userName' | 'email' | 'externalId' | 'name';

export interface Slice {
  /** Rows left out before the first one. */
  skip: number;
  limit: number;
}

/**
 * A slice of the organization's people in the order in which they came, so that who comes meanwhile is met at the end, and
 * how many there are in all. What is asked for is found by an index, or it is everybody, or everybody of one status.
 * @throws Refused `forbidden`
 */
export async function findPeople(
  context: Context,
  wanted: Wanted<PersonField>,
  { skip, limit }: Slice,
): Promise<{ people: ProvisionedPerson[]; total: number }> {
  authorizeProvisioning(context);
  const { tx, organizationId } = context;
  const matching = sql`m.organization_id = ${organizationId} and m.removed_at is null and ${onPerson(wanted, organizationId)}`;
  const total = await countPeople(context, wanted, matching);
  if (limit === 0 || skip >= total) return { people: [], total };
  // By themselves, since what hangs on a person would be read of everybody who is left out as well.
  const rows = await tx.execute<{ id: string }>(
    sql`select m.id from roster.members m where ${matching} order by m.id limit ${limit} offset ${skip}`,
  );
  const ids = rows.map(({ id }) => id);
  return { people: await readPeople(context, sql`m.id = any (${sql.param(ids)}::uuid[]) order by m.id`), total };
}

/** @throws Refused `forbidden`, `not_found` for nobody of this organization */
export async function findPerson(context: Context, id: string): Promise<ProvisionedPerson> {
  authorizeProvisioning(context);
  const [person] = await readPeople(context, sql`m.id = ${id}`);
  if (!person) throw new Refused('not_found');
  return person;
}

/**
 * A person as they stay until the transaction ends, for what changes several things of them.
 * @throws Refused `forbidden`, `not_found`, `stale`
 */
export async function holdPerson(context: Context, id: string, ifMatch?: number): Promise<ProvisionedPerson> {
  authorizeProvisioning(context);
  await lockOrganization(context);
  const person = await findPerson(context, id);
  checkVersion(person.version, ifMatch);
  return person;
}

function readPeople({ tx, organizationId }: Context, rest: SQL): Promise<ProvisionedPerson[]> {
  return tx.execute<ProvisionedPerson>(
    sql`select m.id, m.user_name as "userName", m.external_id as "externalId", m.email, m.name, m.contact,
               case when m.joined_at is null then 'invited' when m.suspended_at is null then 'active' else 'suspended' end
                 as status,
               m.created_at as "createdAt", m.version,
               (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name_key), '[]')
                  from roster.groups g where g.organization_id = m.organization_id and g.id = any (m.group_ids)) as groups,
               (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'key', r.key, 'name', r.name) order by r.position, r.id), '[]')
                  from roster.roles r where r.organization_id = m.organization_id and r.id = any (m.role_ids)) as roles
          from roster.members m
         where m.organization_id = ${organizationId} and m.removed_at is null and ${rest}`,
  );
}

/** Where statuses alone decide, the counters know; else the condition's index does. */
async function countPeople(context: Context, wanted: Wanted<PersonField>, matching: SQL): Promise<number> {
  const active = statusAlone(wanted);
  if (active !== undefined) {
    const { byStatus } = await readSummary(context);
    const [joining, suspended] = [byStatus.active + byStatus.invited, byStatus.suspended];
    return active === null ? joining + suspended : active ? joining : suspended;
  }
  const [row] = await context.tx.execute<{ total: number }>(
    sql`select count(*)::integer as total from roster.members m where ${matching}`,
  );
  return row!.total;
}

/** Of which status, null for any; undefined where something else is asked for too. */
function statusAlone(wanted: Wanted<PersonField>): boolean | null | undefined {
  if ('active' in wanted) return wanted.active;
  return 'all' in wanted && wanted.all.length === 0 ? null : undefined;
}

function onPerson(wanted: Wanted<PersonField>, organizationId: string): SQL {
  // Of those who are shut out there are few, and the rows of all the others need not be looked at.
  const suspended = sql`m.id in (select f.member_id from roster.member_facets f
    where f.organization_id = ${organizationId} and f.facet = 's:suspended')`;
  const onActive = (active: boolean): SQL => (active ? sql`m.suspended_at is null` : suspended);
  return toSql(wanted, onActive, (field, is, value) => {
    switch (field) {
      case 'id':
        return sql`m.id = ${value}`;
      case 'externalId':
        return sql`m.external_id = ${value}`;
      case 'email':
        return begins(sql`m.email`, is, foldUserName(value));
      case 'userName': {
        const name = foldUserName(value);
        return sql`(${begins(sql`m.user_name`, is, name)} or (m.user_name is null and ${begins(sql`m.email`, is, name)}))`;
      }
      // As searches compare names: neither case nor marks make another one.
      case 'name':
        return begins(sql`m.name_key`, is, foldText(value));
    }
  });
}

/** @param onActive who is let in, or who is not, where that can be asked for */
export function toSql<Field extends string>(
  wanted: Wanted<Field>,
  onActive: (active: boolean) => SQL,
  test: (field: Field, is: 'equal' | 'beginning', value: string) => SQL,
): SQL {
  if ('active' in wanted) return onActive(wanted.active);
  if ('field' in wanted) return test(wanted.field, wanted.is, wanted.value);
  const [parts, none, joint] = 'all' in wanted ? [wanted.all, true, ' and '] : [wanted.any, false, ' or '];
  if (parts.length === 0) return sql.raw(String(none));
  const inner = parts.map((part) => toSql(part, onActive, test));
  return sql`(${sql.join(inner, sql.raw(joint))})`;
}

/** A beginning is a range, which an index in byte order finds. */
export function begins(column: SQL, is: 'equal' | 'beginning', value: string): SQL {
  return is === 'equal'
    ? sql`${column} = ${value}`
    : sql`(${column} collate "C" >= ${value} and ${column} collate "C" < ${`${value}\u{10ffff}`})`;
}
