import { toId, type Can, type OrganizationAnswer } from '../../contract/index.ts';
import { canDo } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { defaultSessionLife } from '../sessions/session-life.ts';
import { readOrganization, type OrganizationRow } from './read-organization.ts';

/** What the organization sets about itself, for those who manage it. */
export async function showOrganization(context: Context): Promise<OrganizationAnswer> {
  authorize(context, 'organization:manage');
  return toOrganization(context, await readOrganization(context));
}

export function toOrganization({ actor }: Context, row: OrganizationRow): OrganizationAnswer {
  const { id, slug, name, domains, portal, singleSignOn, version } = row;
  const update: Can = canDo(actor, portal, 'organization:manage');
  const sessionLife = portal.limits?.sessionLife ?? defaultSessionLife;
  return {
    organization: {
      id: toId('org', id),
      slug,
      name,
      domains,
      portal,
      singleSignOn,
      sessionLife,
      version,
      can: { update },
    },
  };
}
