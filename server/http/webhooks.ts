import { z } from '@hono/zod-openapi';
import { eventFilters, limits, type Webhook, type WebhookAnswer } from '../contract/index.ts';
import { createWebhook } from '../domain/webhooks/create-webhook.ts';
import { enableWebhook } from '../domain/webhooks/enable-webhook.ts';
import { listWebhooks } from '../domain/webhooks/list-webhooks.ts';
import { removeWebhook } from '../domain/webhooks/remove-webhook.ts';
import { id, idOut, moment } from './fields.ts';
import { defineRoute } from './route.ts';

const tag = 'Events';
const permission = 'organization:manage';

const events = z.array(z.enum(eventFilters)).min(1).max(eventFilters.length);

const webhookSchema = z
  .object({
    id: idOut('hook'),
    url: z.string(),
    events,
    createdAt: moment,
    failingSince: moment.nullable(),
    failure: z.string().nullable(),
    disabledAt: moment.nullable(),
  })
  .openapi('Webhook') satisfies z.ZodType<Webhook>;

const webhookAnswerSchema = z
  .object({ webhook: webhookSchema, secret: z.string() })
  .openapi('WebhookAnswer') satisfies z.ZodType<WebhookAnswer>;

export const webhookRoutes = [
  defineRoute({
    method: 'get',
    path: '/webhooks',
    tag,
    summary: 'List webhooks',
    description: 'With how they fare: since when an endpoint fails and why, and whether it was given up.',
    permission,
    schema: z.object({ items: z.array(webhookSchema) }).openapi('WebhookList'),
    answer: (context) => listWebhooks(context),
  }),
  defineRoute({
    method: 'post',
    path: '/webhooks',
    tag,
    summary: 'Enter a webhook',
    description:
      'The endpoint gets each event by POST as `{type, timestamp, data: {id, organization}}`, at least once, signed as Standard Webhooks ' +
      'has it (`webhook-id`, `webhook-timestamp`, `webhook-signature`); it answers 2xx. What fails is tried again for a day; ' +
      'an endpoint that fails for three days is given up. The secret is shown in this answer and never again.',
    permission,
    body: z.strictObject({ url: z.string().min(1).max(limits.webhookUrl), events }).openapi('WebhookRequest'),
    status: 201,
    schema: webhookAnswerSchema,
    answer: (context, { body }) => createWebhook(context, body),
  }),
  defineRoute({
    method: 'post',
    path: '/webhooks/{webhook}/enable',
    tag,
    summary: 'Send to a webhook again',
    description: 'To an endpoint that was given up, from now on; what happened meanwhile is not sent.',
    permission,
    params: { webhook: id('hook') },
    schema: z.object({ webhook: webhookSchema }).openapi('EnabledWebhook'),
    answer: (context, { params }) => enableWebhook(context, params.webhook),
  }),
  defineRoute({
    method: 'delete',
    path: '/webhooks/{webhook}',
    tag,
    summary: 'Take a webhook out',
    permission,
    params: { webhook: id('hook') },
    status: 204,
    answer: (context, { params }) => removeWebhook(context, params.webhook),
  }),
];
