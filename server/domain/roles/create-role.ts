import { sql } from 'drizzle-orm';
import type { RoleAnswer } from '../../contract/index.ts';
import { roles } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { judgeNewRole, judgePermissions } from './judge-role.ts';
import { answerRole } from './lock-role.ts';

/** As `RoleRequest`. */
export interface RoleInput {
  key?: string | undefined;
  name: string;
  description?: string | undefined;
  permissions: readonly string[];
  exclusive?: boolean | undefined;
}

/**
 * Makes a role, which comes last in the list and which nobody holds yet.
 * @throws Refused `forbidden`, `invalid`, `privilege_escalation` for a permission the caller does not hold
 */
export async function createRole(context: Context, input: RoleInput): Promise<RoleAnswer> {
  authorize(context, 'role:manage');
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  refuseUnless(canDo(context.actor, portal, 'role:manage'));
  const { tx, organizationId, services } = context;
  const { name, description = '', exclusive = false, permissions } = input;
  judgePermissions(context, [], permissions);
  const key = await judgeNewRole(context, input);
  const id = services.newUuid();
  await tx.insert(roles).values({
    organizationId,
    id,
    key,
    name,
    description,
    permissions: [...permissions],
    exclusive,
    position: sql`(select coalesce(max(position), -1) + 1 from roster.roles where organization_id = ${organizationId})`,
  });
  const changes = { key, name, permissions, ...(exclusive && { exclusive }) };
  await record(context, { action: 'role.created', target: { kind: 'role', id }, changes });
  await tell(context, 'role.created', [id]);
  return answerRole(context, id);
}
