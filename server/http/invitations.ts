import { z } from '@hono/zod-openapi';
import { limits, type CheckAnswer, type InvitationLink, type InviteAnswer } from '../contract/index.ts';
import { toInviteAnswer } from '../domain/invitations/answer-invited.ts';
import { checkAddresses } from '../domain/invitations/check-addresses.ts';
import { editInvitation } from '../domain/invitations/edit-invitation.ts';
import { invitePeople } from '../domain/invitations/invite-people.ts';
import { makeLink } from '../domain/invitations/make-link.ts';
import { resendInvitation } from '../domain/invitations/resend-invitation.ts';
import { revokeInvitation } from '../domain/invitations/revoke-invitation.ts';
import { answerMember } from '../domain/members/read-member.ts';
import { id, moment, personName } from './fields.ts';
import { defineRoute } from './route.ts';
import { memberAnswerSchema, memberSchema } from './schemas.ts';

const tag = 'Invitations';
const permission = 'member:invite';
const params = { id: id('mem') };

const roles = z.array(id('rol')).max(limits.rolesPerMember);
const groups = z.array(id('grp')).max(limits.groupsPerMember);
// Judged by the verb, all people at once, so that one answer names every address and name that needs a correction.
const email = z.string().openapi({ example: 'ada@example.com', maxLength: limits.email });
const name = z.string().openapi({ maxLength: limits.name });

const inviteRequest = z
  .strictObject({
    people: z
      .array(z.strictObject({ email, name: name.optional(), roles: roles.optional(), groups: groups.optional() }))
      .min(1)
      .max(limits.invitesPerRequest),
    roles: roles.optional(),
    groups: groups.optional(),
    groupRole: z.enum(['owner', 'member']).optional(),
    message: z.string().max(limits.message).optional(),
    confirmedDomains: z.array(z.string().max(limits.email)).max(limits.invitesPerRequest).optional(),
  })
  .openapi('InviteRequest');

const inviteAnswer = z
  .object({
    results: z.array(
      z.object({
        index: z.int(),
        email: z.string(),
        status: z.enum(['invited', 'alreadyMember', 'alreadyInvited', 'blocked', 'confirmDomain', 'rateLimited']),
        member: memberSchema.optional(),
        detail: z.string().optional(),
      }),
    ),
    names: z.record(z.string(), z.string()),
  })
  .openapi('InviteAnswer') satisfies z.ZodType<InviteAnswer>;

const checkAnswer = z
  .object({
    items: z.array(
      z.object({
        index: z.int(),
        state: z.enum(['ok', 'malformed', 'duplicate', 'member', 'invited', 'otherDomain', 'lookalike']),
        email: z.string().optional(),
        name: z.string().optional(),
        domain: z.string().optional(),
        detail: z.string().optional(),
        resembles: z.string().optional(),
        member: z.string().optional(),
      }),
    ),
  })
  .openapi('CheckAnswer') satisfies z.ZodType<CheckAnswer>;

export const invitationRoutes = [
  defineRoute({
    method: 'post',
    path: '/invitations/check',
    tag,
    summary: 'Check addresses before inviting',
    description:
      'Says of each address as typed what would become of it. Speaks of this organization only; changes nothing.',
    permission,
    body: z.strictObject({ addresses: z.array(z.string()).max(limits.addressesPerCheck) }).openapi('CheckRequest'),
    schema: checkAnswer,
    answer: (context, { body }) => checkAddresses(context, body),
  }),
  defineRoute({
    method: 'post',
    path: '/invitations',
    tag,
    summary: 'Invite people',
    description: `Up to ${limits.invitesPerRequest} people, one answer each. A malformed address refuses the whole request, with a pointer for each.`,
    permission,
    body: inviteRequest,
    status: 201,
    schema: inviteAnswer,
    idempotent: true,
    answer: async (context, { body }) => toInviteAnswer(context, await invitePeople(context, body)),
  }),
  defineRoute({
    method: 'patch',
    path: '/members/{id}/invitation',
    tag,
    summary: 'Edit an invitation',
    description: 'Name, roles and groups of an invited person. The link that was sent stays valid.',
    permission,
    params,
    body: z
      .strictObject({ name: personName.nullable().optional(), roles: roles.optional(), groups: groups.optional() })
      .openapi('InvitationChange'),
    schema: memberAnswerSchema,
    conditional: true,
    version: ({ member }) => member.version,
    async answer(context, { params: { id: member }, body, ifMatch }) {
      await editInvitation(context, member, body, ifMatch);
      return answerMember(context, member);
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/members/{id}/invitation',
    tag,
    summary: 'Revoke an invitation',
    description: 'The link ends at once; mail that is still queued is not sent. Answers `undo`.',
    permission,
    params,
    conditional: true,
    schema: z.object({ undo: z.string() }).openapi('InvitationRevoked'),
    answer: (context, { params: { id: member }, ifMatch }) => revokeInvitation(context, member, ifMatch),
  }),
  defineRoute({
    method: 'post',
    path: '/members/{id}/invitation/resend',
    tag,
    summary: 'Send an invitation again',
    description: 'Makes a new link with its own time; the old one ends. Also for an expired invitation.',
    permission,
    params,
    schema: memberAnswerSchema,
    conditional: true,
    version: ({ member }) => member.version,
    async answer(context, { params: { id: member }, ifMatch }) {
      await resendInvitation(context, member, ifMatch);
      return answerMember(context, member);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/members/{id}/invitation/link',
    tag,
    summary: 'Make a link to hand over',
    conditional: true,
    description: 'For organizations without mail. The link before it ends. Shown in this answer and never again.',
    permission,
    params,
    status: 201,
    schema: z
      .object({ url: z.string().openapi({ format: 'uri' }), expiresAt: moment })
      .openapi('InvitationLink') satisfies z.ZodType<InvitationLink>,
    answer: (context, { params: { id: member }, ifMatch }) => makeLink(context, member, ifMatch),
  }),
];
