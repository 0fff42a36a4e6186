import { sql } from 'drizzle-orm';
import { toId, type FieldProblem } from '../../contract/index.ts';
import type { Context } from '../context.ts';

/** When roles and groups of a member end by themselves, by their ids as the API names them and as UUIDs; null for never. */
export type Until = ReadonlyMap<string, { id: string; kind: 'rol' | 'grp'; until: Date | null }>;

const longest = 100 * 365 * 86_400_000;

/** What cannot end so: things the member is not to have, and moments that are over by the clock that will end them. */
export async function untilFaults(
  { tx }: Pick<Context, 'tx'>,
  until: Until | undefined,
  held: readonly string[],
): Promise<FieldProblem[]> {
  if (until === undefined || until.size === 0) return [];
  const [clock] = await tx.execute<{ now: string }>(sql`select clock_timestamp() as now`);
  const now = new Date(clock!.now).getTime();
  return [...until].flatMap(([name, { id, until: end }]): FieldProblem[] => {
    const pointer = `/until/${name}`;
    if (!held.includes(id))
      return [{ pointer, code: 'not_held', detail: 'This is none of the roles and groups given here.' }];
    const left = end === null ? 1 : end.getTime() - now;
    if (left <= 0) return [{ pointer, code: 'past', detail: 'This moment is over.' }];
    return left > longest ? [{ pointer, code: 'too_large', detail: 'This is too far away.' }] : [];
  });
}

/** @returns what now ends when, for the audit row; undefined where nothing differs */
export async function writeUntil(
  { tx, organizationId }: Context,
  memberId: string,
  until: Until | undefined,
): Promise<Record<string, string | null> | undefined> {
  const written: Record<string, string | null> = {};
  for (const { id, kind, until: end } of until?.values() ?? []) {
    const [table, column] = kind === 'rol' ? ['member_roles', 'role_id'] : ['group_members', 'group_id'];
    const moment = end?.toISOString() ?? null;
    const rows = await tx.execute(
      sql`update roster.${sql.raw(table)} set until = ${moment}::timestamptz
           where organization_id = ${organizationId} and member_id = ${memberId} and ${sql.raw(column)} = ${id}
             and until is distinct from ${moment}::timestamptz returning 1`,
    );
    if (rows.length > 0) written[toId(kind, id)] = moment;
  }
  return Object.keys(written).length > 0 ? written : undefined;
}
