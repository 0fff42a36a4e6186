import { z } from '@hono/zod-openapi';
import { createKey } from '../domain/keys/create-key.ts';
import { listKeys } from '../domain/keys/list-keys.ts';
import { revokeKey } from '../domain/keys/revoke-key.ts';
import { id, label, scope } from './fields.ts';
import { defineRoute } from './route.ts';
import { keyAnswerSchema, keyListSchema } from './schemas.ts';

const tag = 'Credentials';
const permission = 'organization:manage';

export const keyRoutes = [
  defineRoute({
    method: 'get',
    path: '/keys',
    tag,
    summary: 'List API keys',
    permission,
    schema: keyListSchema,
    answer: (context) => listKeys(context),
  }),
  defineRoute({
    method: 'post',
    path: '/keys',
    tag,
    summary: 'Make an API key',
    description: 'The secret is shown in this answer and never again.',
    permission,
    body: z.strictObject({ name: label, scopes: z.array(scope).min(1).max(100) }).openapi('KeyRequest'),
    status: 201,
    schema: keyAnswerSchema,
    answer: (context, { body }) => createKey(context, body),
  }),
  defineRoute({
    method: 'delete',
    path: '/keys/{key}',
    tag,
    summary: 'Revoke an API key',
    permission,
    params: { key: id('key') },
    status: 204,
    answer: (context, { params }) => revokeKey(context, params.key),
  }),
];
