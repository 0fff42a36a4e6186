import { memberIdentity } from '../../server/domain/members/identity.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { preset } from '../../server/presets/presets.ts';
import type { OwnerSql } from '../support/postgres.ts';

/** An organization of a benchmark. */
export interface Filled {
  organizationId: string;
  /** Who alone has the first role. */
  adminEmail: string;
  /** One of twenty groups of the same size. */
  groupId: string;
}

const given =
  'Ada Björn Chiara Dmitri Elif Fatima Goro Hanna Ines Jamal Kaja Liam Mei Noor Olga Pavel Quentin Rosa Sven Tariq';
const family =
  'Abe Brandt Costa Dupont Eriksen Fischer García Haddad Ivanova Jansen Kowalski Laurent Müller Novak Okafor';
const chunk = 20_000;

/** The organization, where a run before has filled it. */
export async function filled(ownerSql: OwnerSql, slug: string): Promise<Filled | undefined> {
  const [row] = await ownerSql<{ organizationId: string; groupId: string }>`
    select o.id as "organizationId", (select g.id from roster.groups g where g.organization_id = o.id order by g.name limit 1) as "groupId"
      from roster.organizations o join roster.audit_heads h on h.organization_id = o.id where o.slug = ${slug}
       and not exists (select from pg_trigger where tgrelid = 'roster.members'::regclass and not tgisinternal and tgenabled = 'D')`;
  return row && { ...row, adminEmail: adminOf(slug) };
}

const adminOf = (slug: string): string => `person0000000@${slug}.example`;

/**
 * Fills an organization past the API: one in ten invited, one in twenty suspended, twenty groups. The triggers, those
 * of foreign keys too, are off meanwhile and what they keep is written in one sorted piece at the end, by the very functions that they call, and so are
 * the indexes, because a million people one by one would take longer than the benchmark.
 */
export async function fill(ownerSql: OwnerSql, slug: string, members: number): Promise<Filled> {
  const organizationId = newUuid();
  const portal = preset('default');
  await ownerSql`insert into roster.organizations (id, slug, name, domains, portal)
    values (${organizationId}, ${slug}, ${slug}, ${[`${slug}.example`]}, ${JSON.stringify(portal)}::text::jsonb)`;
  const roles = portal.roles.map((role, position) => ({ ...role, id: newUuid(), position }));
  await ownerSql`insert into roster.roles (organization_id, id, key, name, permissions, position)
    select ${organizationId}, r.id, r.key, r.name, r.permissions, r.position
      from jsonb_to_recordset(${JSON.stringify(roles)}::text::jsonb)
        as r (id uuid, key text, name text, permissions text[], position int)`;
  const groups = Array.from({ length: 20 }, (_, i) => ({ id: newUuid(), name: `Team ${i + 1}` }));
  await ownerSql`insert into roster.groups (organization_id, id, name, name_key)
    select ${organizationId}, g.id, g.name, lower(g.name)
      from jsonb_to_recordset(${JSON.stringify(groups)}::text::jsonb) as g (id uuid, name text)`;

  const tables = ['members', 'member_roles', 'group_members', 'audit'];
  for (const table of tables) await ownerSql.unsafe(`alter table roster.${table} disable trigger all`);
  const indexes = await ownerSql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid in ('roster.members'::regclass, 'roster.member_facets'::regclass) and not indisunique`;
  for (const { name } of indexes) await ownerSql.unsafe(`drop index ${name}`);
  const [givenNames, familyNames] = [given.split(' '), family.split(' ')];
  const [admin, ...others] = roles;
  for (let start = 0; start < members; start += chunk) {
    const rows = Array.from({ length: Math.min(chunk, members - start) }, (_, offset) => {
      const i = start + offset;
      const name = `${givenNames[i % givenNames.length]} ${familyNames[Math.floor(i / 7) % familyNames.length]}`;
      // A step that is prime to the number of people, so that neighbours in the list are far apart on the disk.
      const email = `person${String((i * 7919) % members).padStart(7, '0')}@${slug}.example`;
      const identity = memberIdentity({ name, email });
      const role = i === 0 ? admin : others[i % others.length];
      return { id: newUuid(), i, ...identity, role: role?.id, group: groups[i % groups.length]?.id };
    });
    const people = JSON.stringify(rows);
    await ownerSql`
      insert into roster.members (organization_id, id, email, name, name_key, words, role_ids, group_ids, invited_at,
                                  joined_at, suspended_at, last_active_at, last_active_day)
      select ${organizationId}, p.id, p.email, p.name, p."nameKey", p.words, array[p.role], array[p.group], now(),
             case when p.i % 10 <> 9 then now() - make_interval(mins => p.i) end, case when p.i % 20 = 7 then now() end,
             case when p.i % 10 <> 9 then now() - make_interval(hours => p.i % 400) end,
             case when p.i % 10 <> 9 then to_char(now() - make_interval(hours => p.i % 400), 'YYYY-MM-DD') else '' end
        from jsonb_to_recordset(${people}::text::jsonb)
          as p (id uuid, i int, email text, name text, "nameKey" text, words text[], role uuid, "group" uuid)`;
  }
  await ownerSql`insert into roster.member_roles (organization_id, member_id, role_id)
    select organization_id, id, role_ids[1] from roster.members where organization_id = ${organizationId} order by id`;
  await ownerSql`insert into roster.group_members (organization_id, group_id, member_id)
    select organization_id, group_ids[1], id from roster.members where organization_id = ${organizationId} order by 2, 3`;
  await ownerSql`
    insert into roster.member_facets
    select f.* from roster.members m, roster.facet_rows(m) f
     where m.organization_id = ${organizationId} order by f.facet, f.status, f.email, f.member_id`;
  for (const { definition } of indexes) await ownerSql.unsafe(definition);
  await ownerSql`
    insert into roster.member_counts (organization_id, facet, count)
    select organization_id, facet, count(*) from roster.member_facets
     where organization_id = ${organizationId} and (facet like 's:%' or facet like 'r:%') group by organization_id, facet`;
  // A trail as long, of which one entry in a thousand is of the kind that is looked for. No chain: nobody verifies it here.
  await ownerSql`
    insert into roster.audit (organization_id, seq, id, at, action, actor_kind, actor_id, target_kind, target_id, request_id,
                              previous_hash, hash)
    select organization_id, place, gen_random_uuid(), now() - make_interval(secs => ${members} - place::integer),
           case when place % 1000 = 500 then 'member.suspended' else 'member.updated' end, 'system', null, 'member', id, 'fill', '', ''
      from (select organization_id, id, row_number() over () as place from roster.members
             where organization_id = ${organizationId}) numbered`;
  await ownerSql`insert into roster.audit_heads (organization_id, seq, hash) values (${organizationId}, ${members}, '')`;
  await ownerSql`
    update roster.groups g set member_count = (select count(*) from roster.group_members m
      where m.organization_id = g.organization_id and m.group_id = g.id) where g.organization_id = ${organizationId}`;
  for (const table of tables) await ownerSql.unsafe(`alter table roster.${table} enable trigger all`);
  const grown = [...tables, 'member_facets', 'member_counts', 'groups'].map((table) => `roster.${table}`);
  await ownerSql.unsafe(`vacuum analyze ${grown.join()}`);
  return { organizationId, adminEmail: adminOf(slug), groupId: groups[0]?.id ?? '' };
}
