/**
 * Every table of Roster, in the PostgreSQL schema `roster`. One file, because a foreign key is only readable beside the
 * table it points to.
 *
 * Rules that hold throughout:
 * - A table of a tenant starts its primary key, foreign keys and unique indexes with `organization_id`, so that no row can
 *   point into another organization, and so that the tables can be distributed by it. The exceptions are the global
 *   look-ups: the slug of an organization, the sign-in address of an account.
 * - Secrets are kept as SHA-256 (`…_hash`) only.
 * - No status column where dates tell it. Moments end in `_at`.
 * - `given_by` is the member who gave something; null when a key, provisioning or the system did.
 * - What drizzle cannot express (row-level security, privileges, triggers, functions) stands in the migration beside it.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Portal } from '../contract/portal.ts';

export const roster = pgSchema('roster');

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
/** Text in byte order: the same on every machine, and the order keyset pages are walked in. */
const byteText = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' });
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
const now = sql`now()`;

export type Source = 'own' | 'group' | 'scim';

export const organizations = roster.table('organizations', {
  id: uuid('id').primaryKey(),
  slug: byteText('slug').notNull().unique('organizations_slug'),
  name: text('name').notNull(),
  /** Domains of the organization's own, canonical; an address of another one asks for confirmation. */
  domains: text('domains').array().notNull().default([]),
  portal: jsonb('portal').$type<Portal>().notNull(),
  singleSignOn: boolean('single_sign_on').notNull().default(false),
  /** People who may be members at once, invited ones not counted; null for no limit. */
  seats: integer('seats'),
  version: integer('version').notNull().default(1),
  createdAt: moment('created_at').notNull().default(now),
  suspendedAt: moment('suspended_at'),
  deletedAt: moment('deleted_at'),
});

/** A person who can sign in. Belongs to no organization: seen only by whoever acts as this account, or by a look-up. */
export const accounts = roster.table('accounts', {
  id: uuid('id').primaryKey(),
  /** Canonical; the one global look-up of people. */
  email: byteText('email').notNull().unique('accounts_email'),
  /** When somebody showed that they read this mailbox. Until then a password proves nothing about the address. */
  emailVerifiedAt: moment('email_verified_at'),
  name: text('name'),
  /** argon2id in its PHC string form; null before a password is set, and for single sign-on. */
  passwordHash: text('password_hash'),
  passwordChangedAt: moment('password_changed_at'),
  /** Set for a temporary password: nothing but changing it is possible, and not after this moment. */
  temporaryUntil: moment('temporary_until'),
  version: integer('version').notNull().default(1),
  createdAt: moment('created_at').notNull().default(now),
});

export const sessions = roster.table(
  'sessions',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    tokenHash: bytes('token_hash').notNull(),
    userAgent: text('user_agent'),
    address: text('address'),
    createdAt: moment('created_at').notNull().default(now),
    lastUsedAt: moment('last_used_at').notNull().default(now),
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.id] }), uniqueIndex('sessions_token').on(t.accountId, t.tokenHash)],
);

/** Links that act for an account: so far to choose a new password. */
export const accountTokens = roster.table(
  'account_tokens',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    kind: text('kind').$type<'reset'>().notNull(),
    tokenHash: bytes('token_hash').notNull(),
    createdAt: moment('created_at').notNull().default(now),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.id] }),
    uniqueIndex('account_tokens_token').on(t.accountId, t.tokenHash),
  ],
);

