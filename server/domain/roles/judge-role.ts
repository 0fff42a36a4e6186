import { sql } from 'drizzle-orm';
import { limits, type FieldProblem } from '../../contract/index.ts';
import { notHeld } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { foldText } from '../members/identity.ts';
import { Refused } from '../refused.ts';

/**
 * Nobody puts into a role what they do not hold, and nobody takes it out: what differs is compared with what the caller
 * holds, narrowed to their token's scopes.
 * @throws Refused `invalid` for a permission named twice, `privilege_escalation`; each with a pointer
 */
export function judgePermissions({ actor }: Context, before: readonly string[], wanted: readonly string[]): void {
  const twice = wanted.flatMap((permission, index): FieldProblem[] =>
    wanted.indexOf(permission) === index
      ? []
      : [{ pointer: `/permissions/${index}`, code: 'duplicate', detail: `${permission} is named twice.` }],
  );
  if (twice.length > 0) throw new Refused('invalid', { detail: twice[0]!.detail, errors: twice });
  const differing = [
    ...wanted.filter((one) => !before.includes(one)),
    ...before.filter((one) => !wanted.includes(one)),
  ];
  const missing = notHeld(actor, differing);
  if (missing.length === 0) return;
  throw new Refused('privilege_escalation', {
    detail: `You do not hold ${missing.join(', ')} yourself.`,
    errors: missing.map((permission) => ({
      pointer: wanted.includes(permission) ? `/permissions/${wanted.indexOf(permission)}` : '/permissions',
      code: 'not_held',
      detail: `You do not hold ${permission} yourself.`,
    })),
  });
}

/**
 * A role's name and key stand for one role of the organization. The caller has its lock.
 * @returns the key: the one that was asked for, else one made from the name
 * @throws Refused `invalid` for a name or key that another role has, and for one role too many
 */
export async function judgeNewRole(
  context: Context,
  { name, key }: { name: string; key?: string | undefined },
): Promise<string> {
  const roles = await readNames(context);
  const errors = nameFaults(roles, name);
  if (key !== undefined && roles.some((role) => role.key === key))
    errors.push({ pointer: '/key', code: 'taken', detail: 'Another role has this key.' });
  if (roles.length >= limits.roles)
    errors.push({ pointer: '', code: 'too_many', detail: `An organization has at most ${limits.roles} roles.` });
  if (errors.length > 0) throw new Refused('invalid', { detail: errors[0]!.detail, errors });
  return key ?? freeKey(new Set(roles.map((role) => role.key)), name);
}

/** @throws Refused `invalid` for a name that another role has */
export async function judgeRename(context: Context, id: string, name: string): Promise<void> {
  const errors = nameFaults(
    (await readNames(context)).filter((role) => role.id !== id),
    name,
  );
  if (errors.length > 0) throw new Refused('invalid', { detail: errors[0]!.detail, errors });
}

interface RoleName extends Record<string, unknown> {
  id: string;
  key: string;
  name: string;
}

async function readNames({ tx, organizationId }: Context): Promise<RoleName[]> {
  return tx.execute<RoleName>(sql`select id, key, name from roster.roles where organization_id = ${organizationId}`);
}

function nameFaults(roles: readonly RoleName[], name: string): FieldProblem[] {
  const folded = foldText(name);
  const taken = roles.some((role) => foldText(role.name) === folded);
  return taken ? [{ pointer: '/name', code: 'taken', detail: 'Another role has this name.' }] : [];
}

const longestKey = 64;

/** `Billing Admin` gives `billing-admin`, then `billing-admin-2`; a name without a Latin letter gives `role`. */
function freeKey(taken: ReadonlySet<string>, name: string): string {
  const letters = foldText(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, longestKey - 4)
    .replace(/-$/, '');
  const first = letters || 'role';
  let key = first;
  for (let next = 2; taken.has(key); next++) key = `${first}-${next}`;
  return key;
}
