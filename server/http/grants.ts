import { z } from '@hono/zod-openapi';
import { limits } from '../contract/index.ts';
import { endGrant } from '../domain/grants/end-grant.ts';
import { giveGrant } from '../domain/grants/give-grant.ts';
import { listGrants } from '../domain/grants/list-grants.ts';
import { readGrant } from '../domain/grants/read-grant.ts';
import { cursor, id, pageLimit } from './fields.ts';
import { defineRoute } from './route.ts';
import { grantAnswerSchema, grantListSchema } from './schemas.ts';

const tag = 'Grants';
const permission = 'grant:manage';

const resource = {
  type: z
    .string()
    .max(limits.resourceType)
    .regex(/^[a-z][a-z0-9-]*$/)
    .openapi({ example: 'workspace' }),
  resource: z
    .string()
    .min(1)
    .max(limits.resourceId)
    .regex(/^[^\p{Cc}\p{Surrogate}]*$/u),
};
const grant = { ...resource, member: id('mem') };

const until = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((moment) => moment.getUTCFullYear() < 10_000, { message: 'This is too far away.' })
  .openapi({ type: 'string', format: 'date-time' });

export const grantRoutes = [
  defineRoute({
    method: 'get',
    path: '/resources/{type}/{resource}/grants',
    tag,
    summary: 'List who has access to a resource',
    description: 'Type and id are the host’s own. A resource that nobody has access to is an empty list.',
    permission,
    params: resource,
    query: { limit: pageLimit.optional(), cursor: cursor.optional() },
    schema: grantListSchema,
    answer: (context, { params, query }) => listGrants(context, params, query),
  }),
  defineRoute({
    method: 'get',
    path: '/resources/{type}/{resource}/grants/{member}',
    tag,
    summary: 'Read a member’s access to a resource',
    permission,
    params: grant,
    schema: grantAnswerSchema,
    answer: (context, { params: { member, ...of } }) => readGrant(context, of, member),
  }),
  defineRoute({
    method: 'put',
    path: '/resources/{type}/{resource}/grants/{member}',
    tag,
    summary: 'Give a member access to a resource',
    description: 'In place of what they had. It ends with the member, or at `until`.',
    permission,
    params: grant,
    body: z
      .strictObject({
        access: z
          .string()
          .max(limits.access)
          .regex(/^[a-zA-Z0-9][a-zA-Z0-9:._-]*$/),
        until: until.nullable().optional(),
      })
      .openapi('GrantRequest'),
    schema: grantAnswerSchema,
    answer: (context, { params: { member, ...of }, body }) => giveGrant(context, of, member, body),
  }),
  defineRoute({
    method: 'delete',
    path: '/resources/{type}/{resource}/grants/{member}',
    tag,
    summary: 'Take a member’s access to a resource away',
    permission,
    params: grant,
    status: 204,
    answer: (context, { params: { member, ...of } }) => endGrant(context, of, member),
  }),
];
