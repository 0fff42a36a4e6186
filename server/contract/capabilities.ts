import type { Can } from './can.ts';
import type { MemberId, OrganizationId } from './ids.ts';
import type { Permission, RosterPermission } from './permissions.ts';
import type { Portal } from './portal.ts';
import type { Role } from './roles.ts';

/** One answer that tells an element all it needs before it draws: who asks, where, and what they can do. */
export interface Capabilities {
  organization: {
    id: OrganizationId;
    slug: string;
    name: string;
    /** Domains of the organization's own; other ones ask for confirmation. */
    domains: string[];
    /** Whether invitations go out as mail; without it the elements offer the link to hand over. */
    mail: boolean;
    /** Whether people sign in by single sign-on, so that no password is ever asked for. */
    singleSignOn: boolean;
  };
  portal: Portal;
  roles: Role[];
  caller: {
    /** `null` for an API key. */
    member: MemberId | null;
    permissions: Permission[];
    can: Record<RosterPermission, Can>;
  };
}
