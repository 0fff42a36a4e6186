import { z } from '@hono/zod-openapi';
import {
  problems,
  type Can,
  type Effect,
  type Grant,
  type GrantAnswer,
  type GrantList,
  type Group,
  type GroupAnswer,
  type GroupList,
  type GroupMemberList,
  type GroupMembersAnswer,
  type Key,
  type KeyAnswer,
  type Labels,
  type Member,
  type MemberAnswer,
  type MemberList,
  type MemberSummary,
  type Permission,
  type Portal,
  type ProblemCode,
  type Role,
  type RoleAnswer,
  type RoleEffect,
  type RoleList,
  type TokenAnswer,
} from '../contract/index.ts';
import { idOrNull, idOut, isObject, isText, moment } from './fields.ts';

/** What the API answers, in the words of the contract: a field missing here or there does not compile. */

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
    permission: z.string().optional(),
    etag: z.string().optional(),
  })
  .openapi('Problem');

export const refusalSchema = z.object({ ok: z.literal(false), code: z.enum(codes), reason: z.string() });

export const canSchema = z.union([z.literal(true), refusalSchema]).openapi('Can') satisfies z.ZodType<Can>;

const permissionSchema = z.custom<Permission>(isText).openapi({ type: 'string' });
const permissions = z.array(permissionSchema);
const names = z.record(z.string(), z.string());
const amounts = z.record(z.string(), z.number());
const roleId = idOut('rol');
const groupId = idOut('grp');
const memberId = idOut('mem');

export const memberSchema = z
  .object({
    id: memberId,
    status: z.enum(['invited', 'active', 'suspended']),
    name: z.string().nullable(),
    email: z.string(),
    roles: z.array(roleId),
    inheritedRoles: z.array(z.object({ role: roleId, groups: z.array(groupId) })),
    groups: z.array(groupId),
    invitation: z
      .object({
        sentAt: moment,
        expiresAt: moment,
        state: z.enum(['pending', 'expired']),
        delivery: z.enum(['queued', 'sent', 'failed']),
        deliveryDetail: z.string().optional(),
      })
      .nullable(),
    contact: z.record(z.string(), z.string()).optional(),
    joinedAt: moment.nullable(),
    suspendedAt: moment.nullable(),
    lastActiveAt: moment.nullable(),
    version: z.int(),
    can: z.object({
      update: canSchema,
      changeEmail: canSchema,
      suspend: canSchema,
      reactivate: canSchema,
      remove: canSchema,
      resetPassword: canSchema,
      sessions: canSchema,
      editInvitation: canSchema,
      resend: canSchema,
      revoke: canSchema,
      link: canSchema,
    }),
  })
  .openapi('Member') satisfies z.ZodType<Member>;

export const memberAnswerSchema = z
  .object({ member: memberSchema, names, undo: z.string().optional() })
  .openapi('MemberAnswer') satisfies z.ZodType<MemberAnswer>;

export const memberListSchema = z
  .object({
    items: z.array(memberSchema),
    next: z.string().nullable(),
    total: z.int(),
    atLeast: z.boolean().optional(),
    names,
  })
  .openapi('MemberList') satisfies z.ZodType<MemberList>;

export const memberSummarySchema = z
  .object({
    total: z.int(),
    byStatus: z.object({ invited: z.int(), active: z.int(), suspended: z.int() }),
    byRole: z
      .custom<MemberSummary['byRole']>(isObject)
      .openapi({ type: 'object', additionalProperties: { type: 'integer' } }),
  })
  .openapi('MemberSummary') satisfies z.ZodType<MemberSummary>;

export const roleSchema = z
  .object({
    id: roleId,
    key: z.string(),
    name: z.string(),
    description: z.string(),
    scope: z.enum(['organization', 'group']),
    exclusive: z.boolean(),
    permissions,
    memberCount: z.int(),
    version: z.int(),
    can: z.object({ assign: canSchema, update: canSchema, delete: canSchema }),
  })
  .openapi('Role') satisfies z.ZodType<Role>;

export const roleListSchema = z
  .object({
    items: z.array(roleSchema),
    permissions: z.array(z.object({ permission: permissionSchema, can: canSchema })),
  })
  .openapi('RoleList') satisfies z.ZodType<RoleList>;

export const groupSchema = z
  .object({
    id: groupId,
    name: z.string(),
    description: z.string(),
    isDefault: z.boolean(),
    memberCount: z.int(),
    roles: z.array(roleId),
    reservations: amounts,
    version: z.int(),
    can: z.object({ update: canSchema, delete: canSchema, members: canSchema }),
  })
  .openapi('Group') satisfies z.ZodType<Group>;

