import { and, eq, inArray } from 'drizzle-orm';
import { toId, type RoleId } from '../../contract/index.ts';
import { memberRoles } from '../../db/schema.ts';
import type { Context } from '../context.ts';
import { giverOf } from './giver-of.ts';

/** What a change took away and gave, as an audit row says it. */
export interface Exchanged<Id extends string> {
  removed: Id[];
  added: Id[];
}

/**
 * Brings a member's own roles to those that are wanted. Only what differs is written, so that what stays keeps who gave it
 * and when. Judged by the caller, who has the organization's lock.
 * @returns undefined where nothing differs
 */
export async function writeRoles(
  context: Context,
  { id, roleIds }: { id: string; roleIds: readonly string[] },
  wanted: readonly string[],
): Promise<Exchanged<RoleId> | undefined> {
  const { tx, organizationId } = context;
  const gone = roleIds.filter((role) => !wanted.includes(role));
  const come = wanted.filter((role) => !roleIds.includes(role));
  if (gone.length + come.length === 0) return undefined;
  const mine = and(eq(memberRoles.organizationId, organizationId), eq(memberRoles.memberId, id));
  if (gone.length > 0) await tx.delete(memberRoles).where(and(mine, inArray(memberRoles.roleId, gone)));
  if (come.length > 0) {
    const givenBy = giverOf(context);
    await tx.insert(memberRoles).values(come.map((roleId) => ({ organizationId, memberId: id, roleId, givenBy })));
  }
  return { removed: gone.map((role) => toId('rol', role)), added: come.map((role) => toId('rol', role)) };
}
