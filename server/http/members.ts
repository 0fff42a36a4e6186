import { z } from '@hono/zod-openapi';
import { listMembers } from '../domain/members/list-members.ts';
import { readMember } from '../domain/members/read-member.ts';
import { readSummary } from '../domain/members/read-summary.ts';
import { cursor, id, many, pageLimit, searchText, sortBy } from './fields.ts';
import { defineRoute } from './route.ts';
import { memberAnswerSchema, memberListSchema, memberSummarySchema } from './schemas.ts';

const tag = 'Members';
const permission = 'member:read';

export const memberRoutes = [
  defineRoute({
    method: 'get',
    path: '/members',
    tag,
    summary: 'List members',
    description:
      'Search by the beginnings of words of name and address, filter, sort, and page; all of it combines, and several values of one filter are alternatives. `next` is the cursor of the page after, null on the last one. Sorting by `lastActiveAt` is exact to the day.',
    permission,
    query: {
      query: searchText.optional(),
      status: many(z.enum(['invited', 'active', 'suspended'])),
      role: many(id('rol')),
      group: many(id('grp')),
      sort: sortBy(['email', 'name', 'lastActiveAt', 'joinedAt']).optional(),
      limit: pageLimit.optional(),
      cursor: cursor.optional(),
    },
    schema: memberListSchema,
    answer: (context, { query }) => listMembers(context, query),
  }),
  defineRoute({
    method: 'get',
    path: '/members/summary',
    tag,
    summary: 'Count members by status and role',
    permission,
    schema: memberSummarySchema,
    answer: (context) => readSummary(context),
  }),
  defineRoute({
    method: 'get',
    path: '/members/{id}',
    tag,
    summary: 'Read a member',
    permission,
    params: { id: id('mem') },
    schema: memberAnswerSchema,
    version: ({ member }) => member.version,
    answer: (context, { params }) => readMember(context, params.id),
  }),
];
