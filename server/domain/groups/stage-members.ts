import { sql } from 'drizzle-orm';
import { limits, type FieldFault, type FieldProblem, type GroupRole } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';
import { readGroupRoles } from './list-group-members.ts';

/** As `GroupMembersChange`, with bare UUIDs. */
export interface GroupMembersInput {
  add?: readonly { id: string; groupRole?: GroupRole | undefined }[] | undefined;
  update?: readonly { id: string; groupRole: GroupRole }[] | undefined;
  remove?: readonly string[] | undefined;
}

/** What is left to do of it. */
export interface Staged {
  add: { id: string; groupRole: GroupRole }[];
  update: { id: string; groupRole: GroupRole }[];
  remove: string[];
}

/**
 * Compares what was staged with who is in the group by now: adding who is there already, or removing who has gone, is what
 * two people do who work on the same group. The caller has the organization's lock.
 * @throws Refused `invalid` for somebody named twice or changed who is not in the group, `not_found` for who is no member of
 *   this organization; each with a pointer
 */
export async function stageMembers(context: Context, groupId: string, input: GroupMembersInput): Promise<Staged> {
  const { add = [], update = [], remove = [] } = input;
  const named = [
    ...add.map(({ id }, index) => ({ id, pointer: `/add/${index}/id` })),
    ...update.map(({ id }, index) => ({ id, pointer: `/update/${index}/id` })),
    ...remove.map((id, index) => ({ id, pointer: `/remove/${index}` })),
  ];
  if (named.length > limits.groupMembersPerRequest) {
    const detail = `One request changes at most ${limits.groupMembersPerRequest} people.`;
    throw new Refused('invalid', { detail, errors: [{ pointer: '', code: 'too_many', detail }] });
  }
  const ids = new Set<string>();
  refuseFaults('invalid', named, 'duplicate', 'This person is named twice.', ({ id }) => ids.has(id) || !ids.add(id));
  const members = await readMembers(context, [...ids]);
  refuseFaults('not_found', named, 'unknown_member', 'There is no such member.', ({ id }) => !members.has(id));
  const present = await readGroupRoles(context, groupId, [...ids]);
  const absent = update.map(({ id }, index) => ({ id, pointer: `/update/${index}/id` }));
  refuseFaults('invalid', absent, 'not_in_group', 'This person is not in the group.', ({ id }) => !present.has(id));
  const differing = [...update, ...add].flatMap(({ id, groupRole }) =>
    groupRole !== undefined && present.has(id) && present.get(id) !== groupRole ? [{ id, groupRole }] : [],
  );
  return {
    add: add.filter(({ id }) => !present.has(id)).map(({ id, groupRole = 'member' }) => ({ id, groupRole })),
    update: differing,
    remove: remove.filter((id) => present.has(id)),
  };
}

type Named = { id: string; pointer: string };

function refuseFaults(
  code: 'invalid' | 'not_found',
  named: readonly Named[],
  kind: FieldFault,
  detail: string,
  isFault: (one: Named) => boolean,
): void {
  const errors: FieldProblem[] = named.filter(isFault).map(({ pointer }) => ({ pointer, code: kind, detail }));
  if (errors.length > 0) throw new Refused(code, { detail, errors });
}

async function readMembers({ tx, organizationId }: Context, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.execute<{ id: string }>(
    sql`select id from roster.members
         where organization_id = ${organizationId} and removed_at is null and id = any (${sql.param([...ids])}::uuid[])`,
  );
  return new Set(rows.map(({ id }) => id));
}
