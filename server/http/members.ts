import { z } from '@hono/zod-openapi';
import { fromId, limits, type MemberAccess, type MemberCreated, type MemberEffect } from '../contract/index.ts';
import type { Until } from '../domain/authority/write-until.ts';
import { answerEffect } from '../domain/members/answer-effect.ts';
import { createMember } from '../domain/members/create-member.ts';
import { listMembers } from '../domain/members/list-members.ts';
import { reactivateMember } from '../domain/members/reactivate-member.ts';
import { readAccess } from '../domain/members/read-access.ts';
import { answerMember, readMember } from '../domain/members/read-member.ts';
import { readSummary } from '../domain/members/read-summary.ts';
import { removeMember } from '../domain/members/remove-member.ts';
import { suspendMember } from '../domain/members/suspend-member.ts';
import { updateMember } from '../domain/members/update-member.ts';
import {
  cursor,
  dryRun,
  id,
  idOrNull,
  idOut,
  many,
  moment,
  pageLimit,
  personName,
  searchText,
  sortBy,
} from './fields.ts';
import { defineRoute } from './route.ts';
import { memberAnswerSchema, memberListSchema, memberSummarySchema, refusalSchema } from './schemas.ts';

const tag = 'Members';
const permission = 'member:read';
const params = { id: id('mem') };

/** The filters of a list; exports and bulk changes take the same. */
export const memberFilters = {
  query: searchText.optional(),
  status: many(z.enum(['invited', 'active', 'suspended'])),
  role: many(id('rol')),
  group: many(id('grp')),
};

const roles = z.array(id('rol')).max(limits.rolesPerMember);
const groups = z.array(id('grp')).max(limits.groupsPerMember);
const email = z.string().openapi({ example: 'ada@example.com', maxLength: limits.email });

const contact = z
  .record(
    z.string().regex(/^[a-z][a-zA-Z0-9_-]{0,39}$/),
    z
      .string()
      .max(limits.contactValue)
      .regex(/^[^\p{Cc}\p{Bidi_Control}\p{Surrogate}]*$/u),
  )
  .refine((all) => Object.keys(all).length <= limits.contactFields, {
    message: `There are at most ${limits.contactFields} details.`,
    params: { code: 'too_many' },
  });

/** By the ids of roles and groups, the moments they end at. */
const until = z
  .record(z.string().max(40), z.iso.datetime({ offset: true }).nullable())
  .transform((all, context): Until => {
    const read = Object.entries(all).flatMap(([name, text]) => {
      const kind = name.startsWith('rol_') ? 'rol' : 'grp';
      const uuid = fromId(kind, name);
      const end = text === null ? null : new Date(text);
      return uuid === undefined ? [] : [[name, { id: uuid, kind, until: end }] as const];
    });
    if (read.length < Object.keys(all).length) {
      context.addIssue({
        code: 'custom',
        message: 'This names roles and groups by their ids.',
        params: { code: 'malformed_id' },
        input: all,
      });
    }
    return new Map(read);
  })
  .openapi({ type: 'object', additionalProperties: { type: 'string', format: 'date-time' } });

const effectSchema = z
  .object({
    refused: refusalSchema.nullable(),
    lastAdmin: z.boolean(),
    roles: z.object({ gained: z.array(idOut('rol')), lost: z.array(idOut('rol')) }),
    permissions: z.object({ gained: z.array(z.string()), lost: z.array(z.string()) }),
    groups: z.object({ joined: z.array(idOut('grp')), left: z.array(idOut('grp')) }),
    names: z.record(z.string(), z.string()),
  })
  .openapi('MemberEffect') satisfies z.ZodType<MemberEffect>;

const answerOrEffect = z.union([memberAnswerSchema, effectSchema]);
const versionOf = (answer: z.output<typeof answerOrEffect>): number | undefined =>
  'member' in answer ? answer.member.version : undefined;

const given = { givenBy: idOrNull('mem'), givenAt: moment, until: moment.nullable() };
const accessSchema = z
  .object({
    permissions: z.array(z.object({ permission: z.string(), roles: z.array(idOut('rol')) })),
    roles: z.array(z.object({ role: idOut('rol'), from: z.array(z.object({ group: idOrNull('grp'), ...given })) })),
    groups: z.array(z.object({ group: idOut('grp'), groupRole: z.enum(['owner', 'member']), ...given })),
    names: z.record(z.string(), z.string()),
  })
  .openapi('MemberAccess') satisfies z.ZodType<MemberAccess>;

