import { z } from 'zod';
import {
  hasFeature,
  limits,
  localePattern,
  offersGroups,
  portalFeatures,
  permissionPattern,
  type FieldFault,
  type FieldProblem,
  type Portal,
  type PortalFeatures,
  type PortalLabels,
} from '../contract/index.ts';

/** A portal document that cannot be used; `errors` has one entry per fault, each with its JSON Pointer. */
export class WrongPortal extends Error {
  readonly errors: FieldProblem[];

  constructor(errors: FieldProblem[]) {
    super(
      ['This portal document cannot be used:', ...errors.map((e) => `  ${e.pointer || '/'}: ${e.detail}`)].join('\n'),
    );
    this.name = 'WrongPortal';
    this.errors = errors;
  }
}

// Labels stand in headings, in subjects of mail and in exports: nothing in them may break a line or turn the text around.
const label = z
  .string()
  .trim()
  .min(1)
  .max(limits.label)
  .regex(/^[^\p{Cc}\p{Bidi_Control}\p{Surrogate}]*$/u, 'A name has no control or direction characters.');
const life = z
  .string()
  .regex(/^(P[1-9]\d{0,3}D|PT[1-9]\d{0,3}H)$/, 'A duration of whole days or hours, such as P1D or PT12H.');
const key = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'Lower-case letters, digits and hyphens, 64 at most.');
const permission = z.string().max(64).regex(permissionPattern, 'A permission reads resource:action, in lower case.');

function set<T extends string>(...values: [T, ...T[]]) {
  return z.array(z.enum(values)).refine((list) => new Set(list).size === list.length, 'Nothing is listed twice.');
}

const role = z.strictObject({
  key,
  name: label,
  description: z.string().max(limits.description),
  permissions: z.array(permission).max(200),
  exclusive: z.boolean().optional(),
  scope: z.enum(['organization', 'group']).optional(),
});

const labelKeys = [
  'member',
  'members',
  'group',
  'groups',
  'role',
  'groupRole',
  'invite',
  'edit',
  'remove',
  'suspend',
  'suspended',
  'lastActive',
  'portal',
  'all',
  'active',
  'invited',
  'create',
  'resend',
  'revoke',
  'editInvitation',
  'createGroup',
  'editGroup',
  'manageGroup',
  'deleteGroup',
  'inviteTitle',
  'send',
] as const satisfies readonly (keyof PortalLabels)[];

/** Each with its sentence, which editors show from the schema. */
const features = Object.fromEntries(
  Object.entries(portalFeatures).map(([name, about]) => [name, z.boolean().optional().describe(about)]),
) as Record<keyof PortalFeatures, z.ZodOptional<z.ZodBoolean>>;

const document = z.strictObject({
  $schema: z.string().optional(),
  name: label,
  locale: z.string().regex(localePattern, 'A language as of BCP 47, such as de or fr-CA.').optional(),
  labels: z.strictObject(
    Object.fromEntries(labelKeys.map((name) => [name, label.optional()])) as Record<
      (typeof labelKeys)[number],
      z.ZodOptional<typeof label>
    >,
  ),
  roles: z.array(role).min(1).max(limits.rolesPerMember),
  columns: set('name', 'email', 'status', 'roles', 'groups', 'lastActive', 'joined', 'invited').min(1),
  sortable: set('email', 'name', 'lastActiveAt', 'joinedAt').describe(
    'The columns by which a table on a page can be ordered. Narrows the page, not the API.',
  ),
  filterable: set('status', 'role', 'group').describe(
    'What a table on a page can be filtered by. Narrows the page, not the API.',
  ),
  searchable: set('name', 'email').describe('Where words are looked for, on a page and in the API alike.'),
  tabs: set('all', 'active', 'invited', 'suspended').min(1),
  actions: set(
    'invite',
    'create',
    'edit',
    'suspend',
    'remove',
    'resend',
    'revoke',
    'editInvitation',
    'link',
    'resetPassword',
    'sessions',
    'export',
    'groups',
    'roles',
    'audit',
  ),
  inviteLayout: z.enum(['shared', 'rows']),
  rolesPerMember: z.enum(['one', 'many']),
  limits: z.strictObject({
    invitesPerRequest: z.int().min(1).max(limits.invitesPerRequest),
    emailField: z.int().min(1).max(100_000).nullable(),
    invitationLife: life,
    sessionLife: life,
  }),
  rules: z.strictObject({
    emailChange: z.enum(['admin', 'never']),
    foreignDomain: z.enum(['confirm', 'allow', 'block']),
    leaving: set('suspend', 'remove'),
    defaultGroup: z.boolean(),
    admins: z.int().min(1).max(100),
    recentSignIn: z
      .string()
      .regex(/^(P[1-9]\d{0,3}D|PT[1-9]\d{0,3}[HM])$/, 'A duration of days, hours or minutes, such as PT15M.')
      .optional(),
  }),
  features: z.strictObject(features).optional(),
  reservations: z.array(z.strictObject({ kind: key, name: label, unit: label, total: z.int().min(0) })).max(50),
  invitedName: label,
  removedName: label,
});

