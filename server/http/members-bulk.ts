import { z } from '@hono/zod-openapi';
import { limits, type BulkAnswer, type UndoAnswer } from '../contract/index.ts';
import { bulkMembers } from '../domain/members/bulk-members.ts';
import { undoChanges } from '../domain/members/undo-changes.ts';
import { cursor, id, idOut, searchText } from './fields.ts';
import { defineRoute } from './route.ts';
import { refusalSchema } from './schemas.ts';

const tag = 'Members';
const most = limits.bulkMembers;
const several = <S extends z.ZodType>(one: S) => z.array(one).max(limits.filterValues).optional();

const onGiving = ['addRoles', 'removeRoles'];
const onGroups = ['addToGroup', 'removeFromGroup'];

const bulkRequest = z
  .strictObject({
    action: z.enum([
      'suspend',
      'reactivate',
      'remove',
      'addRoles',
      'removeRoles',
      'addToGroup',
      'removeFromGroup',
      'resend',
      'revoke',
    ]),
    ids: z.array(id('mem')).min(1).max(most).optional(),
    filter: z
      .strictObject({
        query: searchText.optional(),
        status: several(z.enum(['invited', 'active', 'suspended'])),
        role: several(id('rol')),
        group: several(id('grp')),
      })
      .optional(),
    cursor: cursor.optional(),
    roles: z.array(id('rol')).min(1).max(limits.rolesPerMember).optional(),
    group: id('grp').optional(),
  })
  .superRefine(({ action, ids, filter, cursor: from, roles, group }, context) => {
    const fault = (path: string, code: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message, params: { code } });
    if ((ids === undefined) === (filter === undefined)) fault('ids', 'required', 'Name people by ids or by a filter.');
    if (from !== undefined && filter === undefined) fault('cursor', 'not_allowed', 'This goes with a filter.');
    if ((roles !== undefined) !== onGiving.includes(action))
      fault('roles', roles ? 'not_allowed' : 'required', `Roles go with ${onGiving.join(' and ')}.`);
    if ((group !== undefined) !== onGroups.includes(action))
      fault('group', group ? 'not_allowed' : 'required', `A group goes with ${onGroups.join(' and ')}.`);
  })
  .openapi('BulkRequest');

const said = { code: refusalSchema.shape.code.optional(), reason: z.string().optional() };

const bulkAnswer = z
  .object({
    results: z.array(
      z.object({
        id: idOut('mem'),
        status: z.enum(['done', 'unchanged', 'refused']),
        ...said,
        undo: z.string().optional(),
      }),
    ),
    next: z.string().nullable(),
  })
  .openapi('BulkAnswer') satisfies z.ZodType<BulkAnswer>;

const undoAnswer = z
  .object({ results: z.array(z.object({ id: idOut('mem'), status: z.enum(['done', 'refused']), ...said })) })
  .openapi('UndoAnswer') satisfies z.ZodType<UndoAnswer>;

export const memberBulkRoutes = [
  defineRoute({
    method: 'post',
    path: '/members/bulk',
    tag,
    summary: 'Change many members',
    description: `One change to up to ${most} members in one transaction, each judged as by the single change. Whoever may not change one of them changes none (403); what a member's own state forbids is answered for that member. With a filter, the first ${most} that a list would show; \`next\` is the cursor for the ones after. All of it stands in the audit trail under the id of this request.`,
    permission: 'member:update',
    body: bulkRequest,
    schema: bulkAnswer,
    idempotent: true,
    answer: (context, { body }) => bulkMembers(context, body),
  }),
  defineRoute({
    method: 'post',
    path: '/undo',
    tag,
    summary: 'Take changes back',
    description: `What suspending, revoking an invitation, and changing roles or groups answered as \`undo\`, within ten minutes; up to ${limits.undoChanges} at once. Judged like a change: by what the caller may do now; refused as \`stale\` where something has happened to the member since.`,
    permission: 'member:update',
    body: z
      .strictObject({ changes: z.array(z.string().max(60_000)).min(1).max(limits.undoChanges) })
      .openapi('UndoRequest'),
    schema: undoAnswer,
    answer: (context, { body }) => undoChanges(context, body.changes),
  }),
];