export const memberRoutes = [
  defineRoute({
    method: 'get',
    path: '/members',
    tag,
    summary: 'List members',
    description:
      'Search by the beginnings of words of name and address, filter, sort, and page; all of it combines, and several values of one filter are alternatives. What the portal document calls `sortable` and `filterable` is what the page of an organization offers; here everything can be asked for. `query` looks where its `searchable` says. `next` is the cursor of the page after, null on the last one. Sorting by `lastActiveAt` is exact to the day.',
    permission,
    query: {
      ...memberFilters,
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
    method: 'post',
    path: '/members',
    tag,
    summary: 'Create a member without an invitation',
    description:
      'With a temporary password, made up unless given, shown in this answer and never again; it works for seven days and must be changed before anything else. It takes no Idempotency-Key, since kept answers would keep the password: a repeated request is refused as `already_member`. An address that has an account already is invited instead, by mail: nobody else sets its password.',
    permission: 'member:create',
    body: z
      .strictObject({
        email,
        name: personName.optional(),
        contact: contact.optional(),
        roles: roles.optional(),
        groups: groups.optional(),
        temporaryPassword: z
          .string()
          .max(2 * limits.passwordMax)
          .optional(),
      })
      .openapi('MemberCreation'),
    status: 201,
    schema: memberAnswerSchema
      .extend({ temporaryPassword: z.string().optional(), temporaryUntil: moment.optional() })
      .openapi('MemberCreated') satisfies z.ZodType<MemberCreated>,
    version: ({ member }) => member.version,
    async answer(context, { body }) {
      const { memberId, ...password } = await createMember(context, body);
      return { ...(await answerMember(context, memberId)), ...password };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/members/{id}',
    tag,
    summary: 'Read a member',
    permission,
    params,
    schema: memberAnswerSchema,
    version: ({ member }) => member.version,
    answer: (context, { params: { id: member } }) => readMember(context, member),
  }),
  defineRoute({
    method: 'get',
    path: '/members/{id}/access',
    tag,
    summary: 'Trace what a member may do',
    description:
      'Every role in effect and every permission, with where each comes from, who gave it, when, and until when.',
    permission,
    params,
    schema: accessSchema,
    answer: (context, { params: { id: member } }) => readAccess(context, member),
  }),
  defineRoute({
    method: 'patch',
    path: '/members/{id}',
    tag,
    summary: 'Change a member',
    description:
      'Name, address, contact details, roles and groups; what is absent stays. `until` names when roles and groups end by themselves. Changing an address ends the links sent to the old one. A change of roles or groups answers `undo`.',
    permission: 'member:update',
    params,
    query: { dryRun },
    body: z
      .strictObject({
        name: personName.nullable().optional(),
        email: email.optional(),
        contact: contact.optional(),
        roles: roles.optional(),
        groups: groups.optional(),
        until: until.optional(),
      })
      .openapi('MemberChange'),
    schema: answerOrEffect,
    conditional: true,
    version: versionOf,
    async answer(context, { params: { id: member }, query, body, ifMatch }) {
      if (query.dryRun) return answerEffect(context, member, (trying) => updateMember(trying, member, body, ifMatch));
      const done = await updateMember(context, member, body, ifMatch);
      return { ...(await answerMember(context, member)), ...done };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/members/{id}',
    tag,
    summary: 'Remove a member',
    description:
      'For good: the id stays and answers "User Removed"; personal data, roles, groups, grants, sessions and links go.',
    permission: 'member:remove',
    params,
    query: { dryRun },
    conditional: true,
    schema: effectSchema.optional(),
    async answer(context, { params: { id: member }, query, ifMatch }) {
      if (query.dryRun) return answerEffect(context, member, (trying) => removeMember(trying, member, ifMatch));
      await removeMember(context, member, ifMatch);
      return undefined;
    },
  }),
  defineRoute({
    method: 'post',
    path: '/members/{id}/suspension',
    tag,
    summary: 'Suspend a member',
    description: 'Sessions, tokens and links end at once; all that is theirs is kept. Answers `undo`.',
    permission: 'member:suspend',
    params,
    query: { dryRun },
    schema: answerOrEffect,
    conditional: true,
    version: versionOf,
    async answer(context, { params: { id: member }, query, ifMatch }) {
      if (query.dryRun) return answerEffect(context, member, (trying) => suspendMember(trying, member, ifMatch));
      const done = await suspendMember(context, member, ifMatch);
      return { ...(await answerMember(context, member)), ...done };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/members/{id}/suspension',
    tag,
    summary: 'Reactivate a member',
    description: 'With the roles, groups and grants they had.',
    permission: 'member:suspend',
    params,
    query: { dryRun },
    schema: answerOrEffect,
    conditional: true,
    version: versionOf,
    async answer(context, { params: { id: member }, query, ifMatch }) {
      if (query.dryRun) return answerEffect(context, member, (trying) => reactivateMember(trying, member, ifMatch));
      await reactivateMember(context, member, ifMatch);
      return answerMember(context, member);
    },
  }),
];
