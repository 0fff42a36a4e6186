import { sql } from 'drizzle-orm';
import type { FieldProblem, Portal, PortalRole } from '../../contract/index.ts';
import { adminPermission } from '../authority/keep-an-admin.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';
import { changeRole } from '../roles/change-role.ts';
import { createRole } from '../roles/create-role.ts';
import { deleteRole } from '../roles/delete-role.ts';
import { readRoles } from '../roles/role-row.ts';

/**
 * Brings the organization's roles to what a new portal document says of them: what it names anew is made, what it says
 * otherwise is changed, what it names no more is deleted, by their keys. Roles that were made beside the document, and what
 * was changed beside it where the document says the same as before, stay. Each step is the role's own verb, with all that
 * it asks of the caller; those that make admins come first and those that take away last, so that one is left in between.
 * The caller has the organization's lock.
 * @throws Refused as those verbs do, with pointers into `/portal/roles`
 */
export async function changePortalRoles(context: Context, before: Portal, after: Portal): Promise<void> {
  if (canonicalJson(before.roles) === canonicalJson(after.roles)) return;
  const old = new Map(before.roles.map((role) => [role.key, role]));
  const wanted = new Set(after.roles.map(({ key }) => key));
  const live = new Map((await readRoles(context)).map((role) => [role.key, role]));
  refuseOtherScopes(after.roles, (key) => old.get(key)?.scope ?? live.get(key)?.scope ?? 'organization');
  const steps = after.roles
    .map((role, index) => ({ role, index }))
    .filter(({ role }) => canonicalJson(role) !== canonicalJson(old.get(role.key) ?? null))
    .toSorted((a, b) => Number(makesAdmins(b.role)) - Number(makesAdmins(a.role)));
  for (const { role, index } of steps) {
    const { key, name, description, permissions, exclusive = false } = role;
    const content = { name, description, permissions, exclusive };
    const id = live.get(key)?.id;
    await at(`/portal/roles/${index}`, async () => {
      if (id === undefined) await createRole(context, { key, ...content });
      else await changeRole(context, id, content);
    });
  }
  for (const { key } of before.roles) {
    const id = wanted.has(key) ? undefined : live.get(key)?.id;
    if (id !== undefined) await at('/portal/roles', () => deleteRole(context, id));
  }
  await order(context, after.roles);
}

function makesAdmins({ permissions }: PortalRole): boolean {
  return permissions.includes(adminPermission);
}

/** Where a role is given is part of what it is: everybody who has it was given it there. */
function refuseOtherScopes(roles: readonly PortalRole[], scopeOf: (key: string) => string): void {
  const errors = roles.flatMap(({ key, scope = 'organization' }, index): FieldProblem[] =>
    scope === scopeOf(key)
      ? []
      : [{ pointer: `/portal/roles/${index}/scope`, code: 'fixed', detail: 'The scope of a role never changes.' }],
  );
  if (errors.length > 0) throw new Refused('invalid', { detail: errors[0]!.detail, errors });
}

/** Says where in the document the fault is that a verb found in one role. */
async function at(place: string, step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { errors = [{ pointer: '', code: error.code, detail: error.message }] } = error.options;
    throw new Refused(error.code, {
      ...error.options,
      errors: errors.map((one) => ({ ...one, pointer: place + one.pointer })),
    });
  }
}

/** As the document lists them; roles made beside it come after. */
async function order({ tx, organizationId }: Context, roles: readonly PortalRole[]): Promise<void> {
  const keys = sql.param(roles.map(({ key }) => key));
  await tx.execute(
    sql`update roster.roles r set position = o.position
          from (select id, row_number() over (order by array_position(${keys}::text[], key) nulls last, position, id) - 1 as position
                  from roster.roles where organization_id = ${organizationId}) o
         where r.organization_id = ${organizationId} and r.id = o.id and r.position <> o.position`,
  );
}