export const groupAnswerSchema = z
  .object({ group: groupSchema, names })
  .openapi('GroupAnswer') satisfies z.ZodType<GroupAnswer>;

export const groupListSchema = z
  .object({ items: z.array(groupSchema), next: z.string().nullable(), total: z.int(), reserved: amounts })
  .openapi('GroupList') satisfies z.ZodType<GroupList>;

export const groupMemberListSchema = memberListSchema
  .extend({
    items: z.array(
      memberSchema
        .extend({
          groupRole: z.enum(['owner', 'member']),
          can: memberSchema.shape.can.extend({ changeGroupRole: canSchema, removeFromGroup: canSchema }),
        })
        .openapi('GroupMember'),
    ),
  })
  .openapi('GroupMemberList') satisfies z.ZodType<GroupMemberList>;

export const groupMembersAnswerSchema = groupAnswerSchema
  .extend({
    added: z.array(memberId),
    updated: z.array(memberId),
    removed: z.array(memberId),
    undo: z.array(z.string()).optional(),
  })
  .openapi('GroupMembersAnswer') satisfies z.ZodType<GroupMembersAnswer>;

export const effectSchema = z
  .object({
    refused: refusalSchema.nullable(),
    gaining: z.int(),
    losing: z.object({ total: z.int(), allAccess: z.int() }),
    people: z.array(
      z.object({
        member: memberId,
        name: z.string().nullable(),
        email: z.string(),
        roles: z.array(roleId),
        allAccess: z.boolean(),
      }),
    ),
    names,
  })
  .openapi('Effect') satisfies z.ZodType<Effect>;

export const roleAnswerSchema = z.object({ role: roleSchema }).openapi('RoleAnswer') satisfies z.ZodType<RoleAnswer>;

export const roleEffectSchema = effectSchema
  .extend({
    memberCount: z.int(),
    permissions: z.array(
      z.object({ permission: permissionSchema, change: z.enum(['gained', 'lost']), people: z.int() }),
    ),
  })
  .openapi('RoleEffect') satisfies z.ZodType<RoleEffect>;

const grantSchema = z
  .object({
    member: memberId,
    access: z.string(),
    givenBy: idOrNull('mem'),
    givenAt: moment,
    until: moment.nullable(),
    inEffect: z.boolean(),
  })
  .openapi('Grant') satisfies z.ZodType<Grant>;

export const grantAnswerSchema = z
  .object({ grant: grantSchema, names })
  .openapi('GrantAnswer') satisfies z.ZodType<GrantAnswer>;

export const grantListSchema = z
  .object({ items: z.array(grantSchema), next: z.string().nullable(), total: z.int(), names })
  .openapi('GrantList') satisfies z.ZodType<GrantList>;

export const labelsSchema = z
  .object({ items: z.array(z.object({ id: z.string(), name: z.string(), removed: z.boolean().optional() })) })
  .openapi('Labels') satisfies z.ZodType<Labels>;

export const tokenAnswerSchema = z
  .object({ token: z.string(), expiresAt: moment })
  .openapi('TokenAnswer') satisfies z.ZodType<TokenAnswer>;

export const keySchema = z
  .object({
    id: idOut('key'),
    name: z.string(),
    scopes: z.array(z.string()),
    hint: z.string(),
    createdAt: moment,
    lastUsedAt: moment.nullable(),
    createdBy: idOrNull('mem'),
  })
  .openapi('Key') satisfies z.ZodType<Key>;

export const keyListSchema = z.object({ items: z.array(keySchema) }).openapi('KeyList');

export const keyAnswerSchema = z
  .object({ key: keySchema, secret: z.string() })
  .openapi('KeyAnswer') satisfies z.ZodType<KeyAnswer>;

/** The portal document is the organization's own configuration; its shape is documented with the presets. */
export const portalSchema = z.custom<Portal>(isObject).openapi({ type: 'object' });

export const capabilitiesSchema = z
  .object({
    organization: z.object({
      id: idOut('org'),
      slug: z.string(),
      name: z.string(),
      domains: z.array(z.string()),
      mail: z.boolean(),
      singleSignOn: z.boolean(),
    }),
    portal: portalSchema,
    roles: z.array(roleSchema),
    caller: z.object({
      member: idOrNull('mem'),
      permissions,
      can: z
        .custom<Record<string, Can>>(isObject)
        .openapi({ type: 'object', additionalProperties: { $ref: '#/components/schemas/Can' } }),
    }),
  })
  .openapi('Capabilities');