export const members = roster.table(
  'members',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    id: uuid('id').notNull(),
    /** Null until the invitation is accepted, and in a tombstone. */
    accountId: uuid('account_id').references(() => accounts.id),
    /** The host's own id of the person. */
    externalId: text('external_id'),
    /** What provisioning calls the person, folded, where that is not the address. */
    userName: byteText('user_name'),
    /** Canonical address; empty in a tombstone. Kept here because the list sorts by it. */
    email: byteText('email').notNull(),
    name: text('name'),
    /** What the list sorts names by: folded case and marks. Written together with `name`. */
    nameKey: byteText('name_key').notNull(),
    /** Folded words of name and address that a search can begin with. Written together with both. */
    words: text('words').array().notNull(),
    contact: jsonb('contact').$type<Record<string, string>>().notNull().default({}),
    /** Copies of member_roles, inherited_roles and group_members, kept by triggers, so that a page of the list is one read. */
    roleIds: uuid('role_ids').array().notNull().default([]),
    inheritedRoleIds: uuid('inherited_role_ids').array().notNull().default([]),
    groupIds: uuid('group_ids').array().notNull().default([]),
    invitedAt: moment('invited_at'),
    joinedAt: moment('joined_at'),
    suspendedAt: moment('suspended_at'),
    removedAt: moment('removed_at'),
    /** In no index, so that the write of each minute stays on its page (HOT). */
    lastActiveAt: moment('last_active_at'),
    /** What sorting by last activity uses: the day, which changes once a day. */
    lastActiveDay: byteText('last_active_day').notNull().default(''),
    version: integer('version').notNull().default(1),
    createdAt: moment('created_at').notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.id] }),
    uniqueIndex('members_email')
      .on(t.organizationId, t.email)
      .where(sql`removed_at is null`),
    uniqueIndex('members_external_id')
      .on(t.organizationId, t.externalId)
      .where(sql`external_id is not null and removed_at is null`),
    uniqueIndex('members_user_name')
      .on(t.organizationId, t.userName)
      .where(sql`user_name is not null and removed_at is null`),
    uniqueIndex('members_account')
      .on(t.organizationId, t.accountId)
      .where(sql`account_id is not null and removed_at is null`),
    // The orders of the list, with what is looked at on the way when a word is so common that a page of its people must soon be met.
    index('members_by_email')
      .on(t.organizationId, t.email, t.id, t.words, t.joinedAt, t.suspendedAt)
      .where(sql`removed_at is null`),
    index('members_by_name')
      .on(t.organizationId, t.nameKey, t.id, t.words, t.joinedAt, t.suspendedAt)
      .where(sql`removed_at is null`),
    index('members_by_joined')
      .on(t.organizationId, t.joinedAt, t.id, t.words, t.suspendedAt)
      .where(sql`removed_at is null`),
    index('members_by_last_active')
      .on(t.organizationId, t.lastActiveDay, t.id, t.words, t.joinedAt, t.suspendedAt)
      .where(sql`removed_at is null`),
    index('members_of_account').on(t.accountId),
  ],
);

/**
 * The inverted index behind search and filters: one row for everything a member can be found by, in the order of the
 * list. `s:active`, `r:<role>`, `g:<group>`, `w:<word>`. Kept by triggers on `members`, hence
 * without a foreign key of its own: checking fifteen of them a member would double the cost of an invitation.
 */
export const memberFacets = roster.table(
  'member_facets',
  {
    organizationId: uuid('organization_id').notNull(),
    facet: byteText('facet').notNull(),
    /** The member's, which every facet's list is parted by: a filter by status then costs nothing beside another one. */
    status: byteText('status').notNull(),
    email: byteText('email').notNull(),
    memberId: uuid('member_id').notNull(),
    nameKey: byteText('name_key').notNull(),
    /** What else lists are sorted by: of statuses, roles and groups, null for words. */
    joinedAt: moment('joined_at'),
    lastActiveDay: byteText('last_active_day'),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.facet, t.status, t.email, t.memberId] }),
    index('member_facets_by_name').on(t.organizationId, t.facet, t.status, t.nameKey, t.memberId),
    index('member_facets_by_joined')
      .on(t.organizationId, t.facet, t.status, t.joinedAt, t.memberId)
      .where(sql`last_active_day is not null`),
    index('member_facets_by_last_active')
      .on(t.organizationId, t.facet, t.status, t.lastActiveDay, t.memberId)
      .where(sql`last_active_day is not null`),
  ],
);

/** How many members a status or a role has (`s:…`, `r:…` as in member_facets), exact at every commit. */
export const memberCounts = roster.table(
  'member_counts',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    facet: byteText('facet').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.facet] })],
);

/** One row per link that was ever made; the one that still works has none of the four ends. */
export const invitations = roster.table(
  'invitations',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id').notNull(),
    tokenHash: bytes('token_hash').notNull(),
    message: text('message'),
    invitedBy: uuid('invited_by'),
    createdAt: moment('created_at').notNull().default(now),
    expiresAt: moment('expires_at').notNull(),
    /** When the mail server took the mail, or why it did not. */
    deliveredAt: moment('delivered_at'),
    failedAt: moment('failed_at'),
    failure: text('failure'),
    acceptedAt: moment('accepted_at'),
    revokedAt: moment('revoked_at'),
    replacedAt: moment('replaced_at'),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.id] }),
    uniqueIndex('invitations_token').on(t.organizationId, t.tokenHash),
    uniqueIndex('invitations_open')
      .on(t.organizationId, t.memberId)
      .where(sql`accepted_at is null and revoked_at is null and replaced_at is null`),
    index('invitations_of_member').on(t.organizationId, t.memberId, t.createdAt),
    foreignKey({
      columns: [t.organizationId, t.memberId],
      foreignColumns: [members.organizationId, members.id],
    }).onDelete('cascade'),
  ],
);

