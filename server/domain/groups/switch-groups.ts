import { sql } from 'drizzle-orm';
import { offersGroups, type Portal } from '../../contract/index.ts';
import { keepAnAdmin } from '../authority/keep-an-admin.ts';
import { refuseClashAmong } from '../authority/refuse-clash-among.ts';
import { notHeld } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

/**
 * Switches groups on or off by writing the portal document that says so: triggers give what groups give to everybody in
 * them, or take it away. That is giving and taking like any other, for everybody at once. The caller has the organization's lock.
 * @param write writes the document
 * @throws Refused `privilege_escalation` where groups give what the caller does not hold, `last_admin`, `role_exclusive` for
 *   what somebody was given meanwhile
 */
export async function switchGroups(context: Context, portal: Portal, write: () => Promise<void>): Promise<void> {
  const { tx, organizationId } = context;
  const given = await tx.execute<{ permission: string }>(
    sql`select distinct permission from roster.group_roles gr
          join roster.roles r on r.organization_id = gr.organization_id and r.id = gr.role_id, unnest(r.permissions) permission
         where gr.organization_id = ${organizationId}`,
  );
  const missing = notHeld(
    context.actor,
    given.map(({ permission }) => permission),
  );
  if (missing.length > 0) {
    const detail = `Groups give ${missing.join(', ')}, which you do not hold yourself.`;
    throw new Refused('privilege_escalation', {
      detail,
      errors: [{ pointer: '/portal/features/groups', code: 'not_held', detail }],
    });
  }
  await keepAnAdmin(context, portal, write);
  if (offersGroups(portal)) {
    const inheriting = sql`select member_id from roster.inherited_roles where organization_id = ${organizationId}`;
    await refuseClashAmong(context, inheriting);
  }
}
