import { listGroups } from '../domain/groups/list-groups.ts';
import { cursor, pageLimit, searchText, sortBy } from './fields.ts';
import { defineRoute } from './route.ts';
import { groupListSchema } from './schemas.ts';

export const groupRoutes = [
  defineRoute({
    method: 'get',
    path: '/groups',
    tag: 'Groups',
    summary: 'List groups',
    permission: 'group:read',
    query: {
      query: searchText.optional(),
      sort: sortBy(['name', 'memberCount']).optional(),
      limit: pageLimit.optional(),
      cursor: cursor.optional(),
    },
    schema: groupListSchema,
    answer: (context, { query }) => listGroups(context, query),
  }),
];