export const roles = roster.table(
  'roles',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    id: uuid('id').notNull(),
    key: byteText('key').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    permissions: text('permissions').array().notNull().default([]),
    exclusive: boolean('exclusive').notNull().default(false),
    scope: text('scope').$type<'organization' | 'group'>().notNull().default('organization'),
    /** Order of the portal document, then of creation. */
    position: integer('position').notNull().default(0),
    version: integer('version').notNull().default(1),
    createdAt: moment('created_at').notNull().default(now),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.id] }), unique('roles_key').on(t.organizationId, t.key)],
);

export const groups = roster.table(
  'groups',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    id: uuid('id').notNull(),
    externalId: text('external_id'),
    name: text('name').notNull(),
    /** The name folded; two groups of one organization cannot share it. */
    nameKey: byteText('name_key').notNull(),
    description: text('description').notNull().default(''),
    isDefault: boolean('is_default').notNull().default(false),
    /** Kept by a trigger on group_members. */
    memberCount: integer('member_count').notNull().default(0),
    /** Counts who came and went, by the same trigger; `version` does not, so that two may work on the members at once. */
    memberVersion: integer('member_version').notNull().default(0),
    version: integer('version').notNull().default(1),
    createdAt: moment('created_at').notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.id] }),
    uniqueIndex('groups_name').on(t.organizationId, t.nameKey),
    uniqueIndex('groups_default')
      .on(t.organizationId)
      .where(sql`is_default`),
    uniqueIndex('groups_external_id')
      .on(t.organizationId, t.externalId)
      .where(sql`external_id is not null`),
    index('groups_by_count').on(t.organizationId, t.memberCount, t.nameKey, t.id),
  ],
);

/** Who gave it, when, until when, and by which way. */
const given = {
  source: text('source').$type<Source>().notNull().default('own'),
  givenBy: uuid('given_by'),
  givenAt: moment('given_at').notNull().default(now),
  until: moment('until'),
};

export const groupMembers = roster.table(
  'group_members',
  {
    organizationId: uuid('organization_id').notNull(),
    groupId: uuid('group_id').notNull(),
    memberId: uuid('member_id').notNull(),
    groupRole: text('group_role').$type<'owner' | 'member'>().notNull().default('member'),
    ...given,
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.groupId, t.memberId] }),
    index('group_members_of_member').on(t.organizationId, t.memberId),
    foreignKey({ columns: [t.organizationId, t.groupId], foreignColumns: [groups.organizationId, groups.id] }).onDelete(
      'cascade',
    ),
    foreignKey({
      columns: [t.organizationId, t.memberId],
      foreignColumns: [members.organizationId, members.id],
    }).onDelete('cascade'),
  ],
);

/** Roles given to the person, not by a group. */
export const memberRoles = roster.table(
  'member_roles',
  {
    organizationId: uuid('organization_id').notNull(),
    memberId: uuid('member_id').notNull(),
    roleId: uuid('role_id').notNull(),
    ...given,
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.memberId, t.roleId] }),
    index('member_roles_of_role').on(t.organizationId, t.roleId),
    foreignKey({
      columns: [t.organizationId, t.memberId],
      foreignColumns: [members.organizationId, members.id],
    }).onDelete('cascade'),
    foreignKey({ columns: [t.organizationId, t.roleId], foreignColumns: [roles.organizationId, roles.id] }),
  ],
);

/** Roles that a group gives to whoever is in it. */
export const groupRoles = roster.table(
  'group_roles',
  {
    organizationId: uuid('organization_id').notNull(),
    groupId: uuid('group_id').notNull(),
    roleId: uuid('role_id').notNull(),
    ...given,
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.groupId, t.roleId] }),
    index('group_roles_of_role').on(t.organizationId, t.roleId),
    foreignKey({ columns: [t.organizationId, t.groupId], foreignColumns: [groups.organizationId, groups.id] }).onDelete(
      'cascade',
    ),
    foreignKey({ columns: [t.organizationId, t.roleId], foreignColumns: [roles.organizationId, roles.id] }),
  ],
);

