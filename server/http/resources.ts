import { auditRoutes } from './audit.ts';
import { capabilityRoutes } from './capabilities.ts';
import { eventRoutes } from './events.ts';
import { grantRoutes } from './grants.ts';
import { groupRoutes } from './groups.ts';
import { invitationRoutes } from './invitations.ts';
import { keyRoutes } from './keys.ts';
import { labelRoutes } from './labels.ts';
import { memberSessionRoutes } from './member-sessions.ts';
import { memberBulkRoutes } from './members-bulk.ts';
import { memberExportRoutes } from './members-export.ts';
import { memberRoutes } from './members.ts';
import { organizationRoutes } from './organization.ts';
import { roleRoutes } from './roles.ts';
import type { Route } from './route.ts';
import { scimRoutes } from './scim.ts';
import { tokenRoutes } from './tokens.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every resource of the API. A module of routes is entered here and nowhere else. */
export const resources: readonly Route[] = [
  ...capabilityRoutes,
  ...memberExportRoutes,
  ...memberBulkRoutes,
  ...memberRoutes,
  ...memberSessionRoutes,
  ...groupRoutes,
  ...roleRoutes,
  ...grantRoutes,
  ...invitationRoutes,
  ...labelRoutes,
  ...tokenRoutes,
  ...keyRoutes,
  ...auditRoutes,
  ...organizationRoutes,
  ...eventRoutes,
  ...webhookRoutes,
  ...scimRoutes,
];
