-- Run once by a superuser, before the first `roster migrate`:
--   OWNER_PASSWORD=… psql --set=ON_ERROR_STOP=1 --file=roles.sql "$SUPERUSER_URL"
-- The owner has the schema and makes the server's own role, roster_app, with the password that DATABASE_URL has.
-- Neither is a superuser, and neither passes row-level security.
\getenv owner_password OWNER_PASSWORD
create role roster_owner login createrole password :'owner_password';
create database roster owner roster_owner;
