import { sql } from 'drizzle-orm';
import { record } from '../audit/record.ts';
import { readGivenRows } from '../authority/given-rows.ts';
import type { Context } from '../context.ts';
import { makeTombstones } from '../members/make-tombstones.ts';
import { sealUndo } from '../members/undo-token.ts';
import { tell } from './tell.ts';

interface PendingRow extends Record<string, unknown> {
  id: string;
  version: number;
  email: string;
  name: string | null;
  contact: Record<string, string>;
  invitation: { id: string; message: string | null };
}

/**
 * Takes back invitations that are open. Judged by the caller, who has the organization's lock.
 * @returns by member, what takes that back again; the person's data is in it, sealed, and nowhere else any more
 */
export async function writeRevocation(context: Context, memberIds: readonly string[]): Promise<Map<string, string>> {
  if (memberIds.length === 0) return new Map();
  const { tx, organizationId } = context;
  const pending = await tx.execute<PendingRow>(
    sql`select m.id, m.version, m.email, m.name, m.contact, json_build_object('id', i.id, 'message', i.message) as invitation
          from roster.members m
          join roster.invitations i on i.organization_id = m.organization_id and i.member_id = m.id
           and i.accepted_at is null and i.revoked_at is null and i.replaced_at is null
         where m.organization_id = ${organizationId} and m.id = any (${sql.param([...memberIds])}::uuid[])`,
  );
  const before = await readGivenRows(context, memberIds);
  await makeTombstones(context, memberIds);
  await record(
    context,
    ...memberIds.map((id) => ({ action: 'invitation.revoked', target: { kind: 'member' as const, id } })),
  );
  await tell(context, 'member.removed', memberIds);
  const left = await tx.execute<{ id: string; version: number }>(
    sql`select id, version from roster.members
         where organization_id = ${organizationId} and id = any (${sql.param([...memberIds])}::uuid[])`,
  );
  const versions = new Map(left.map(({ id, version }) => [id, version]));
  return new Map(
    pending.map(({ id, email, name, contact, invitation }) => [
      id,
      sealUndo(context, {
        what: 'revoked',
        memberId: id,
        version: versions.get(id)!,
        before: before.get(id)!,
        person: { email, name, contact, invitation },
      }),
    ]),
  );
}
