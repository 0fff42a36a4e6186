-- A try that turned out right does not count: gives back as many as were taken, down to none.
create function roster.return_permits(hashed bytea, amount integer) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update roster.rate_limits set count = greatest(0, count - amount) where bucket = hashed
$$;
--> statement-breakpoint
revoke execute on function roster.return_permits(bytea, integer) from public;
--> statement-breakpoint
grant execute on function roster.return_permits(bytea, integer) to roster_app;
--> statement-breakpoint
-- So that a server can tell at its start that its database is not of its version yet.
grant select on roster.roster_migrations to roster_app;
