import { sql } from 'drizzle-orm';

/** What of a member's row an answer is made from. Ids are UUIDs, moments as the database writes them. */
export interface MemberRow extends Record<string, unknown> {
  id: string;
  account_id: string | null;
  email: string;
  name: string | null;
  name_key: string;
  role_ids: string[];
  inherited_role_ids: string[];
  group_ids: string[];
  joined_at: string | null;
  suspended_at: string | null;
  last_active_at: string | null;
  last_active_day: string;
  version: number;
  /** Read for one member, not for lists. */
  contact?: Record<string, string>;
}

/** Its columns, of `roster.members` called `m`. */
export const memberColumns = sql.raw(
  [
    'id',
    'account_id',
    'email',
    'name',
    'name_key',
    'role_ids',
    'inherited_role_ids',
    'group_ids',
    'joined_at',
    'suspended_at',
    'last_active_at',
    'last_active_day',
    'version',
  ]
    .map((column) => `m.${column}`)
    .join(', '),
);
