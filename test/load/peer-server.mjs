// better-auth with its organization plug-in on a database of its own, filled past its API, on a port that it prints. Runs in the
// folder that it was installed to.
import http from 'node:http';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { organization } from 'better-auth/plugins';
import pg from 'pg';

const { DATABASE_URL: connectionString, MEMBERS: members } = process.env;
const database = new pg.Pool({ connectionString, max: 16 });
const auth = betterAuth({
  baseURL: 'http://127.0.0.1',
  secret: 'a secret of thirty-two characters or more',
  database,
  telemetry: { enabled: false },
  rateLimit: { enabled: false },
  emailAndPassword: { enabled: true },
  plugins: [organization({ membershipLimit: 10_000_000 })],
});
await (await getMigrations(auth.options)).runMigrations();
const { headers, response } = await auth.api.signUpEmail({
  body: { name: 'Owner', email: 'owner@peer.example', password: 'a long password of the bench' },
  returnHeaders: true,
});
const cookie = headers
  .getSetCookie()
  .map((one) => one.split(';')[0])
  .join('; ');
const { id } = await auth.api.createOrganization({
  body: { name: 'Peer', slug: 'peer', userId: response.user.id },
});
await database.query(
  `insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
   select 'u' || i, 'Person ' || i, 'person' || i || '@peer.example', true, now(), now() from generate_series(1, $1::int) i`,
  [members],
);
await database.query(
  `insert into member (id, "organizationId", "userId", role, "createdAt")
   select 'm' || i, $2, 'u' || i, 'member', now() from generate_series(1, $1::int) i`,
  [members, id],
);
await auth.api.setActiveOrganization({ body: { organizationId: id }, headers: { cookie } });
await database.query('vacuum analyze');
const server = http.createServer(toNodeHandler(auth));
server.listen(0, '127.0.0.1', () => {
  const path = `/api/auth/organization/list-members?organizationId=${id}&limit=50`;
  console.log(JSON.stringify({ origin: `http://127.0.0.1:${server.address().port}`, path, cookie }));
});
process.once('SIGTERM', () => process.exit(0));
