import { z } from '@hono/zod-openapi';
import { listResourceTypes, listSchemas, readConfiguration, readResourceType, readSchema } from '../scim/discovery.ts';
import { scimForm } from '../scim/form.ts';
import {
  createGroupAsScim,
  deleteGroupAsScim,
  listGroupsAsScim,
  patchGroup,
  readGroupAsScim,
  replaceGroup,
} from '../scim/groups.ts';
import { createUser, deleteUser, listUsers, patchUser, readUser, replaceUser } from '../scim/users.ts';
import { id } from './fields.ts';
import { defineRoute, type Route, type RouteSpec, type Shape } from './route.ts';

/**
 * Provisioning by RFC 7643 and 7644. It lies below `/v1` like every route of the API that takes a credential: one place
 * to mount, to limit and to judge. The `v2` is the protocol's number, not ours.
 */
const base = '/scim/v2';

const users = { user: id('mem') };
const groups = { group: id('grp') };

const projection = {
  attributes: z.string().max(2_000).optional(),
  excludedAttributes: z.string().max(2_000).optional(),
};
const listing = {
  filter: z
    .string()
    .max(4_000)
    .optional()
    .openapi({ description: '`userName eq "ada@example.com"`', example: 'userName eq "ada@example.com"' }),
  startIndex: z.string().optional().openapi({ type: 'integer', default: 1 }),
  count: z.string().optional().openapi({ type: 'integer', default: 100, maximum: 100 }),
  ...projection,
};
const unfiltered = { filter: z.string().optional() };

// What stands in them is for SCIM to read, names without case and all.
const resource = z.record(z.string(), z.unknown()).openapi('ScimResource', {
  description: 'A User or a Group, as `/scim/v2/Schemas` describes them.',
});
const patch = z.record(z.string(), z.unknown()).openapi('ScimPatch', {
  description: 'A PatchOp of RFC 7644 section 3.5.2.',
});
const list = z.record(z.string(), z.unknown()).openapi('ScimList', {
  description: 'A ListResponse of RFC 7644 section 3.4.2.',
});

type Json = Record<string, unknown>;
const json = (answer: object): Json => answer as Json;

/** A route of SCIM: what all of them have in common. */
function route<
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | undefined = undefined,
>(spec: Omit<RouteSpec<P, Q, B, A>, 'tag' | 'permission' | 'form'>): Route {
  return defineRoute({ ...spec, path: `${base}${spec.path}`, tag: 'Provisioning', permission: 'scim', form: scimForm });
}

export const scimRoutes = [
  route({
    method: 'get',
    path: '/ServiceProviderConfig',
    summary: 'What of SCIM is spoken here',
    query: unfiltered,
    schema: resource,
    answer: async (context, { query }) => json(readConfiguration(context, query.filter)),
  }),
  route({
    method: 'get',
    path: '/ResourceTypes',
    summary: 'List the kinds of resources',
    query: unfiltered,
    schema: list,
    answer: async (context, { query }) => json(listResourceTypes(context, query.filter)),
  }),
  route({
    method: 'get',
    path: '/ResourceTypes/{resourceType}',
    summary: 'Read a kind of resource',
    params: { resourceType: z.string() },
    schema: resource,
    answer: async (context, { params }) => json(readResourceType(context, params.resourceType)),
  }),
  route({
    method: 'get',
    path: '/Schemas',
    summary: 'List the schemas',
    query: unfiltered,
    schema: list,
    answer: async (context, { query }) => json(listSchemas(context, query.filter)),
  }),
  route({
    method: 'get',
    path: '/Schemas/{schema}',
    summary: 'Read a schema',
    params: { schema: z.string() },
    schema: resource,
    answer: async (context, { params }) => json(readSchema(context, params.schema)),
  }),
  route({
    method: 'get',
    path: '/Users',
    summary: 'List users',
    description:
      'Filters: `eq` and `sw` of userName, emails.value and displayName, `eq` of id, externalId and active, joined by `and` and `or`; others are refused as `invalidFilter`.',
    query: listing,
    schema: list,
    answer: async (context, { query }) => json(await listUsers(context, query)),
  }),
  route({
    method: 'post',
    path: '/Users',
    summary: 'Create a user',
    description:
      'An active member, without a password and without mail: they sign in elsewhere, or choose a password by a reset message. An address that has an account already is invited instead, by mail.',
    query: projection,
    body: resource,
    status: 201,
    schema: resource,
    answer: async (context, { query, body }) => json(await createUser(context, body, query)),
  }),
  route({
    method: 'get',
    path: '/Users/{user}',
    summary: 'Read a user',
    params: users,
    query: projection,
    schema: resource,
    answer: async (context, { params, query }) => json(await readUser(context, params.user, query)),
  }),
  route({
    method: 'put',
    path: '/Users/{user}',
    summary: 'Replace a user',
    description: '`active` false suspends, true reactivates.',
    params: users,
    query: projection,
    body: resource,
    schema: resource,
    conditional: true,
    answer: async (context, { params, query, body, ifMatch }) =>
      json(await replaceUser(context, params.user, body, query, ifMatch)),
  }),
  route({
    method: 'patch',
    path: '/Users/{user}',
    summary: 'Change a user',
    params: users,
    query: projection,
    body: patch,
    schema: resource,
    conditional: true,
    answer: async (context, { params, query, body, ifMatch }) =>
      json(await patchUser(context, params.user, body, query, ifMatch)),
  }),
  route({
    method: 'delete',
    path: '/Users/{user}',
    summary: 'Remove a user',
    description: 'For good, as `DELETE /members/{id}`.',
    params: users,
    status: 204,
    conditional: true,
    answer: (context, { params, ifMatch }) => deleteUser(context, params.user, ifMatch),
  }),
  route({
    method: 'get',
    path: '/Groups',
    summary: 'List groups',
    description: 'Filters: `eq` and `sw` of displayName, `eq` of id, externalId and members.value.',
    query: listing,
    schema: list,
    answer: async (context, { query }) => json(await listGroupsAsScim(context, query)),
  }),
  route({
    method: 'post',
    path: '/Groups',
    summary: 'Create a group',
    query: projection,
    body: resource,
    status: 201,
    schema: resource,
    answer: async (context, { query, body }) => json(await createGroupAsScim(context, body, query)),
  }),
  route({
    method: 'get',
    path: '/Groups/{group}',
    summary: 'Read a group',
    params: groups,
    query: projection,
    schema: resource,
    answer: async (context, { params, query }) => json(await readGroupAsScim(context, params.group, query)),
  }),
  route({
    method: 'put',
    path: '/Groups/{group}',
    summary: 'Replace a group',
    params: groups,
    query: projection,
    body: resource,
    schema: resource,
    conditional: true,
    answer: async (context, { params, query, body, ifMatch }) =>
      json(await replaceGroup(context, params.group, body, query, ifMatch)),
  }),
  route({
    method: 'patch',
    path: '/Groups/{group}',
    summary: 'Change a group',
    description: 'Answers nothing unless `attributes` are asked for.',
    params: groups,
    query: projection,
    body: patch,
    schema: resource.optional(),
    conditional: true,
    answer: async (context, { params, query, body, ifMatch }) =>
      (await patchGroup(context, params.group, body, query, ifMatch)) as Json | undefined,
  }),
  route({
    method: 'delete',
    path: '/Groups/{group}',
    summary: 'Delete a group',
    description: 'Its members stay in the organization and lose the roles that came from it.',
    params: groups,
    status: 204,
    conditional: true,
    answer: (context, { params, ifMatch }) => deleteGroupAsScim(context, params.group, ifMatch),
  }),
];