/**
 * A portal document out of whatever was given: the checked document itself, nothing added.
 * @throws WrongPortal naming every fault at once
 */
export function readPortal(json: unknown): Portal {
  const read = document.safeParse(json);
  if (!read.success) throw new WrongPortal(read.error.issues.flatMap(toProblems));
  const errors = contradictions(read.data as Portal);
  if (errors.length > 0) throw new WrongPortal(errors);
  return read.data as Portal;
}

/** What each field allows by itself and the document as a whole does not. */
function contradictions(portal: Portal): FieldProblem[] {
  const found: FieldProblem[] = [];
  const refuse = (pointer: string, code: FieldFault, detail: string): void =>
    void found.push({ pointer, code, detail });
  firstTwice(
    portal.roles.map((one) => one.key),
    (at) => refuse(`/roles/${at}/key`, 'duplicate', 'Another role has this key.'),
  );
  firstTwice(
    portal.roles.map((one) => one.name.toLowerCase()),
    (at) => refuse(`/roles/${at}/name`, 'duplicate', 'Another role has this name.'),
  );
  firstTwice(
    portal.reservations.map((one) => one.kind),
    (at) => refuse(`/reservations/${at}/kind`, 'duplicate', 'Another reservation has this kind.'),
  );
  if (!portal.roles.some((one) => one.permissions.includes('organization:manage'))) {
    refuse('/roles', 'no_admin', 'One role needs the permission organization:manage, or nobody is an admin.');
  }
  if (!offersGroups(portal)) {
    for (const [pointer, shown] of [
      ['/actions', portal.actions.includes('groups')],
      ['/columns', portal.columns.includes('groups')],
      ['/filterable', portal.filterable.includes('group')],
      ['/rules/defaultGroup', portal.rules.defaultGroup],
    ] as const)
      if (shown) refuse(pointer, 'contradiction', 'features.groups says that there are no groups.');
  }
  if (!hasFeature(portal, 'rowActions')) {
    for (const [feature, way] of [
      ['openByName', 'open a person'],
      ['ownActions', 'do anything to one'],
    ] as const)
      if (!hasFeature(portal, feature))
        refuse(`/features/${feature}`, 'contradiction', `Without features.rowActions this is the only way to ${way}.`);
  }
  for (const way of ['suspend', 'remove'] as const) {
    if (portal.actions.includes(way) === portal.rules.leaving.includes(way)) continue;
    refuse('/rules/leaving', 'contradiction', `${way} is in one of actions and rules.leaving and not in the other.`);
  }
  return found;
}

function firstTwice(values: string[], refuse: (at: number) => void): void {
  values.forEach((value, at) => {
    if (values.indexOf(value) < at) refuse(at);
  });
}

function toProblems(issue: z.core.$ZodIssue): FieldProblem[] {
  const at = pointer(issue.path);
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return [{ pointer: at, code: 'required', detail: 'This is missing.' }];
  if (issue.code !== 'unrecognized_keys')
    return [{ pointer: at, code: issue.code === 'too_big' ? 'too_long' : 'invalid', detail: issue.message }];
  return issue.keys.map((name) => ({
    pointer: at + pointer([name]),
    code: 'unknown_field',
    detail: 'A portal document has no such field.',
  }));
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The same as a JSON Schema, for editors: the file beside the presets. What only a program can judge is not in it. */
export function portalSchema(): object {
  return { ...z.toJSONSchema(document, { io: 'input' }), title: 'Portal document of Roster' };
}
