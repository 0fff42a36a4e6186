import type { OwnerSql } from './postgres.ts';

/** Two organizations that exist nowhere but in the probe table. */
export const optra = '0190a000-0000-7000-8000-00000000000a';
export const spectra = '0190b000-0000-7000-8000-00000000000b';

/** A smallest table of tenants' rows, under the same rule as the real ones, so that tests of the door need no people. */
export async function givenProbeTable(ownerSql: OwnerSql): Promise<void> {
  await ownerSql.unsafe(`
    create table roster.probe (organization_id uuid not null, note text not null);
    alter table roster.probe enable row level security;
    alter table roster.probe force row level security;
    create policy tenant on roster.probe to roster_app
      using (organization_id = nullif(current_setting('roster.organization_id', true), '')::uuid)
      with check (organization_id = nullif(current_setting('roster.organization_id', true), '')::uuid);
    grant select, insert, update, delete on roster.probe to roster_app;
    insert into roster.probe values ('${optra}', 'optra'), ('${spectra}', 'spectra');
  `);
}
