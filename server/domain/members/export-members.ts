import type { MemberList, Portal } from '../../contract/index.ts';
import { record } from '../audit/record.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { answerMembers, type MemberQuestion } from './list-members.ts';

/** Rows read at once: few enough that an export never holds more than this many in memory. */
const rowsAtOnce = 250;

/**
 * The next rows of an export: what the list shows for the same question. Its beginning is written into the audit trail,
 * with the filters but not the text that was searched for, which may be somebody's name. What the portal offers comes along.
 * @throws Refused `forbidden`, `bad_cursor`
 */
export async function exportMembers(
  context: Context,
  { query, ...question }: Omit<MemberQuestion, 'limit' | 'cursor'>,
  after: string | undefined,
): Promise<MemberList & { portal: Portal }> {
  authorize(context, 'member:export');
  authorize(context, 'member:read');
  const { portal } = await readOrganization(context);
  refuseUnless(canDo(context.actor, portal, 'member:export'));
  if (after === undefined) {
    const { status = [], role = [], group = [] } = question;
    await record(context, {
      action: 'members.exported',
      target: { kind: 'organization', id: context.organizationId },
      changes: { status, role, group, searched: query !== undefined && query.trim() !== '' },
    });
  }
  return { ...(await answerMembers(context, { ...question, query, cursor: after, limit: rowsAtOnce })), portal };
}
