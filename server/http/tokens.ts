import { z } from '@hono/zod-openapi';
import { limits } from '../contract/index.ts';
import { isPageOrigin, originWords } from '../domain/credentials/narrowing.ts';
import { issueToken } from '../domain/tokens/issue-token.ts';
import { id, scope } from './fields.ts';
import { defineRoute } from './route.ts';
import { tokenAnswerSchema } from './schemas.ts';

const origin = z
  .string()
  .max(200)
  .refine(isPageOrigin, {
    message: `This is ${originWords}.`,
    params: { code: 'malformed_origin' },
  });

const request = z
  .strictObject({
    member: id('mem').optional(),
    externalId: z.string().min(1).max(200).optional(),
    email: z.string().max(limits.email).optional(),
    scopes: z.array(scope).max(50).optional(),
    origin: origin.optional(),
  })
  .refine(
    ({ member, externalId, email }) => [member, externalId, email].filter((one) => one !== undefined).length === 1,
    {
      message: 'Name the person by exactly one of member, externalId and email.',
      params: { code: 'required' },
    },
  )
  .openapi('TokenRequest');

export const tokenRoutes = [
  defineRoute({
    method: 'post',
    path: '/tokens',
    tag: 'Credentials',
    summary: 'Make a widget token',
    description: 'For an element on a page, ten minutes, one member. Asked for by the host’s own server.',
    permission: 'token:issue',
    body: request,
    status: 201,
    schema: tokenAnswerSchema,
    answer: (context, { body }) => issueToken(context, body),
  }),
];
