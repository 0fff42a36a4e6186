import { z } from '@hono/zod-openapi';
import { limits, permissionPattern } from '../contract/index.ts';
import { changeRole, changeRoleEffect } from '../domain/roles/change-role.ts';
import { createRole } from '../domain/roles/create-role.ts';
import { deleteRole, deleteRoleEffect } from '../domain/roles/delete-role.ts';
import { listRoles } from '../domain/roles/list-roles.ts';
import { description, dryRun, id, label } from './fields.ts';
import { defineRoute } from './route.ts';
import { roleAnswerSchema, roleEffectSchema, roleListSchema } from './schemas.ts';

const tag = 'Roles';
const permission = 'role:manage';
const params = { role: id('rol') };

const permissions = z
  .array(
    z
      .string()
      .max(limits.permission)
      .refine((text) => permissionPattern.test(text), {
        message: 'A permission reads resource:action, in lower case.',
        params: { code: 'malformed' },
      }),
  )
  .max(limits.permissionsPerRole);

const key = z
  .string()
  .refine((text) => /^[a-z][a-z0-9-]{0,63}$/.test(text), {
    message: 'Lower-case letters, digits and hyphens, 64 at most.',
    params: { code: 'malformed' },
  })
  .openapi({ example: 'billing-admin' });

const roleChange = z.strictObject({
  name: label.optional(),
  description: description.optional(),
  permissions: permissions.optional(),
  exclusive: z.boolean().optional(),
});

export const roleRoutes = [
  defineRoute({
    method: 'get',
    path: '/roles',
    tag,
    summary: 'List roles',
    description:
      'In the portal’s order, each with its permissions and how many people hold it in effect; and the permissions that roles can be made of.',
    permission: 'role:read',
    schema: roleListSchema,
    answer: (context) => listRoles(context),
  }),
  defineRoute({
    method: 'post',
    path: '/roles',
    tag,
    summary: 'Create a role',
    description: 'Nobody puts a permission into a role that they do not hold themselves.',
    permission,
    body: roleChange.extend({ key: key.optional(), name: label, permissions }).openapi('RoleRequest'),
    status: 201,
    schema: roleAnswerSchema,
    idempotent: true,
    version: ({ role }) => role.version,
    answer: (context, { body }) => createRole(context, body),
  }),
  defineRoute({
    method: 'patch',
    path: '/roles/{role}',
    tag,
    summary: 'Edit a role',
    description:
      'For everybody who has it. What is absent stays; `permissions` are replaced whole. With `?dryRun=true` nothing changes, and the answer says for how many people what would be different.',
    permission,
    params,
    query: { dryRun },
    body: roleChange.openapi('RoleChange'),
    schema: z.union([roleAnswerSchema, roleEffectSchema]),
    conditional: true,
    version: (answer) => ('role' in answer ? answer.role.version : undefined),
    answer: (context, { params: { role }, query, body, ifMatch }) =>
      query.dryRun ? changeRoleEffect(context, role, body, ifMatch) : changeRole(context, role, body, ifMatch),
  }),
  defineRoute({
    method: 'delete',
    path: '/roles/{role}',
    tag,
    summary: 'Delete a role',
    description:
      'Takes it from everybody and every group that has it. With `?dryRun=true` nothing changes, and the answer names who would lose it.',
    permission,
    params,
    query: { dryRun },
    schema: roleEffectSchema.optional(),
    conditional: true,
    answer: (context, { params: { role }, query, ifMatch }) =>
      query.dryRun
        ? deleteRoleEffect(context, role, ifMatch)
        : deleteRole(context, role, ifMatch).then(() => undefined),
  }),
];
