import { and, eq, inArray } from 'drizzle-orm';
import { exclusiveClash, toId, type FieldProblem, type RoleId } from '../../contract/index.ts';
import { groupRoles } from '../../db/schema.ts';
import { giverOf } from '../authority/giver-of.ts';
import { readCatalogue, refuseEscalation } from '../authority/judge-giving.ts';
import { refuseClashAmong } from '../authority/refuse-clash-among.ts';
import type { Exchanged } from '../authority/write-roles.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';
import { everybodyIn } from './group-effect.ts';

/**
 * Judges which roles a group is to give from now on. Nobody gives what they do not hold, and nobody takes it away either,
 * so what differs is compared with what the caller holds.
 * @throws Refused `invalid`, `privilege_escalation`, `role_exclusive` for roles that cannot stand together at all
 */
export async function judgeGroupRoles(
  context: Context,
  before: readonly string[],
  wanted: readonly string[],
): Promise<void> {
  const catalogue = await readCatalogue(context, []);
  const errors = wanted.flatMap((id, index): FieldProblem[] => {
    const role = catalogue.roles.get(id);
    const pointer = `/roles/${index}`;
    if (!role) return [{ pointer, code: 'unknown_role', detail: 'There is no such role.' }];
    if (role.scope !== 'organization')
      return [{ pointer, code: 'wrong_scope', detail: `${role.name} is a role within groups.` }];
    if (wanted.indexOf(id) !== index) return [{ pointer, code: 'duplicate', detail: 'This role is named twice.' }];
    return [];
  });
  if (errors.length > 0) throw new Refused('invalid', { detail: errors[0]!.detail, errors });
  const differing = [...wanted.filter((id) => !before.includes(id)), ...before.filter((id) => !wanted.includes(id))];
  refuseEscalation(context, catalogue, { roles: differing, groups: [] });
  const clash = exclusiveClash(wanted.map((id) => catalogue.roles.get(id)!));
  if (clash) throw new Refused('role_exclusive', { detail: `${clash.name} cannot be combined with other roles.` });
}

/**
 * Brings the roles of a group to those that are wanted; triggers give them to its members and take them away. Judged by
 * the caller, who has the organization's lock; only what nobody can foresee without looking at every member is judged here.
 * @returns undefined where nothing differs
 * @throws Refused `role_exclusive` where a member would hold what excludes another role of theirs
 */
export async function writeGroupRoles(
  context: Context,
  { id, roles: before }: { id: string; roles: readonly string[] },
  wanted: readonly string[],
): Promise<Exchanged<RoleId> | undefined> {
  const { tx, organizationId } = context;
  const gone = before.filter((role) => !wanted.includes(role));
  const come = wanted.filter((role) => !before.includes(role));
  if (gone.length + come.length === 0) return undefined;
  const own = and(eq(groupRoles.organizationId, organizationId), eq(groupRoles.groupId, id));
  if (gone.length > 0) await tx.delete(groupRoles).where(and(own, inArray(groupRoles.roleId, gone)));
  if (come.length > 0) {
    const givenBy = giverOf(context);
    await tx.insert(groupRoles).values(come.map((roleId) => ({ organizationId, groupId: id, roleId, givenBy })));
    await refuseClashAmong(context, everybodyIn(context, id));
  }
  return { removed: gone.map((role) => toId('rol', role)), added: come.map((role) => toId('rol', role)) };
}
