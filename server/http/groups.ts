import { z } from '@hono/zod-openapi';
import { limits } from '../contract/index.ts';
import { changeGroupMembers, changeGroupMembersEffect } from '../domain/groups/change-group-members.ts';
import { changeGroup, changeGroupEffect } from '../domain/groups/change-group.ts';
import { createGroup } from '../domain/groups/create-group.ts';
import { deleteGroup, deleteGroupEffect } from '../domain/groups/delete-group.ts';
import { listGroupMembers } from '../domain/groups/list-group-members.ts';
import { listGroups } from '../domain/groups/list-groups.ts';
import { readGroup } from '../domain/groups/read-group.ts';
import { cursor, description, dryRun, id, label, many, pageLimit, searchText, sortBy } from './fields.ts';
import { defineRoute } from './route.ts';
import {
  effectSchema,
  groupAnswerSchema,
  groupListSchema,
  groupMemberListSchema,
  groupMembersAnswerSchema,
} from './schemas.ts';

const tag = 'Groups';
const params = { group: id('grp') };

const kind = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const groupRole = z.enum(['owner', 'member']);
const member = id('mem');
const most = limits.groupMembersPerRequest;

const groupRequest = z
  .strictObject({
    name: label,
    description: description.optional(),
    isDefault: z.boolean().optional(),
    roles: z.array(id('rol')).max(limits.rolesPerMember).optional(),
    reservations: z.record(kind, z.int().min(0).max(limits.reservation)).optional(),
  })
  .openapi('GroupRequest');

const groupMembersChange = z
  .strictObject({
    add: z
      .array(z.strictObject({ id: member, groupRole: groupRole.optional() }))
      .max(most)
      .optional(),
    update: z
      .array(z.strictObject({ id: member, groupRole }))
      .max(most)
      .optional(),
    remove: z.array(member).max(most).optional(),
  })
  .openapi('GroupMembersChange');

export const groupRoutes = [
  defineRoute({
    method: 'get',
    path: '/groups',
    tag,
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
  defineRoute({
    method: 'post',
    path: '/groups',
    tag,
    summary: 'Create a group',
    description:
      'As the default group it takes that from the one before. `reservations` set aside amounts of the organization’s totals, by kind.',
    permission: 'group:manage',
    body: groupRequest,
    status: 201,
    schema: groupAnswerSchema,
    idempotent: true,
    version: ({ group }) => group.version,
    answer: (context, { body }) => createGroup(context, body),
  }),
  defineRoute({
    method: 'get',
    path: '/groups/{group}',
    tag,
    summary: 'Read a group',
    description: 'Owners of the group see it as well.',
    permission: 'group:read',
    params,
    schema: groupAnswerSchema,
    version: ({ group }) => group.version,
    answer: (context, { params: { group } }) => readGroup(context, group),
  }),
  defineRoute({
    method: 'patch',
    path: '/groups/{group}',
    tag,
    summary: 'Edit a group',
    description:
      'What is absent stays; `roles` and `reservations` are replaced whole. With `?dryRun=true` nothing changes, and the answer says who would lose which roles.',
    permission: 'group:manage',
    params,
    query: { dryRun },
    body: groupRequest.partial().openapi('GroupChange'),
    schema: z.union([groupAnswerSchema, effectSchema]),
    conditional: true,
    version: (answer) => ('group' in answer ? answer.group.version : undefined),
    answer: (context, { params: { group }, query, body, ifMatch }) =>
      query.dryRun ? changeGroupEffect(context, group, body, ifMatch) : changeGroup(context, group, body, ifMatch),
  }),
  defineRoute({
    method: 'delete',
    path: '/groups/{group}',
    tag,
    summary: 'Delete a group',
    description:
      'Its members stay in the organization and lose the roles that came from it. With `?dryRun=true` nothing changes, and the answer names who would lose what.',
    permission: 'group:manage',
    params,
    query: { dryRun },
    schema: effectSchema.optional(),
    conditional: true,
    answer: (context, { params: { group }, query, ifMatch }) =>
      query.dryRun
        ? deleteGroupEffect(context, group, ifMatch)
        : deleteGroup(context, group, ifMatch).then(() => undefined),
  }),
  defineRoute({
    method: 'get',
    path: '/groups/{group}/members',
    tag,
    summary: 'List the members of a group',
    description: 'As the list of members, with what each one is in the group. Owners of the group see it as well.',
    permission: 'group:read',
    params,
    query: {
      query: searchText.optional(),
      status: many(z.enum(['invited', 'active', 'suspended'])),
      role: many(id('rol')),
      group: many(id('grp')),
      sort: sortBy(['email', 'name', 'lastActiveAt', 'joinedAt']).optional(),
      limit: pageLimit.optional(),
      cursor: cursor.optional(),
    },
    schema: groupMemberListSchema,
    answer: (context, { params: { group }, query }) => listGroupMembers(context, group, query),
  }),
  defineRoute({
    method: 'patch',
    path: '/groups/{group}/members',
    tag,
    summary: 'Change who is in a group',
    description: `All of it happens or none; ${most} people at most. Owners of the group may do it as well. With \`?dryRun=true\` nothing changes, and the answer names who would lose what.`,
    permission: 'group:members',
    params,
    query: { dryRun },
    body: groupMembersChange,
    schema: z.union([groupMembersAnswerSchema, effectSchema]),
    conditional: true,
    version: (answer) => ('group' in answer ? answer.group.version : undefined),
    answer: (context, { params: { group }, query, body, ifMatch }) =>
      query.dryRun
        ? changeGroupMembersEffect(context, group, body, ifMatch)
        : changeGroupMembers(context, group, body, ifMatch),
  }),
];