/**
 * group_members joined with group_roles, kept by triggers and a cascade: what a person has from which group. Without a
 * foreign key to the membership, which would be followed row by row where a trigger takes thousands in one statement.
 */
export const inheritedRoles = roster.table(
  'inherited_roles',
  {
    organizationId: uuid('organization_id').notNull(),
    memberId: uuid('member_id').notNull(),
    roleId: uuid('role_id').notNull(),
    groupId: uuid('group_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.memberId, t.roleId, t.groupId] }),
    index('inherited_roles_of_group').on(t.organizationId, t.groupId, t.memberId),
    index('inherited_roles_of_role').on(t.organizationId, t.groupId, t.roleId),
    foreignKey({
      columns: [t.organizationId, t.groupId, t.roleId],
      foreignColumns: [groupRoles.organizationId, groupRoles.groupId, groupRoles.roleId],
      name: 'inherited_roles_group_role',
    }).onDelete('cascade'),
  ],
);

/** What a group has set aside of the organization's totals. */
export const reservations = roster.table(
  'reservations',
  {
    organizationId: uuid('organization_id').notNull(),
    groupId: uuid('group_id').notNull(),
    kind: text('kind').notNull(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.groupId, t.kind] }),
    foreignKey({ columns: [t.organizationId, t.groupId], foreignColumns: [groups.organizationId, groups.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** Access of a member to a host's shared resource; ends with the member. */
export const grants = roster.table(
  'grants',
  {
    organizationId: uuid('organization_id').notNull(),
    memberId: uuid('member_id').notNull(),
    resourceType: byteText('resource_type').notNull(),
    resourceId: byteText('resource_id').notNull(),
    access: text('access').notNull(),
    ...given,
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.resourceType, t.resourceId, t.memberId] }),
    index('grants_of_member').on(t.organizationId, t.memberId),
    foreignKey({
      columns: [t.organizationId, t.memberId],
      foreignColumns: [members.organizationId, members.id],
    }).onDelete('cascade'),
  ],
);

/** What an element on a host's page shows with each request. Ten minutes, one member, one origin. */
export const widgetTokens = roster.table(
  'widget_tokens',
  {
    organizationId: uuid('organization_id').notNull(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id').notNull(),
    tokenHash: bytes('token_hash').notNull(),
    /** Permissions the token is narrowed to; null for all the member has. */
    scopes: text('scopes').array(),
    origin: text('origin'),
    createdAt: moment('created_at').notNull().default(now),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.id] }),
    uniqueIndex('widget_tokens_token').on(t.organizationId, t.tokenHash),
    index('widget_tokens_of_member').on(t.organizationId, t.memberId),
    foreignKey({
      columns: [t.organizationId, t.memberId],
      foreignColumns: [members.organizationId, members.id],
    }).onDelete('cascade'),
  ],
);

/** API keys of programs. */
export const keys = roster.table(
  'keys',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    tokenHash: bytes('token_hash').notNull(),
    hint: text('hint').notNull(),
    scopes: text('scopes').array().notNull(),
    createdBy: uuid('created_by'),
    createdAt: moment('created_at').notNull().default(now),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.id] }),
    uniqueIndex('keys_token').on(t.organizationId, t.tokenHash),
  ],
);

/**
 * What happened, in the transaction in which it happened. Append-only by privilege; each row carries a keyed hash over
 * itself and the one before. Values that are personal data stand in audit_values, so that erasing them leaves the chain whole.
 */
export const audit = roster.table(
  'audit',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    id: uuid('id').notNull(),
    at: moment('at').notNull(),
    action: text('action').notNull(),
    actorKind: text('actor_kind').$type<'member' | 'key' | 'system'>().notNull(),
    actorId: uuid('actor_id'),
    targetKind: text('target_kind').notNull(),
    targetId: uuid('target_id').notNull(),
    requestId: text('request_id').notNull(),
    /** Before and after, ids and plain settings only. */
    changes: jsonb('changes').$type<Record<string, unknown>>().notNull().default({}),
    previousHash: bytes('previous_hash').notNull(),
    hash: bytes('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.seq] }),
    index('audit_by_actor').on(t.organizationId, t.actorId, t.seq),
    index('audit_by_target').on(t.organizationId, t.targetId, t.seq),
    index('audit_by_action').on(t.organizationId, t.action, t.seq),
    index('audit_by_time').on(t.organizationId, t.at, t.seq),
  ],
);

