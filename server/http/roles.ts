import { listRoles } from '../domain/roles/list-roles.ts';
import { defineRoute } from './route.ts';
import { roleListSchema } from './schemas.ts';

export const roleRoutes = [
  defineRoute({
    method: 'get',
    path: '/roles',
    tag: 'Roles',
    summary: 'List roles',
    description: 'In the portal’s order, each with its permissions and how many people hold it in effect.',
    permission: 'role:read',
    schema: roleListSchema,
    answer: (context) => listRoles(context),
  }),
];
