import { z } from '@hono/zod-openapi';
import type { SessionList } from '../contract/index.ts';
import { sendReset } from '../domain/accounts/send-reset.ts';
import { endMemberSession, endMemberSessions } from '../domain/sessions/end-member-sessions.ts';
import { listSessions } from '../domain/sessions/list-sessions.ts';
import { id, idOut, moment } from './fields.ts';
import { defineRoute } from './route.ts';

const tag = 'Sessions';
const permission = 'member:sessions';
const params = { id: id('mem') };

const sessionList = z
  .object({
    items: z.array(
      z
        .object({
          id: idOut('ses'),
          device: z.string(),
          browser: z.string().nullable(),
          system: z.string().nullable(),
          place: z.string().nullable(),
          startedAt: moment,
          lastUsedAt: moment,
          expiresAt: moment,
          current: z.boolean(),
        })
        .openapi('Session'),
    ),
  })
  .openapi('SessionList') satisfies z.ZodType<SessionList>;

export const memberSessionRoutes = [
  defineRoute({
    method: 'get',
    path: '/members/{id}/sessions',
    tag,
    summary: 'List where a member is signed in',
    description:
      'People see their own without the permission. A session is the person’s and works in every organization they belong to.',
    permission,
    params,
    schema: sessionList,
    answer: (context, { params: { id: member } }) => listSessions(context, member),
  }),
  defineRoute({
    method: 'delete',
    path: '/members/{id}/sessions',
    tag,
    summary: 'Sign a member out everywhere',
    description: 'Ends all sessions, and the widget tokens of this organization. The next request of each is refused.',
    permission,
    params,
    status: 204,
    answer: (context, { params: { id: member } }) => endMemberSessions(context, member),
  }),
  defineRoute({
    method: 'delete',
    path: '/members/{id}/sessions/{session}',
    tag,
    summary: 'End one session',
    permission,
    params: { ...params, session: id('ses') },
    status: 204,
    answer: (context, { params: { id: member, session } }) => endMemberSession(context, member, session),
  }),
  defineRoute({
    method: 'post',
    path: '/members/{id}/password-reset',
    tag,
    summary: 'Send a member the message to choose a new password',
    description: 'To the mailbox the person signs in with. Five messages an hour for one mailbox, whoever asks.',
    permission: 'member:password',
    params,
    status: 204,
    answer: (context, { params: { id: member } }) => sendReset(context, member),
  }),
];
