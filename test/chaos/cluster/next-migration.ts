/** What the next version may do to the one before it: it adds, and takes nothing away, and holds no table for long. */
export const nextMigration = `
alter table roster.members add column shoe_size integer;
--> statement-breakpoint
alter table roster.groups add column colour text not null default 'grey';
--> statement-breakpoint
create table roster.badges (organization_id uuid not null references roster.organizations (id), id uuid not null,
  member_id uuid not null, primary key (organization_id, id),
  foreign key (organization_id, member_id) references roster.members (organization_id, id) on delete cascade);
--> statement-breakpoint
alter table roster.badges enable row level security;
alter table roster.badges force row level security;
create policy tenant on roster.badges to roster_app using (organization_id = roster.current_organization())
  with check (organization_id = roster.current_organization());
grant select, insert, update, delete on roster.badges to roster_app;
`;
