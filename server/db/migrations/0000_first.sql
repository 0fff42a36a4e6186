CREATE SCHEMA "roster";
--> statement-breakpoint
CREATE TABLE "roster"."account_tokens" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "account_tokens_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "roster"."accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text collate "C" NOT NULL,
	"email_verified_at" timestamp (3) with time zone,
	"name" text,
	"password_hash" text,
	"password_changed_at" timestamp (3) with time zone,
	"temporary_until" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_email" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "roster"."audit" (
	"organization_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"target_kind" text NOT NULL,
	"target_id" uuid NOT NULL,
	"request_id" text NOT NULL,
	"changes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_organization_id_seq_pk" PRIMARY KEY("organization_id","seq")
);
--> statement-breakpoint
CREATE TABLE "roster"."audit_heads" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roster"."audit_values" (
	"organization_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"field" text NOT NULL,
	"member_id" uuid NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "audit_values_organization_id_seq_field_pk" PRIMARY KEY("organization_id","seq","field")
);
--> statement-breakpoint
CREATE TABLE "roster"."events" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "roster"."grants" (
	"organization_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"resource_type" text collate "C" NOT NULL,
	"resource_id" text collate "C" NOT NULL,
	"access" text NOT NULL,
	"source" text DEFAULT 'own' NOT NULL,
	"given_by" uuid,
	"given_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"until" timestamp (3) with time zone,
	CONSTRAINT "grants_organization_id_resource_type_resource_id_member_id_pk" PRIMARY KEY("organization_id","resource_type","resource_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "roster"."group_members" (
	"organization_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"group_role" text DEFAULT 'member' NOT NULL,
	"source" text DEFAULT 'own' NOT NULL,
	"given_by" uuid,
	"given_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"until" timestamp (3) with time zone,
	CONSTRAINT "group_members_organization_id_group_id_member_id_pk" PRIMARY KEY("organization_id","group_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "roster"."group_roles" (
	"organization_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	"source" text DEFAULT 'own' NOT NULL,
	"given_by" uuid,
	"given_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"until" timestamp (3) with time zone,
	CONSTRAINT "group_roles_organization_id_group_id_role_id_pk" PRIMARY KEY("organization_id","group_id","role_id")
);
--> statement-breakpoint
CREATE TABLE "roster"."groups" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text,
	"name" text NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"member_count" integer DEFAULT 0 NOT NULL,
	"member_version" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "groups_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "roster"."idempotency" (
	"organization_id" uuid NOT NULL,
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"status" integer,
	"body" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_organization_id_actor_key_pk" PRIMARY KEY("organization_id","actor","key")
);
--> statement-breakpoint
CREATE TABLE "roster"."inherited_roles" (
	"organization_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	CONSTRAINT "inherited_roles_organization_id_member_id_role_id_group_id_pk" PRIMARY KEY("organization_id","member_id","role_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "roster"."invitations" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"message" text,
	"invited_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"failure" text,
	"accepted_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"replaced_at" timestamp (3) with time zone,
	CONSTRAINT "invitations_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "roster"."keys" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"hint" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "keys_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "roster"."member_counts" (
	"organization_id" uuid NOT NULL,
	"facet" text collate "C" NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "member_counts_organization_id_facet_pk" PRIMARY KEY("organization_id","facet")
);
--> statement-breakpoint
CREATE TABLE "roster"."member_facets" (
	"organization_id" uuid NOT NULL,
	"facet" text collate "C" NOT NULL,
	"status" text collate "C" NOT NULL,
	"email" text collate "C" NOT NULL,
	"member_id" uuid NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"joined_at" timestamp (3) with time zone,
	"last_active_day" text collate "C",
	CONSTRAINT "member_facets_organization_id_facet_status_email_member_id_pk" PRIMARY KEY("organization_id","facet","status","email","member_id")
);
--> statement-breakpoint
CREATE TABLE "roster"."member_roles" (
	"organization_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	"source" text DEFAULT 'own' NOT NULL,
	"given_by" uuid,
	"given_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"until" timestamp (3) with time zone,
	CONSTRAINT "member_roles_organization_id_member_id_role_id_pk" PRIMARY KEY("organization_id","member_id","role_id")
);
--> statement-breakpoint
CREATE TABLE "roster"."members" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid,
	"external_id" text,
	"user_name" text collate "C",
	"email" text collate "C" NOT NULL,
	"name" text,
	"name_key" text collate "C" NOT NULL,
	"words" text[] NOT NULL,
	"contact" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"role_ids" uuid[] DEFAULT '{}' NOT NULL,
	"inherited_role_ids" uuid[] DEFAULT '{}' NOT NULL,
	"group_ids" uuid[] DEFAULT '{}' NOT NULL,
	"invited_at" timestamp (3) with time zone,
	"joined_at" timestamp (3) with time zone,
	"suspended_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone,
	"last_active_at" timestamp (3) with time zone,
	"last_active_day" text collate "C" DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "roster"."organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text collate "C" NOT NULL,
	"name" text NOT NULL,
	"domains" text[] DEFAULT '{}' NOT NULL,
	"portal" jsonb NOT NULL,
	"single_sign_on" boolean DEFAULT false NOT NULL,
	"seats" integer,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"suspended_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "organizations_slug" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "roster"."outbox" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"member_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"available_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_id" uuid,
	"leased_until" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"failure" text,
	CONSTRAINT "outbox_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "roster"."rate_limits" (
	"bucket" "bytea" PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"resets_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roster"."reservations" (
	"organization_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "reservations_organization_id_group_id_kind_pk" PRIMARY KEY("organization_id","group_id","kind")
);
--> statement-breakpoint
CREATE TABLE "roster"."roles" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text collate "C" NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"permissions" text[] DEFAULT '{}' NOT NULL,
	"exclusive" boolean DEFAULT false NOT NULL,
	"scope" text DEFAULT 'organization' NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "roles_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "roles_key" UNIQUE("organization_id","key")
);
--> statement-breakpoint
CREATE TABLE "roster"."sessions" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"user_agent" text,
	"address" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "sessions_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "roster"."webhook_deliveries" (
	"organization_id" uuid NOT NULL,
	"webhook_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"available_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_id" uuid,
	"leased_until" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"failure" text,
	CONSTRAINT "webhook_deliveries_organization_id_webhook_id_event_id_pk" PRIMARY KEY("organization_id","webhook_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "roster"."webhooks" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"secret" "bytea" NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"failing_since" timestamp (3) with time zone,
	"failure" text,
	CONSTRAINT "webhooks_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "roster"."widget_tokens" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"scopes" text[],
	"origin" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "widget_tokens_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "roster"."account_tokens" ADD CONSTRAINT "account_tokens_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "roster"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."audit" ADD CONSTRAINT "audit_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."audit_heads" ADD CONSTRAINT "audit_heads_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."audit_values" ADD CONSTRAINT "audit_values_organization_id_seq_audit_organization_id_seq_fk" FOREIGN KEY ("organization_id","seq") REFERENCES "roster"."audit"("organization_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."events" ADD CONSTRAINT "events_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."grants" ADD CONSTRAINT "grants_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "roster"."members"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."group_members" ADD CONSTRAINT "group_members_organization_id_group_id_groups_organization_id_id_fk" FOREIGN KEY ("organization_id","group_id") REFERENCES "roster"."groups"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."group_members" ADD CONSTRAINT "group_members_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "roster"."members"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."group_roles" ADD CONSTRAINT "group_roles_organization_id_group_id_groups_organization_id_id_fk" FOREIGN KEY ("organization_id","group_id") REFERENCES "roster"."groups"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."group_roles" ADD CONSTRAINT "group_roles_organization_id_role_id_roles_organization_id_id_fk" FOREIGN KEY ("organization_id","role_id") REFERENCES "roster"."roles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."groups" ADD CONSTRAINT "groups_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."idempotency" ADD CONSTRAINT "idempotency_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."inherited_roles" ADD CONSTRAINT "inherited_roles_group_role" FOREIGN KEY ("organization_id","group_id","role_id") REFERENCES "roster"."group_roles"("organization_id","group_id","role_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."invitations" ADD CONSTRAINT "invitations_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "roster"."members"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."keys" ADD CONSTRAINT "keys_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."member_counts" ADD CONSTRAINT "member_counts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."member_roles" ADD CONSTRAINT "member_roles_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "roster"."members"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."member_roles" ADD CONSTRAINT "member_roles_organization_id_role_id_roles_organization_id_id_fk" FOREIGN KEY ("organization_id","role_id") REFERENCES "roster"."roles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."members" ADD CONSTRAINT "members_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."members" ADD CONSTRAINT "members_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "roster"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."outbox" ADD CONSTRAINT "outbox_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."outbox" ADD CONSTRAINT "outbox_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "roster"."members"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."reservations" ADD CONSTRAINT "reservations_organization_id_group_id_groups_organization_id_id_fk" FOREIGN KEY ("organization_id","group_id") REFERENCES "roster"."groups"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."roles" ADD CONSTRAINT "roles_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "roster"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_organization_id_webhook_id_webhooks_organization_id_id_fk" FOREIGN KEY ("organization_id","webhook_id") REFERENCES "roster"."webhooks"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_organization_id_event_id_events_organization_id_id_fk" FOREIGN KEY ("organization_id","event_id") REFERENCES "roster"."events"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."webhooks" ADD CONSTRAINT "webhooks_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "roster"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster"."widget_tokens" ADD CONSTRAINT "widget_tokens_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "roster"."members"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_tokens_token" ON "roster"."account_tokens" USING btree ("account_id","token_hash");--> statement-breakpoint
CREATE INDEX "audit_by_actor" ON "roster"."audit" USING btree ("organization_id","actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_by_target" ON "roster"."audit" USING btree ("organization_id","target_id","seq");--> statement-breakpoint
CREATE INDEX "audit_by_action" ON "roster"."audit" USING btree ("organization_id","action","seq");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "roster"."audit" USING btree ("organization_id","at","seq");--> statement-breakpoint
CREATE INDEX "audit_values_of_member" ON "roster"."audit_values" USING btree ("organization_id","member_id");--> statement-breakpoint
CREATE INDEX "grants_of_member" ON "roster"."grants" USING btree ("organization_id","member_id");--> statement-breakpoint
CREATE INDEX "group_members_of_member" ON "roster"."group_members" USING btree ("organization_id","member_id");--> statement-breakpoint
CREATE INDEX "group_roles_of_role" ON "roster"."group_roles" USING btree ("organization_id","role_id");--> statement-breakpoint
CREATE UNIQUE INDEX "groups_name" ON "roster"."groups" USING btree ("organization_id","name_key");--> statement-breakpoint
CREATE UNIQUE INDEX "groups_default" ON "roster"."groups" USING btree ("organization_id") WHERE is_default;--> statement-breakpoint
CREATE UNIQUE INDEX "groups_external_id" ON "roster"."groups" USING btree ("organization_id","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "groups_by_count" ON "roster"."groups" USING btree ("organization_id","member_count","name_key","id");--> statement-breakpoint
CREATE INDEX "idempotency_by_age" ON "roster"."idempotency" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "inherited_roles_of_group" ON "roster"."inherited_roles" USING btree ("organization_id","group_id","member_id");--> statement-breakpoint
CREATE INDEX "inherited_roles_of_role" ON "roster"."inherited_roles" USING btree ("organization_id","group_id","role_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token" ON "roster"."invitations" USING btree ("organization_id","token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open" ON "roster"."invitations" USING btree ("organization_id","member_id") WHERE accepted_at is null and revoked_at is null and replaced_at is null;--> statement-breakpoint
CREATE INDEX "invitations_of_member" ON "roster"."invitations" USING btree ("organization_id","member_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "keys_token" ON "roster"."keys" USING btree ("organization_id","token_hash");--> statement-breakpoint
CREATE INDEX "member_facets_by_name" ON "roster"."member_facets" USING btree ("organization_id","facet","status","name_key","member_id");--> statement-breakpoint
CREATE INDEX "member_facets_by_joined" ON "roster"."member_facets" USING btree ("organization_id","facet","status","joined_at","member_id") WHERE last_active_day is not null;--> statement-breakpoint
CREATE INDEX "member_facets_by_last_active" ON "roster"."member_facets" USING btree ("organization_id","facet","status","last_active_day","member_id") WHERE last_active_day is not null;--> statement-breakpoint
CREATE INDEX "member_roles_of_role" ON "roster"."member_roles" USING btree ("organization_id","role_id");--> statement-breakpoint
CREATE UNIQUE INDEX "members_email" ON "roster"."members" USING btree ("organization_id","email") WHERE removed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "members_external_id" ON "roster"."members" USING btree ("organization_id","external_id") WHERE external_id is not null and removed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "members_user_name" ON "roster"."members" USING btree ("organization_id","user_name") WHERE user_name is not null and removed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "members_account" ON "roster"."members" USING btree ("organization_id","account_id") WHERE account_id is not null and removed_at is null;--> statement-breakpoint
CREATE INDEX "members_by_email" ON "roster"."members" USING btree ("organization_id","email","id","words","joined_at","suspended_at") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "members_by_name" ON "roster"."members" USING btree ("organization_id","name_key","id","words","joined_at","suspended_at") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "members_by_joined" ON "roster"."members" USING btree ("organization_id","joined_at","id","words","suspended_at") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "members_by_last_active" ON "roster"."members" USING btree ("organization_id","last_active_day","id","words","joined_at","suspended_at") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "members_of_account" ON "roster"."members" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "roster"."outbox" USING btree ("available_at") WHERE sent_at is null and failed_at is null;--> statement-breakpoint
CREATE INDEX "outbox_settled" ON "roster"."outbox" USING btree (coalesce(sent_at, failed_at)) WHERE sent_at is not null or failed_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "roster"."sessions" USING btree ("account_id","token_hash");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "roster"."webhook_deliveries" USING btree ("available_at") WHERE delivered_at is null and failed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "widget_tokens_token" ON "roster"."widget_tokens" USING btree ("organization_id","token_hash");--> statement-breakpoint
CREATE INDEX "widget_tokens_of_member" ON "roster"."widget_tokens" USING btree ("organization_id","member_id");--> statement-breakpoint
-- What drizzle-kit cannot write: who may see what, what is kept in step by the database itself, and the few look-ups
-- that stand above organizations.

-- An update of last_active_at, which no index holds, then stays on the row's own page.
alter table roster.members set (fillfactor = 80);
--> statement-breakpoint

-- Who asks. Empty after a transaction, hence nullif: a bare cast of '' would be an error instead of no rows.
create function roster.current_organization() returns uuid language sql stable parallel safe
  return nullif(current_setting('roster.organization_id', true), '')::uuid;
--> statement-breakpoint
create function roster.current_account() returns uuid language sql stable parallel safe
  return nullif(current_setting('roster.account_id', true), '')::uuid;
--> statement-breakpoint

-- Row-level security, forced, on every table. The application's role sees the rows of the organization it works for; the
-- owner's policy is there for the SECURITY DEFINER functions below, on servers where the owner is no superuser.
do $$
declare
  t record;
  rule text;
begin
  for t in
    select c.relname as name,
           bool_or(a.attname = 'organization_id') as tenant,
           bool_or(a.attname = 'account_id') as account
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'roster'::regnamespace and c.relkind = 'r' and c.relname <> 'roster_migrations'
     group by c.relname
  loop
    rule := case
      when t.name = 'organizations' then 'id = roster.current_organization()'
      when t.name = 'accounts' then 'id = roster.current_account()'
      when t.tenant then 'organization_id = roster.current_organization()'
      when t.account then 'account_id = roster.current_account()'
    end;
    execute format('alter table roster.%I enable row level security', t.name);
    execute format('alter table roster.%I force row level security', t.name);
    execute format('create policy owner on roster.%I to current_user using (true) with check (true)', t.name);
    -- A table with neither column is reached through functions only.
    if rule is not null then
      execute format('create policy tenant on roster.%I to roster_app using (%s) with check (%s)', t.name, rule, rule);
      execute format('grant select, insert, update, delete on roster.%I to roster_app', t.name);
    end if;
  end loop;
end $$;
--> statement-breakpoint
grant usage on schema roster to roster_app;
--> statement-breakpoint
-- Append-only by privilege. Erasing a person takes away the values, never the rows of the chain.
revoke update, delete on roster.audit from roster_app;
--> statement-breakpoint
revoke update on roster.audit_values from roster_app;
--> statement-breakpoint
-- The anchor moves with the chain's end, and only forwards.
revoke delete on roster.audit_heads from roster_app;
--> statement-breakpoint
create function roster.audit_head_moves() returns trigger language plpgsql as $$
begin
  if new.seq < old.seq or new.organization_id <> old.organization_id then
    raise exception 'the end of an audit chain does not move back' using errcode = '23514';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger audit_head_moves before update on roster.audit_heads
  for each row execute function roster.audit_head_moves();
--> statement-breakpoint
revoke delete on roster.organizations, roster.accounts, roster.members from roster_app;
--> statement-breakpoint

create function roster.status_of(joined_at timestamptz, suspended_at timestamptz) returns text
  language sql immutable parallel safe as $$
  select case when joined_at is null then 'invited' when suspended_at is null then 'active' else 'suspended' end
$$;
--> statement-breakpoint
-- What a member is found by. A word that is typed is a range of `w:`, of which each word is stepped to by itself.
create function roster.facets_of(m roster.members) returns setof text language sql immutable parallel safe as $$
  select 's:' || roster.status_of(m.joined_at, m.suspended_at) where m.removed_at is null
  union
  select 'r:' || role::text from unnest(m.role_ids || m.inherited_role_ids) role where m.removed_at is null
  union
  select 'g:' || grp::text from unnest(m.group_ids) grp where m.removed_at is null
  union
  select 'w:' || word from unnest(m.words) word where m.removed_at is null
$$;
--> statement-breakpoint
-- Whether lists of a facet can be had in every order. Words have those of addresses and names: there are many of them, and the
-- others change every day.
create function roster.is_sorted(facet text) returns boolean language sql immutable parallel safe as $$
  select left(facet, 1) in ('s', 'r', 'g')
$$;
--> statement-breakpoint
create function roster.facet_rows(m roster.members) returns setof roster.member_facets language sql immutable parallel safe as $$
  select m.organization_id, f, roster.status_of(m.joined_at, m.suspended_at), m.email, m.id,
         m.name_key, case when roster.is_sorted(f) then m.joined_at end, case when roster.is_sorted(f) then m.last_active_day end
    from roster.facets_of(m) f
$$;
--> statement-breakpoint

-- Counters of statuses and roles. Every change of authority holds the organization's lock, so the order is the same for all.
create function roster.count_facets(organization uuid, facets text[], step integer) returns void language sql as $$
  insert into roster.member_counts as c (organization_id, facet, count)
  select organization, facet, step * count(*) from unnest(facets) facet
   where facet like 's:%' or facet like 'r:%'
   group by facet order by facet
  on conflict (organization_id, facet) do update set count = c.count + excluded.count
$$;
--> statement-breakpoint

create function roster.members_inserted() returns trigger language plpgsql as $$
declare
  o record;
begin
  insert into roster.member_facets select f.* from inserted n, roster.facet_rows(n) f;
  for o in
    select n.organization_id, array_agg(f) as facets from inserted n, roster.facets_of(n) f group by n.organization_id
  loop
    perform roster.count_facets(o.organization_id, o.facets, 1);
  end loop;
  return null;
end $$;
--> statement-breakpoint
create trigger members_inserted after insert on roster.members
  referencing new table as inserted for each statement execute function roster.members_inserted();
--> statement-breakpoint

-- A statement that reaches many members moves all of their facets at once, and each counter by one step: thousands of steps
-- of one counter in one transaction would each have to walk past all the ones before.
create function roster.members_changed() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from before_change o join after_change n on n.organization_id = o.organization_id and n.id = o.id
     where (o.email, o.words, o.role_ids, o.inherited_role_ids, o.group_ids, o.joined_at, o.suspended_at, o.removed_at) is distinct from
           (n.email, n.words, n.role_ids, n.inherited_role_ids, n.group_ids, n.joined_at, n.suspended_at, n.removed_at)) then
    with changed as materialized (
      select o.organization_id, o.id, o.email as old_email, n.email as new_email,
             roster.status_of(o.joined_at, o.suspended_at) as old_status, roster.status_of(n.joined_at, n.suspended_at) as new_status,
             n.name_key, n.joined_at, n.last_active_day,
             array(select roster.facets_of(o)) as before, array(select roster.facets_of(n)) as after
        from before_change o join after_change n on n.organization_id = o.organization_id and n.id = o.id
    ), gone as materialized (
      select c.organization_id, c.id, c.old_email as email, c.old_status as status, f.facet, f.facet = any (c.after) as kept
        from changed c cross join lateral unnest(c.before) f(facet)
       where (c.old_email, c.old_status) <> (c.new_email, c.new_status) or f.facet <> all (c.after)
    ), come as materialized (
      select c.organization_id, c.id, c.new_email as email, c.new_status as status, f.facet, f.facet = any (c.before) as kept,
             c.name_key, c.joined_at, c.last_active_day
        from changed c cross join lateral unnest(c.after) f(facet)
       where (c.old_email, c.old_status) <> (c.new_email, c.new_status) or f.facet <> all (c.before)
    ), deleted as (
      delete from roster.member_facets f using gone g
       where f.organization_id = g.organization_id and f.facet = g.facet and f.status = g.status and f.email = g.email and f.member_id = g.id
    ), inserted as (
      insert into roster.member_facets (organization_id, facet, status, email, member_id, name_key, joined_at, last_active_day)
      select c.organization_id, c.facet, c.status, c.email, c.id, c.name_key, case when roster.is_sorted(c.facet) then c.joined_at end,
             case when roster.is_sorted(c.facet) then c.last_active_day end
        from come c
    )
    insert into roster.member_counts as c (organization_id, facet, count)
    select m.organization_id, m.facet, sum(m.step)
      from (select organization_id, facet, kept, -1 as step from gone union all select organization_id, facet, kept, 1 from come) m
     where not m.kept and (m.facet like 's:%' or m.facet like 'r:%')
     group by m.organization_id, m.facet having sum(m.step) <> 0 order by m.organization_id, m.facet
    on conflict (organization_id, facet) do update set count = c.count + excluded.count;
  end if;
  -- Mostly it is only noted that somebody is there, and once a day that moves them in the lists by last activity.
  if exists (
    select 1 from before_change o join after_change n on n.organization_id = o.organization_id and n.id = o.id
     where (o.name_key, o.joined_at, o.last_active_day) is distinct from (n.name_key, n.joined_at, n.last_active_day)) then
    update roster.member_facets f set name_key = k.name_key, joined_at = k.joined_at, last_active_day = k.last_active_day
      from (select r.*
              from before_change o join after_change n on n.organization_id = o.organization_id and n.id = o.id
              cross join lateral roster.facet_rows(n) r
             where (o.name_key, o.joined_at, o.last_active_day) is distinct from (n.name_key, n.joined_at, n.last_active_day)
               and (o.name_key <> n.name_key or roster.is_sorted(r.facet))) k
     where f.organization_id = k.organization_id and f.facet = k.facet and f.status = k.status and f.email = k.email and f.member_id = k.member_id
       and (f.name_key, f.joined_at, f.last_active_day) is distinct from (k.name_key, k.joined_at, k.last_active_day);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger members_changed after update on roster.members
  referencing old table as before_change new table as after_change
  for each statement execute function roster.members_changed();
--> statement-breakpoint

create function roster.member_deleted() returns trigger language plpgsql as $$
declare
  gone text[] := array(select roster.facets_of(old));
begin
  perform roster.count_facets(old.organization_id, gone, -1);
  delete from roster.member_facets
   where organization_id = old.organization_id and facet = any (gone) and status = roster.status_of(old.joined_at, old.suspended_at)
     and email = old.email and member_id = old.id;
  return null;
end $$;
--> statement-breakpoint
create trigger member_deleted after delete on roster.members for each row execute function roster.member_deleted();
--> statement-breakpoint

-- The number in the ETag: counts every change a person can see, and not the minute of the last use.
create function roster.member_version() returns trigger language plpgsql as $$
begin
  if (old.email, old.name, old.contact, old.role_ids, old.inherited_role_ids, old.group_ids, old.invited_at, old.joined_at,
      old.suspended_at, old.removed_at, old.external_id, old.user_name) is distinct from
     (new.email, new.name, new.contact, new.role_ids, new.inherited_role_ids, new.group_ids, new.invited_at, new.joined_at,
      new.suspended_at, new.removed_at, new.external_id, new.user_name) then
    new.version := old.version + 1;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger member_version
  before update of email, name, contact, role_ids, inherited_role_ids, group_ids, invited_at, joined_at, suspended_at,
    removed_at, external_id, user_name on roster.members
  for each row execute function roster.member_version();
--> statement-breakpoint

-- The copies on the member's row follow the tables they are copies of, whichever way those change.
create function roster.copy_roles() returns trigger language plpgsql as $$
begin
  update roster.members m set role_ids = s.ids
    from (select c.organization_id, c.member_id,
                 coalesce(array_agg(r.role_id order by r.role_id) filter (where r.role_id is not null), '{}') as ids
            from (select distinct organization_id, member_id from changed) c
            left join roster.member_roles r on r.organization_id = c.organization_id and r.member_id = c.member_id
           group by c.organization_id, c.member_id) s
   where m.organization_id = s.organization_id and m.id = s.member_id and m.role_ids <> s.ids;
  return null;
end $$;
--> statement-breakpoint
create trigger member_roles_inserted after insert on roster.member_roles
  referencing new table as changed for each statement execute function roster.copy_roles();
--> statement-breakpoint
create trigger member_roles_deleted after delete on roster.member_roles
  referencing old table as changed for each statement execute function roster.copy_roles();
--> statement-breakpoint

create function roster.copy_inherited_roles() returns trigger language plpgsql as $$
begin
  -- A cascade asks once for each row it comes from, mostly in vain.
  if not exists (select 1 from changed) then
    return null;
  end if;
  update roster.members m set inherited_role_ids = s.ids
    from (select c.organization_id, c.member_id,
                 coalesce(array_agg(distinct r.role_id order by r.role_id) filter (where r.role_id is not null), '{}') as ids
            from (select distinct organization_id, member_id from changed) c
            left join roster.inherited_roles r on r.organization_id = c.organization_id and r.member_id = c.member_id
           group by c.organization_id, c.member_id) s
   where m.organization_id = s.organization_id and m.id = s.member_id and m.inherited_role_ids <> s.ids;
  return null;
end $$;
--> statement-breakpoint
create trigger inherited_roles_inserted after insert on roster.inherited_roles
  referencing new table as changed for each statement execute function roster.copy_inherited_roles();
--> statement-breakpoint
create trigger inherited_roles_deleted after delete on roster.inherited_roles
  referencing old table as changed for each statement execute function roster.copy_inherited_roles();
--> statement-breakpoint

-- Whether the organization has groups at all: its portal document can switch them off. They then stay as they are and give
-- nothing: what members' rows say of groups, and what they inherit, is made from this alone.
create function roster.groups_on(organization uuid) returns boolean language sql stable
  return coalesce((select o.portal #>> '{features,groups}' from roster.organizations o where o.id = organization), 'true') <> 'false';
--> statement-breakpoint
create function roster.copy_groups() returns trigger language plpgsql as $$
declare
  step integer := case tg_op when 'INSERT' then 1 else -1 end;
  offering uuid[] := array(select o.id from (select distinct organization_id as id from changed) o where roster.groups_on(o.id));
begin
  update roster.groups g set member_count = g.member_count + step * c.count, member_version = g.member_version + 1
    from (select organization_id, group_id, count(*)::integer as count from changed group by organization_id, group_id) c
   where g.organization_id = c.organization_id and g.id = c.group_id;
  update roster.members m set group_ids = s.ids
    from (select c.organization_id, c.member_id,
                 coalesce(array_agg(g.group_id order by g.group_id) filter (where g.group_id is not null), '{}') as ids
            from (select distinct organization_id, member_id from changed) c
            left join roster.group_members g on g.organization_id = c.organization_id and g.member_id = c.member_id
              and c.organization_id = any (offering)
           group by c.organization_id, c.member_id) s
   where m.organization_id = s.organization_id and m.id = s.member_id and m.group_ids <> s.ids;
  if tg_op = 'DELETE' then
    delete from roster.inherited_roles i using changed c
     where i.organization_id = c.organization_id and i.group_id = c.group_id and i.member_id = c.member_id;
  else
    insert into roster.inherited_roles (organization_id, member_id, role_id, group_id)
    select c.organization_id, c.member_id, r.role_id, c.group_id
      from changed c join roster.group_roles r on r.organization_id = c.organization_id and r.group_id = c.group_id
     where c.organization_id = any (offering)
    on conflict do nothing;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger group_members_inserted after insert on roster.group_members
  referencing new table as changed for each statement execute function roster.copy_groups();
--> statement-breakpoint
create trigger group_members_deleted after delete on roster.group_members
  referencing old table as changed for each statement execute function roster.copy_groups();
--> statement-breakpoint

create function roster.inherit_group_role() returns trigger language plpgsql as $$
declare
  offering uuid[] := array(select o.id from (select distinct organization_id as id from changed) o where roster.groups_on(o.id));
begin
  insert into roster.inherited_roles (organization_id, member_id, role_id, group_id)
  select c.organization_id, m.member_id, c.role_id, c.group_id
    from changed c join roster.group_members m on m.organization_id = c.organization_id and m.group_id = c.group_id
   where c.organization_id = any (offering)
  on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
create trigger group_roles_inserted after insert on roster.group_roles
  referencing new table as changed for each statement execute function roster.inherit_group_role();
--> statement-breakpoint

-- Switching groups off takes from everybody what came of them, and on gives it back, whoever joined or left meanwhile.
create function roster.switch_groups() returns trigger language plpgsql as $$
begin
  -- Each member's row is written once: the trigger that follows the inherited roles then finds nothing to do.
  if roster.groups_on(new.id) then
    update roster.members m set group_ids = s.groups, inherited_role_ids = s.roles
      from (select g.member_id, array_agg(distinct g.group_id order by g.group_id) as groups,
                   coalesce(array_agg(distinct r.role_id order by r.role_id) filter (where r.role_id is not null), '{}') as roles
              from roster.group_members g
              left join roster.group_roles r on r.organization_id = g.organization_id and r.group_id = g.group_id
             where g.organization_id = new.id group by g.member_id) s
     where m.organization_id = new.id and m.id = s.member_id and (m.group_ids <> s.groups or m.inherited_role_ids <> s.roles);
    insert into roster.inherited_roles (organization_id, member_id, role_id, group_id)
    select r.organization_id, m.member_id, r.role_id, r.group_id
      from roster.group_roles r
      join roster.group_members m on m.organization_id = r.organization_id and m.group_id = r.group_id
     where r.organization_id = new.id
    on conflict do nothing;
  else
    update roster.members set group_ids = '{}', inherited_role_ids = '{}'
     where organization_id = new.id and (group_ids <> '{}' or inherited_role_ids <> '{}');
    delete from roster.inherited_roles where organization_id = new.id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger switch_groups after update of portal on roster.organizations for each row
  when (coalesce(old.portal #>> '{features,groups}', 'true') <> coalesce(new.portal #>> '{features,groups}', 'true'))
  execute function roster.switch_groups();
--> statement-breakpoint

-- What happened in an organization is numbered in the order in which it became visible. A time-ordered id made at the start
-- of a transaction may become visible after a later one, and whoever reads on from the last id they saw would miss it. So an
-- event waits under a provisional id, and gets its own at COMMIT, under a lock of its organization that is kept until the
-- event can be seen. Nothing else is locked after this one, so it can wait for nobody who waits for it. The id is a UUIDv7 by
-- the database's clock (with RFC 9562's method 3 below the millisecond), later than the one before even when the clock goes
-- back; it counts nothing. The same moment enters what the organization's webhooks are to be sent.
create index events_by_age on roster.events (at);
--> statement-breakpoint
create index webhook_deliveries_of_event on roster.webhook_deliveries (organization_id, event_id);
--> statement-breakpoint
create index webhook_deliveries_of_endpoint on roster.webhook_deliveries (organization_id, webhook_id, available_at)
  where delivered_at is null and failed_at is null;
--> statement-breakpoint
create function roster.hold_event() returns trigger language plpgsql as $$
begin
  -- In the order in which they were told, and before every id that stands.
  new.id := ('000000000000' || lpad(to_hex((extract(epoch from clock_timestamp()) * 1000000)::bigint), 14, '0')
    || substr(gen_random_uuid()::text, 31))::uuid;
  return new;
end $$;
--> statement-breakpoint
create trigger hold_event before insert on roster.events for each row execute function roster.hold_event();
--> statement-breakpoint
create function roster.order_event() returns trigger language plpgsql as $$
declare
  last text;
  moment bigint;
begin
  -- The first of a transaction's events brings all of them in order; nobody else sees any that is held.
  if not exists (select from roster.events e where e.organization_id = new.organization_id and e.id = new.id) then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('roster.events:' || new.organization_id, 0));
  select replace(e.id::text, '-', '') into last from roster.events e
   where e.organization_id = new.organization_id order by e.id desc limit 1;
  -- 48 bits of milliseconds and 12 bits of their fractions, as one number.
  moment := greatest(
    floor(extract(epoch from clock_timestamp()) * 4096000)::bigint,
    ('x' || substr(last, 1, 12) || substr(last, 14, 3))::bit(60)::bigint + 1);
  with held as (
    select e.id, moment + row_number() over (order by e.id) - 1 as place
      from roster.events e
     where e.organization_id = new.organization_id and e.id < '00000000-0001-0000-0000-000000000000'
  ), ordered as (
    update roster.events e set at = clock_timestamp(),
           id = (lpad(to_hex(h.place >> 12), 12, '0') || '7' || lpad(to_hex(h.place & 4095), 3, '0')
             || replace(substr(gen_random_uuid()::text, 20), '-', ''))::uuid
      from held h where e.organization_id = new.organization_id and e.id = h.id
    returning e.id, e.type
  )
  insert into roster.webhook_deliveries (organization_id, webhook_id, event_id)
  select w.organization_id, w.id, o.id from ordered o, roster.webhooks w
   where w.organization_id = new.organization_id and w.disabled_at is null
     and w.events && array['*', o.type, split_part(o.type, '.', 1) || '.*'];
  return null;
end $$;
--> statement-breakpoint
create constraint trigger order_event after insert on roster.events
  deferrable initially deferred for each row execute function roster.order_event();
--> statement-breakpoint

-- The look-ups above organizations. Each answers one narrow question, runs as the owner and trusts no search path.
create function roster.organization_by(slug_or_id text) returns table (id uuid, slug text, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.id, o.slug, o.name from roster.organizations o
   where (o.slug = slug_or_id or o.id::text = slug_or_id) and o.deleted_at is null
$$;
--> statement-breakpoint
create function roster.audited_organizations() returns table (id uuid, slug text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.id, o.slug from roster.organizations o order by o.slug
$$;
--> statement-breakpoint
create function roster.account_by_email(canonical text) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id from roster.accounts a where a.email = canonical
$$;
--> statement-breakpoint
create function roster.my_memberships()
  returns table (organization_id uuid, slug text, name text, member_id uuid, joined_at timestamptz, suspended_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.organization_id, o.slug, o.name, m.id, m.joined_at, m.suspended_at
    from roster.members m join roster.organizations o on o.id = m.organization_id
   where m.account_id = roster.current_account() and m.removed_at is null and o.deleted_at is null and o.suspended_at is null
   order by o.name, o.id
$$;
--> statement-breakpoint
create function roster.claim_mail(worker uuid, lease_seconds integer, batch integer)
  returns table (organization_id uuid, id uuid, attempts integer)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update roster.outbox o
     set lease_id = worker, leased_until = clock_timestamp() + make_interval(secs => lease_seconds), attempts = o.attempts + 1
    from (select d.organization_id, d.id from roster.outbox d
           where d.sent_at is null and d.failed_at is null and d.available_at <= clock_timestamp()
             and (d.leased_until is null or d.leased_until < clock_timestamp())
           order by d.available_at limit batch for update skip locked) due
   where o.organization_id = due.organization_id and o.id = due.id
  returning o.organization_id, o.id, o.attempts
$$;
--> statement-breakpoint
-- Who may come in at all, said once for every kind of credential, for a request and for a stream. Planned as if it were
-- written where it is asked.
create function roster.may_come_in(m roster.members, o roster.organizations) returns boolean language sql immutable
  return m.joined_at is not null and m.suspended_at is null and m.removed_at is null
    and o.suspended_at is null and o.deleted_at is null;
--> statement-breakpoint
-- An organization that shortens the life of its sessions means those that have begun as well.
create function roster.is_in_time(began timestamptz, o roster.organizations) returns boolean language sql volatile
  return began > clock_timestamp() - coalesce(o.portal #>> '{limits,sessionLife}', 'P14D')::interval;
--> statement-breakpoint
-- The roles that somebody holds at a moment, own and inherited. What was given for a time is over when that time is, whether or
-- not the row has been taken away yet; at 'infinity' it is what they hold for good. Stable, so that it is planned where it is
-- asked; gathered from the person, however many others hold the same role.
create function roster.roles_in_effect(organization uuid, member uuid, inherited uuid[], moment timestamptz)
  returns setof roster.roles language sql stable as $$
  select r.* from roster.roles r
   where r.organization_id = organization and r.id = any (array(
           select own.role_id from roster.member_roles own
            where own.organization_id = organization and own.member_id = member
              and coalesce(own.until > moment, true)
           union all
           select i.role_id from roster.inherited_roles i
            where i.organization_id = organization and i.member_id = member and i.role_id = any (inherited)
              and coalesce((select g.until > moment from roster.group_members g
                             where g.organization_id = i.organization_id and g.group_id = i.group_id
                               and g.member_id = i.member_id), true)))
$$;
--> statement-breakpoint
-- Which of these streams may go on, by their places: one question for all streams of a process, asked every moment. A stream is
-- named by its organization, by the account of a session or null, and by the hash of what it was opened with. Says in one
-- question what domain/credentials/authenticate.ts says for one request.
create function roster.open_streams(organizations uuid[], accounts uuid[], hashes bytea[]) returns setof integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.place::integer
    from unnest(organizations, accounts, hashes) with ordinality s(organization_id, account_id, hash, place)
    join roster.organizations o on o.id = s.organization_id and o.suspended_at is null and o.deleted_at is null
   where exists (
           select from roster.keys k
            where s.account_id is null and k.organization_id = s.organization_id and k.token_hash = s.hash
              and k.revoked_at is null and k.created_by is null and k.scopes && array['*', 'member:read'])
      or exists (
           select from (
             select k.created_by as member_id from roster.keys k
              where s.account_id is null and k.organization_id = s.organization_id and k.token_hash = s.hash
                and k.revoked_at is null and k.scopes && array['*', 'member:read']
             union all
             select t.member_id from roster.widget_tokens t
              where s.account_id is null and t.organization_id = s.organization_id and t.token_hash = s.hash
                and t.revoked_at is null and t.expires_at > clock_timestamp()
             union all
             select m.id from roster.sessions n join roster.accounts a on a.id = n.account_id
               join roster.members m on m.organization_id = s.organization_id and m.account_id = n.account_id
              where n.account_id = s.account_id and n.token_hash = s.hash and n.ended_at is null
                and n.expires_at > clock_timestamp() and a.temporary_until is null
                and roster.is_in_time(n.created_at, o)) who
             join roster.members m on m.organization_id = s.organization_id and m.id = who.member_id and roster.may_come_in(m, o)
             join roster.roles_in_effect(m.organization_id, m.id, m.inherited_role_ids, now()) r
               on r.scope = 'organization' and 'member:read' = any (r.permissions))
$$;
--> statement-breakpoint
-- What is due to webhooks, a few at a time for each endpoint, and none for one that is at work: a slow one holds up nobody else.
create function roster.claim_deliveries(worker uuid, lease_seconds integer, batch integer)
  returns table (organization_id uuid, webhook_id uuid, event_id uuid, attempts integer)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update roster.webhook_deliveries d
     set lease_id = worker, leased_until = clock_timestamp() + make_interval(secs => lease_seconds), attempts = d.attempts + 1
    from (select p.organization_id, p.webhook_id, p.event_id
            from roster.webhooks w cross join lateral (
              select * from roster.webhook_deliveries due
               where due.organization_id = w.organization_id and due.webhook_id = w.id and due.delivered_at is null
                 and due.failed_at is null and due.available_at <= clock_timestamp()
                 and (due.leased_until is null or due.leased_until < clock_timestamp())
               order by due.available_at limit case when w.failing_since is null then 4 else 1 end
               for update skip locked) p
           where w.disabled_at is null
             and not exists (
               select from roster.webhook_deliveries held
                where held.organization_id = w.organization_id and held.webhook_id = w.id and held.delivered_at is null
                  and held.failed_at is null and held.leased_until > clock_timestamp())
           limit batch) ready
   where d.organization_id = ready.organization_id and d.webhook_id = ready.webhook_id and d.event_id = ready.event_id
  returning d.organization_id, d.webhook_id, d.event_id, d.attempts
$$;
--> statement-breakpoint
-- What waits to leave, for whoever looks after the server: figures over all organizations, by kind.
create function roster.backlog() returns table (kind text, waiting bigint, oldest double precision)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.kind, count(*), greatest(0, extract(epoch from clock_timestamp() - min(o.created_at)))::double precision
    from roster.outbox o where o.sent_at is null and o.failed_at is null group by o.kind
  union all
  select 'webhook', count(*), coalesce(greatest(0, extract(epoch from clock_timestamp() - min(e.at))), 0)::double precision
    from roster.webhook_deliveries d
    join roster.webhooks w on w.organization_id = d.organization_id and w.id = d.webhook_id and w.disabled_at is null
    join roster.events e on e.organization_id = d.organization_id and e.id = d.event_id
   where d.delivered_at is null and d.failed_at is null
$$;
--> statement-breakpoint
-- One try out of `capacity` in a window that starts with the first one.
create function roster.take_permit(hashed bytea, capacity integer, window_seconds integer)
  returns table (granted boolean, retry_after integer)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into roster.rate_limits as l (bucket, count, resets_at)
  values (hashed, 1, clock_timestamp() + make_interval(secs => window_seconds))
  on conflict (bucket) do update set
    count = case when l.resets_at <= clock_timestamp() then 1 else least(l.count + 1, capacity + 1) end,
    resets_at = case when l.resets_at <= clock_timestamp() then excluded.resets_at else l.resets_at end
  returning l.count <= capacity, greatest(1, ceil(extract(epoch from l.resets_at - clock_timestamp()))::integer)
$$;
--> statement-breakpoint
-- A try that turned out right does not count: gives back as many as were taken, down to none.
create function roster.return_permits(hashed bytea, amount integer) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update roster.rate_limits set count = greatest(0, count - amount) where bucket = hashed
$$;
--> statement-breakpoint
-- Whether nothing but this organization knows the account: what it does to the account then touches nobody else. Answers
-- only about accounts of the organization's own members.
create function roster.is_only_here(account uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from roster.members m
                  where m.account_id = account and m.organization_id = roster.current_organization())
     and not exists (select from roster.members m
                      where m.account_id = account and m.organization_id <> roster.current_organization())
$$;
--> statement-breakpoint
-- Ends what people have open: sessions, and links to choose a password, of accounts that nothing but this organization
-- knows. An account that others know too stays as it is; it is refused here by the member's own state.
create function roster.end_account_access(member_ids uuid[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended uuid[] := array(
    select m.account_id from roster.members m
     where m.organization_id = roster.current_organization() and m.id = any (member_ids) and m.account_id is not null
       and roster.is_only_here(m.account_id));
begin
  update roster.sessions set ended_at = clock_timestamp() where account_id = any (ended) and ended_at is null;
  update roster.account_tokens set used_at = clock_timestamp() where account_id = any (ended) and used_at is null;
end $$;
--> statement-breakpoint
-- Takes away an account that no organization knows any more, with its sessions and links.
create function roster.forget_account(account uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from roster.accounts a
   where a.id = account and not exists (select from roster.members m where m.account_id = a.id);
  return found;
exception when foreign_key_violation then
  -- Another organization took it in at this very moment.
  return false;
end $$;
--> statement-breakpoint
create index member_roles_until on roster.member_roles (until) where until is not null;
--> statement-breakpoint
create index group_members_until on roster.group_members (until) where until is not null;
--> statement-breakpoint
-- Organizations in which something was given for a time that is over.
create function roster.organizations_to_expire(batch integer) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct over.organization_id from (
    (select r.organization_id from roster.member_roles r where r.until <= clock_timestamp() order by r.until limit batch)
    union all
    (select g.organization_id from roster.group_members g where g.until <= clock_timestamp() order by g.until limit batch)
  ) over
$$;
--> statement-breakpoint
-- Takes away what has outlived its use, a bounded number at a time; answers how many rows went.
create function roster.sweep(batch integer) returns integer
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone integer := 0;
  step integer;
begin
  delete from roster.idempotency where ctid = any (array(
    select i.ctid from roster.idempotency i where i.created_at < clock_timestamp() - interval '1 day' limit batch));
  get diagnostics step = row_count; gone := gone + step;
  delete from roster.widget_tokens where ctid = any (array(
    select w.ctid from roster.widget_tokens w where w.expires_at < clock_timestamp() - interval '1 hour' limit batch));
  get diagnostics step = row_count; gone := gone + step;
  delete from roster.rate_limits where ctid = any (array(
    select r.ctid from roster.rate_limits r where r.resets_at < clock_timestamp() limit batch));
  get diagnostics step = row_count; gone := gone + step;
  -- Mail that went, or never will, is remembered for a week; of an invitation that can still be accepted for as long as that,
  -- because it tells whether its link went by mail or by hand.
  delete from roster.outbox where ctid = any (array(
    select o.ctid from roster.outbox o
     where coalesce(o.sent_at, o.failed_at) < clock_timestamp() - interval '7 days'
       and (o.sent_at is not null or o.failed_at is not null)
       and not exists (
         select from roster.invitations i
          where i.organization_id = o.organization_id and i.id = o.subject_id and i.accepted_at is null
            and i.revoked_at is null and i.replaced_at is null and i.expires_at > clock_timestamp())
     order by coalesce(o.sent_at, o.failed_at) limit batch));
  get diagnostics step = row_count; gone := gone + step;
  -- A reader resumes within a day. What an endpoint has not got yet is kept until it has, or never will.
  delete from roster.events where ctid = any (array(
    select e.ctid from roster.events e
     where e.at < clock_timestamp() - interval '26 hours'
       and not exists (
         select from roster.webhook_deliveries d join roster.webhooks w on w.organization_id = d.organization_id and w.id = d.webhook_id
          where d.organization_id = e.organization_id and d.event_id = e.id and d.delivered_at is null and d.failed_at is null
            and w.disabled_at is null)
     order by e.at limit batch));
  get diagnostics step = row_count; gone := gone + step;
  return gone;
end $$;
--> statement-breakpoint
-- What a member is found by when several things are asked at once: roles, groups, and every beginning of a word up to five
-- letters, each with the status and the organization in the same key, so that a status costs nothing and no list is longer
-- than its organization.
create function roster.search_keys(organization uuid, words text[], role_ids uuid[], inherited_role_ids uuid[], group_ids uuid[],
                                   joined_at timestamptz, suspended_at timestamptz) returns text[]
  language plpgsql immutable parallel safe as $$
declare
  start text := organization::text || ' ' || roster.status_of(joined_at, suspended_at) || ' ';
  keys text[] := '{}';
  id uuid;
  word text;
begin
  -- Loops: as one query this took five times as long, of every change of a member.
  foreach id in array role_ids || inherited_role_ids loop
    keys := keys || (start || 'r:' || id::text);
  end loop;
  foreach id in array group_ids loop
    keys := keys || (start || 'g:' || id::text);
  end loop;
  foreach word in array words loop
    for size in 1 .. least(5, length(word)) loop
      keys := keys || (start || 'b:' || left(word, size));
    end loop;
    if length(word) > 5 then
      keys := keys || (start || 'w:' || word);
    end if;
  end loop;
  return keys;
end $$;
--> statement-breakpoint
create index members_found on roster.members using gin
  (roster.search_keys(organization_id, words, role_ids, inherited_role_ids, group_ids, joined_at, suspended_at) collate "C")
  with (gin_pending_list_limit = 256) where removed_at is null;
--> statement-breakpoint
-- The members who have one key at least of each array in `wanted`, are in one of the statuses, and have for each of the
-- `beginnings` a word that begins so (one that stands in the `narrow` column, where one is named): how many there are, and the next
-- `most` of them in the order of the column `sort`. An intersection of long lists costs some thirty nanoseconds an entry here, and
-- few pages; along member_facets it is twenty times as much. Outside of row-level security like the function below, for the
-- same reason, with all texts as literals.
create function roster.members_with(wanted jsonb, statuses text[], beginnings text[], narrow text, sort text, down boolean,
                                    after_key text, after_id uuid, most integer)
  returns table (total integer, place bigint, member_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set work_mem = '32MB' as $$
declare
  organization uuid := roster.current_organization();
  direction text := case when down then 'desc' else 'asc' end;
  conditions text;
  rest text := 'true';
begin
  select string_agg(format(
           ' and (roster.search_keys(m.organization_id, m.words, m.role_ids, m.inherited_role_ids, m.group_ids, m.joined_at, m.suspended_at) collate "C") && %L::text[]',
           array(select organization::text || ' ' || status || ' ' || key
                   from jsonb_array_elements_text(alternatives) key cross join unnest(statuses) status)), '')
    into conditions from jsonb_array_elements(wanted) alternatives;
  if cardinality(beginnings) > 0 then
    conditions := conditions || format(
      ' and not exists (select from unnest(%L::text[]) b where not exists (select from unnest(m.words) w where starts_with(w, b)))', beginnings);
    if narrow is not null then
      conditions := conditions || format(
        ' and not exists (select from unnest(%L::text[]) b where m.%I !~ (''(^|[^[:alnum:]])'' || b))', beginnings, narrow);
    end if;
  end if;
  -- Rows without a key come last in either direction.
  if after_id is not null and after_key is null then
    rest := format('h.key is null and h.id %s %L::uuid', case when down then '<' else '>' end, after_id);
  elsif after_id is not null then
    rest := format('(h.key is null or (h.key, h.id) %s (%L, %L::uuid))', case when down then '<' else '>' end, after_key, after_id);
  end if;
  return query execute format(
    'with hits as materialized (select m.id, m.%1$I as key from roster.members m where m.organization_id = %2$L and m.removed_at is null %3$s)
     select counted.total, page.place, page.id from (select count(*)::integer as total from hits) counted
       left join (select row_number() over (order by h.key is null, h.key %4$s, h.id %4$s) as place, h.id
                    from hits h where %5$s order by h.key is null, h.key %4$s, h.id %4$s limit %6$s) page on true',
    sort, organization, conditions, direction, rest, most);
end $$;
--> statement-breakpoint
-- The second try of a search, for letters from the middle of a word. LIKE under row-level security cannot use an index
-- (it is not leakproof), so this function runs outside of it and names the organization itself. The letters stand in the
-- statement as a literal, because a plan made without knowing them reads the whole organization instead of the trigrams.
create function roster.members_containing(needle text, most integer) returns setof roster.members
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set work_mem = '32MB' as $$
declare
  pattern text := '%' || regexp_replace(needle, '([\\%_])', '\\\1', 'g') || '%';
begin
  return query execute format(
    'select * from roster.members m
      where m.organization_id = %L and m.removed_at is null and (m.email like %L or m.name_key like %L) limit %s',
    roster.current_organization(), pattern, pattern, most);
end $$;
--> statement-breakpoint
-- Trigrams serve that function where the extension can be had; without it the function reads the organization's rows.
do $$
declare
  place text;
begin
  begin
    create extension if not exists pg_trgm with schema public;
  exception when others then
    raise notice 'pg_trgm is not available: %', sqlerrm;
  end;
  select n.nspname into place from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
  if place is not null then
    execute format('create index members_trigrams on roster.members using gin (email %1$I.gin_trgm_ops, name_key %1$I.gin_trgm_ops) where removed_at is null', place);
  end if;
end $$;
--> statement-breakpoint
revoke execute on all functions in schema roster from public;
--> statement-breakpoint
grant execute on all functions in schema roster to roster_app;