/** Names and addresses an audit row speaks of; erased with the person. */
export const auditValues = roster.table(
  'audit_values',
  {
    organizationId: uuid('organization_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    field: text('field').notNull(),
    memberId: uuid('member_id').notNull(),
    value: text('value').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.seq, t.field] }),
    index('audit_values_of_member').on(t.organizationId, t.memberId),
    foreignKey({ columns: [t.organizationId, t.seq], foreignColumns: [audit.organizationId, audit.seq] }),
  ],
);

/** The newest row of each chain: what shows that rows were cut off its end. */
export const auditHeads = roster.table('audit_heads', {
  organizationId: uuid('organization_id')
    .primaryKey()
    .references(() => organizations.id),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: bytes('hash').notNull(),
});

/**
 * What changed, for live updates and webhooks. Ids only. The database gives the id at COMMIT, so that ids of one organization
 * follow the order in which events became visible.
 */
export const events = roster.table(
  'events',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    id: uuid('id').notNull(),
    type: text('type').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: moment('at').notNull().default(now),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.id] })],
);

/** Mail to be sent, by reference: no address, link or token stands here. */
export const outbox = roster.table(
  'outbox',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    id: uuid('id').notNull(),
    kind: text('kind').$type<'invitation' | 'reset'>().notNull(),
    memberId: uuid('member_id').notNull(),
    /** The invitation, or the account's token, that the mail carries the link of. */
    subjectId: uuid('subject_id').notNull(),
    createdAt: moment('created_at').notNull().default(now),
    availableAt: moment('available_at').notNull().default(now),
    attempts: integer('attempts').notNull().default(0),
    leaseId: uuid('lease_id'),
    leasedUntil: moment('leased_until'),
    sentAt: moment('sent_at'),
    failedAt: moment('failed_at'),
    failure: text('failure'),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.id] }),
    index('outbox_due')
      .on(t.availableAt)
      .where(sql`sent_at is null and failed_at is null`),
    index('outbox_settled')
      .on(sql`coalesce(sent_at, failed_at)`)
      .where(sql`sent_at is not null or failed_at is not null`),
    foreignKey({
      columns: [t.organizationId, t.memberId],
      foreignColumns: [members.organizationId, members.id],
    }).onDelete('cascade'),
  ],
);

/** Answers of changes that were sent with an Idempotency-Key, for a day. */
export const idempotency = roster.table(
  'idempotency',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    actor: text('actor').notNull(),
    key: text('key').notNull(),
    requestHash: bytes('request_hash').notNull(),
    /** Null while the first request is still at work. */
    status: integer('status'),
    body: text('body'),
    createdAt: moment('created_at').notNull().default(now),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.actor, t.key] }), index('idempotency_by_age').on(t.createdAt)],
);

export const webhooks = roster.table(
  'webhooks',
  {
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organizations.id),
    id: uuid('id').notNull(),
    url: text('url').notNull(),
    events: text('events').array().notNull(),
    /** Encrypted with the server's secret: signing needs it in clear. */
    secret: bytes('secret').notNull(),
    createdBy: uuid('created_by'),
    createdAt: moment('created_at').notNull().default(now),
    disabledAt: moment('disabled_at'),
    /** When the first delivery failed after the last that went well, and what the endpoint said last. */
    failingSince: moment('failing_since'),
    failure: text('failure'),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.id] })],
);

export const webhookDeliveries = roster.table(
  'webhook_deliveries',
  {
    organizationId: uuid('organization_id').notNull(),
    webhookId: uuid('webhook_id').notNull(),
    eventId: uuid('event_id').notNull(),
    availableAt: moment('available_at').notNull().default(now),
    attempts: integer('attempts').notNull().default(0),
    leaseId: uuid('lease_id'),
    leasedUntil: moment('leased_until'),
    deliveredAt: moment('delivered_at'),
    failedAt: moment('failed_at'),
    failure: text('failure'),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.webhookId, t.eventId] }),
    index('webhook_deliveries_due')
      .on(t.availableAt)
      .where(sql`delivered_at is null and failed_at is null`),
    foreignKey({
      columns: [t.organizationId, t.webhookId],
      foreignColumns: [webhooks.organizationId, webhooks.id],
    }).onDelete('cascade'),
    foreignKey({ columns: [t.organizationId, t.eventId], foreignColumns: [events.organizationId, events.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** Counts of tries per hashed bucket (an address, a network, an account); reached through roster.take_permit only. */
export const rateLimits = roster.table('rate_limits', {
  bucket: bytes('bucket').primaryKey(),
  count: integer('count').notNull(),
  resetsAt: moment('resets_at').notNull(),
});
