import type { Can } from './can.ts';
import type { GroupId, RoleId } from './ids.ts';

export interface Group {
  id: GroupId;
  name: string;
  description: string;
  /** People invited without a group join this one. One at most. */
  isDefault: boolean;
  memberCount: number;
  /** Roles every member of the group inherits. */
  roles: RoleId[];
  version: number;
  can: { update: Can; delete: Can; members: Can };
}

export interface GroupList {
  items: Group[];
  next: string | null;
  total: number;
}

export interface GroupQuery {
  query?: string;
  sort?: 'name' | '-name' | 'memberCount' | '-memberCount';
  limit?: number;
  cursor?: string;
}
