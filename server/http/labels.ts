import { limits } from '../contract/index.ts';
import { readLabels } from '../domain/labels/read-labels.ts';
import { id, many } from './fields.ts';
import { defineRoute } from './route.ts';
import { labelsSchema } from './schemas.ts';

export const labelRoutes = [
  defineRoute({
    method: 'get',
    path: '/labels',
    tag: 'Labels',
    summary: 'Display names by id',
    description: `Up to ${limits.labels} ids of members. Removed people answer the portal's word for them; unknown ids are left out.`,
    permission: 'any member',
    query: { id: many(id('mem'), limits.labels) },
    schema: labelsSchema,
    answer: (context, { query }) => readLabels(context, query.id ?? []),
  }),
];
