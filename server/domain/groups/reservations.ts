import { and, eq, sql } from 'drizzle-orm';
import type { FieldProblem, Portal } from '../../contract/index.ts';
import { reservations } from '../../db/schema.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

/** What groups have set aside together, by kind. */
export async function readReserved({ tx, organizationId }: Context, without?: string): Promise<Record<string, number>> {
  const rows = await tx.execute<{ kind: string; amount: string }>(
    sql`select kind, sum(amount) as amount from roster.reservations
         where organization_id = ${organizationId} and group_id is distinct from ${without ?? null}::uuid
         group by kind order by kind`,
  );
  return Object.fromEntries(rows.map(({ kind, amount }) => [kind, Number(amount)]));
}

/**
 * Sets what a group has aside, in place of what it had; 0 sets nothing aside. The caller has the organization's lock, so
 * that two groups never take the same rest. Taking less is always possible, also where the totals have shrunk meanwhile.
 * @throws Refused `invalid` for a kind the portal does not have, `reservation_exceeded`
 */
export async function writeReservations(
  context: Context,
  portal: Portal,
  { id, reservations: before }: { id: string; reservations: Readonly<Record<string, number>> },
  wanted: Readonly<Record<string, number>>,
): Promise<boolean> {
  const { tx, organizationId } = context;
  const kinds = new Map(portal.reservations.map((one) => [one.kind, one]));
  const had = new Map(Object.entries(before));
  const amounts = Object.entries(wanted);
  const unknown: FieldProblem[] = amounts
    .filter(([kind, amount]) => !kinds.has(kind) && amount > 0)
    .map(([kind]) => ({
      pointer: `/reservations/${kind}`,
      code: 'unknown_reservation',
      detail: 'The organization has nothing of this kind to reserve.',
    }));
  if (unknown.length > 0) throw new Refused('invalid', { detail: unknown[0]!.detail, errors: unknown });
  const others = new Map(Object.entries(await readReserved(context, id)));
  const exceeded = amounts.flatMap(([kind, amount]): FieldProblem[] => {
    const total = kinds.get(kind)?.total ?? 0;
    const taken = others.get(kind) ?? 0;
    if (amount <= (had.get(kind) ?? 0) || amount <= total - taken) return [];
    const { name, unit } = kinds.get(kind)!;
    const detail = `${name}: ${Math.max(0, total - taken)} ${unit} of ${total} are left for this group.`;
    return [{ pointer: `/reservations/${kind}`, code: 'reservation_exceeded', detail }];
  });
  if (exceeded.length > 0) throw new Refused('reservation_exceeded', { detail: exceeded[0]!.detail, errors: exceeded });
  const kept = amounts.filter(([, amount]) => amount > 0);
  if (kept.length === had.size && kept.every(([kind, amount]) => had.get(kind) === amount)) return false;
  await tx
    .delete(reservations)
    .where(and(eq(reservations.organizationId, organizationId), eq(reservations.groupId, id)));
  if (kept.length > 0)
    await tx.insert(reservations).values(kept.map(([kind, amount]) => ({ organizationId, groupId: id, kind, amount })));
  return true;
}
