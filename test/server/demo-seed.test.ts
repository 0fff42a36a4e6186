import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readAddress } from '../../server/contract/index.ts';
import { verifyAudit } from '../../server/domain/audit/verify-audit.ts';
import { cleanName } from '../../server/domain/members/identity.ts';
import { makeSecrets } from '../../server/domain/secrets.ts';
import { demoOrganizations } from '../../server/demo/organizations.ts';
import { seedDemo } from '../../server/demo/seed-demo.ts';
import { givenDatabase, type GivenDatabase } from '../support/postgres.ts';

const secrets = makeSecrets('a secret of the tests, long enough');
// Nobody signs in here: the form is enough.
const passwordHash = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$c29tZWhhc2g';

describe('the demo', () => {
  let given: GivenDatabase;
  let founded: string[];

  before(async () => {
    given = await givenDatabase({ deadline: 20_000 });
    founded = await seedDemo({ database: given.database, secrets, passwordHash });
  });
  after(() => given.close());

  const perOrganization = (what: string): Promise<{ slug: string; n: number }[]> =>
    given.ownerSql.unsafe(`select o.slug, (${what})::int as n from roster.organizations o order by o.slug`);

  it('founds five organizations with a few hundred people each', async () => {
    assert.deepEqual([...founded].sort(), ['directory', 'insights', 'optra', 'organization-admin', 'spectra']);
    const counts = await perOrganization('select count(*) from roster.members m where m.organization_id = o.id');
    for (const { slug, n } of counts) assert.ok(n >= 200 && n <= 300, `${slug} has ${n}`);
    assert.equal(counts.find(({ slug }) => slug === 'spectra')?.n, 300);
  });

  it('shows every status, and invitations that wait, ran out, or never arrived', async () => {
    const [row] = await given.ownerSql`
      select count(*) filter (where m.joined_at is not null and m.suspended_at is null)::int as active,
             count(*) filter (where m.suspended_at is not null)::int as suspended,
             count(*) filter (where m.joined_at is null and i.expires_at > now() and i.failed_at is null)::int as waiting,
             count(*) filter (where m.joined_at is null and i.expires_at < now())::int as expired,
             count(*) filter (where i.failed_at is not null)::int as failed
        from roster.members m
        left join roster.invitations i on i.organization_id = m.organization_id and i.member_id = m.id`;
    for (const [state, n] of Object.entries(row ?? {})) assert.ok((n as number) > 2, `${state}: ${n as number}`);
  });

  it('has an admin at a known address in each, who can sign in', async () => {
    const admins = await given.ownerSql`
      select o.slug, a.email, a.password_hash from roster.organizations o
        join roster.members m on m.organization_id = o.id and m.email = 'admin@' || o.slug || '.example'
        join roster.accounts a on a.id = m.account_id
        join roster.roles r on r.organization_id = o.id and r.id = any (m.role_ids)
       where 'organization:manage' = any (r.permissions) order by o.slug`;
    assert.deepEqual(
      admins.map(({ email }) => email as string),
      demoOrganizations.map(({ slug }) => `admin@${slug}.example`).sort(),
    );
    for (const admin of admins) assert.equal(admin.password_hash, passwordHash);
  });

  it('has an owner of a group and a plain member at known addresses', async () => {
    const [owner] = await given.ownerSql`
      select g.group_role from roster.members m
        join roster.group_members g on g.organization_id = m.organization_id and g.member_id = m.id
       where m.email = 'owner@spectra.example' and g.group_role = 'owner'`;
    assert.equal(owner?.group_role, 'owner');
    const [member] = await given.ownerSql`
      select count(*)::int as n from roster.members where email = 'member@spectra.example' and joined_at is not null`;
    assert.equal(member?.n, 1);
  });

  it('counts exactly: the copies and counters are what the rows say', async () => {
    const wrong = await given.ownerSql`
      select m.id from roster.members m
       where m.version <> 1
          or m.role_ids <> array(select role_id from roster.member_roles r where r.organization_id = m.organization_id and r.member_id = m.id order by 1)
          or m.group_ids <> array(select group_id from roster.group_members g where g.organization_id = m.organization_id and g.member_id = m.id order by 1)
          or m.inherited_role_ids <> array(select distinct role_id from roster.inherited_roles i where i.organization_id = m.organization_id and i.member_id = m.id order by 1)`;
    assert.deepEqual([...wrong], []);
    const groups = await given.ownerSql`
      select g.name from roster.groups g where g.member_count <>
        (select count(*) from roster.group_members m where m.organization_id = g.organization_id and m.group_id = g.id)`;
    assert.deepEqual([...groups], []);
    const counted = await perOrganization(
      `select sum(c.count) from roster.member_counts c where c.organization_id = o.id and c.facet like 's:%'`,
    );
    const people = await perOrganization('select count(*) from roster.members m where m.organization_id = o.id');
    assert.deepEqual([...counted], [...people]);
  });

  it('gives nobody two roles that exclude each other (O-07)', async () => {
    const clashes = await given.ownerSql`
      select m.email from roster.members m
        join roster.roles r on r.organization_id = m.organization_id and r.id = any (m.role_ids || m.inherited_role_ids)
       where r.exclusive
         and (select count(distinct x) from unnest(m.role_ids || m.inherited_role_ids) x) > 1`;
    assert.deepEqual([...clashes], []);
  });

  it('has people whose every role comes from a group (A-06)', async () => {
    const [row] = await given.ownerSql`
      select count(*)::int as n from roster.members where role_ids = '{}' and inherited_role_ids <> '{}'`;
    assert.ok(row?.n > 10, `${row?.n}`);
  });

  it('names nobody in a way that the product itself would refuse', async () => {
    const people = await given.ownerSql`select name, email from roster.members`;
    const refused = people.filter(
      ({ name, email }) =>
        !readAddress(email).ok || (name !== null && cleanName(name) !== (name as string).normalize('NFC')),
    );
    assert.deepEqual([...refused], []);
    for (const script of ['Arabic', 'Hebrew', 'Hiragana', 'Han', 'Hangul', 'Cyrillic', 'Greek', 'Devanagari', 'Thai']) {
      const letters = new RegExp(`\\p{Script=${script}}`, 'u');
      assert.ok(
        people.some(({ name }) => name !== null && letters.test(name)),
        script,
      );
    }
  });

  it('has a history of a few dozen acts of people who are there, oldest first, in a chain that verifies', async () => {
    const rows = await given.ownerSql`
      select o.id, o.slug, a.seq::int as seq, a.action, a.at, a.at > now() as ahead,
             a.target_kind <> 'member' or m.id is not null as known
        from roster.audit a
        join roster.organizations o on o.id = a.organization_id
        left join roster.members m on m.organization_id = o.id and m.id = a.target_id
       order by o.slug, a.seq`;
    for (const { slug } of demoOrganizations) {
      const told = rows.filter((row) => row.slug === slug);
      assert.ok(told.length >= 36 && told.length <= 72, `${slug}: ${told.length}`);
      const times = told.map(({ at }) => (at as Date).getTime());
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      assert.deepEqual(
        told.filter(({ ahead, known }) => ahead || !known),
        [],
      );
      const actions = new Set(told.map(({ action }) => action as string));
      for (const action of ['organization.founded', 'member.invited', 'member.joined'])
        assert.ok(actions.has(action), `${slug}: ${action}`);
      const finding = await verifyAudit(given.database, secrets, told[0]!.id as string);
      assert.deepEqual([finding.good, finding.fault], [told.length, null]);
    }
    assert.ok(rows.some(({ action }) => action === 'member.suspended'));
    assert.ok(rows.some(({ action }) => action === 'group.created'));
  });

  it('is left as people changed it when the server starts again', async () => {
    await given.ownerSql`update roster.members set name = 'Changed' where email = 'member@spectra.example'`;
    assert.deepEqual(await seedDemo({ database: given.database, secrets, passwordHash }), []);
    const [row] = await given.ownerSql`select name from roster.members where email = 'member@spectra.example'`;
    assert.equal(row?.name, 'Changed');
  });
});
