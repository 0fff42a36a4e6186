import { eq, sql } from 'drizzle-orm';
import {
  offersGroups,
  type FieldProblem,
  type OrganizationAnswer,
  type OrganizationChange,
  type Portal,
} from '../../contract/index.ts';
import { organizations } from '../../db/schema.ts';
import { canonicalDomain } from '../addresses/canonical.ts';
import { canonicalJson } from '../canonical-json.ts';
import { record } from '../audit/record.ts';
import { checkVersion } from '../check-version.ts';
import type { Context } from '../context.ts';
import { authorizeRecent } from '../credentials/authorize-recent.ts';
import { readReserved } from '../groups/reservations.ts';
import { switchGroups } from '../groups/switch-groups.ts';
import { tell } from '../invitations/tell.ts';
import { Refused } from '../refused.ts';
import { changePortalRoles } from './change-portal-roles.ts';
import { isLinkLike } from './link-like.ts';
import { lockOrganization } from './lock-organization.ts';
import { readOrganization } from './read-organization.ts';
import { toOrganization } from './show-organization.ts';

type Settings = Pick<Organization, 'name' | 'domains' | 'portal' | 'singleSignOn'>;
type Organization = Awaited<ReturnType<typeof readOrganization>>;

/**
 * Changes what an organization sets about itself. The portal document has been checked. Where it says other roles than
 * before, they are made, changed and deleted as under `/roles`. A shorter session life holds for sessions that have begun
 * already as well.
 * @throws Refused `forbidden`, `stale`, `invalid`, `reservation_exceeded` for totals below what groups have set aside;
 *   `privilege_escalation`, `last_admin`, `role_exclusive` for what changes of roles and groups may not do
 */
export async function updateOrganization(
  context: Context,
  { sessionLife, ...change }: OrganizationChange,
  ifMatch?: number,
): Promise<OrganizationAnswer> {
  await authorizeRecent(context, 'organization:manage');
  await lockOrganization(context);
  const before = await readOrganization(context);
  checkVersion(before.version, ifMatch);
  const portal = withSessionLife(change.portal ?? before.portal, sessionLife, change.portal !== undefined);
  const after: Settings = {
    name: change.name ?? before.name,
    domains: change.domains === undefined ? before.domains : readDomains(change.domains),
    portal,
    singleSignOn: change.singleSignOn ?? before.singleSignOn,
  };
  refuse('invalid', namesLikeLinks(before, after));
  await changePortalRoles(context, before.portal, portal);
  refuse('reservation_exceeded', await tooSmallTotals(context, portal));
  const changes = differences(before, after);
  if (Object.keys(changes).length === 0) return toOrganization(context, before);
  const { tx, organizationId } = context;
  const write = async (): Promise<void> => {
    await tx
      .update(organizations)
      .set({ ...after, version: sql`version + 1` })
      .where(eq(organizations.id, organizationId));
  };
  if (offersGroups(before.portal) === offersGroups(portal)) await write();
  else await switchGroups(context, portal, write);
  await record(context, {
    action: 'organization.updated',
    target: { kind: 'organization', id: organizationId },
    changes,
  });
  await tell(context, 'organization.updated', [organizationId]);
  return toOrganization(context, { ...before, ...after, version: before.version + 1 });
}

function withSessionLife(portal: Portal, sessionLife: string | undefined, given: boolean): Portal {
  if (sessionLife === undefined || sessionLife === portal.limits.sessionLife) return portal;
  if (given) {
    const detail = 'The portal document of this request says something else.';
    refuse('invalid', [{ pointer: '/sessionLife', code: 'contradiction', detail }]);
  }
  return { ...portal, limits: { ...portal.limits, sessionLife } };
}

function readDomains(domains: readonly string[]): string[] {
  const read = domains.map((domain) => canonicalDomain(domain.trim()));
  refuse(
    'invalid',
    read.flatMap((domain, at): FieldProblem[] => {
      const pointer = `/domains/${at}`;
      if (domain === undefined) return [{ pointer, code: 'malformed', detail: 'This is no domain like example.com.' }];
      if (read.indexOf(domain) === at) return [];
      return [{ pointer, code: 'duplicate', detail: 'This domain is named twice.' }];
    }),
  );
  return read as string[];
}

/** Names that go out in mail. One that was there before is not the fault of this change. */
function namesLikeLinks(before: Settings, after: Settings): FieldProblem[] {
  const names = (of: Settings): [pointer: string, name: string | undefined][] => [
    ['/name', of.name],
    ['/portal/name', of.portal.name],
    ['/portal/labels/portal', of.portal.labels.portal],
  ];
  const old = new Map(names(before));
  return names(after)
    .filter(([pointer, name]) => name !== undefined && name !== old.get(pointer) && isLinkLike(name))
    .map(([pointer]) => ({
      pointer,
      code: 'looks_like_link',
      detail: 'Mail programs would make a link of this name. Leave the address out, or put a space after the dot.',
    }));
}

async function tooSmallTotals(context: Context, portal: Portal): Promise<FieldProblem[]> {
  const totals = new Map(portal.reservations.map(({ kind, total }, at) => [kind, { at, total }]));
  return Object.entries(await readReserved(context)).flatMap(([kind, reserved]) => {
    const { at, total } = totals.get(kind) ?? { at: undefined, total: 0 };
    if (reserved <= total) return [];
    const pointer = at === undefined ? '/portal/reservations' : `/portal/reservations/${at}/total`;
    return [{ pointer, code: 'reservation_exceeded', detail: `Groups have set aside ${reserved} of ${kind} already.` }];
  });
}

/** What differs, before and after; of the document only the parts that do. */
function differences(before: Settings, after: Settings): Record<string, unknown> {
  const changed = (from: object, to: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.keys({ ...from, ...to })
        .map((key) => [key, (from as Record<string, unknown>)[key], (to as Record<string, unknown>)[key]] as const)
        .filter(([, one, other]) => !sameJson(one, other))
        .map(([key, one, other]) => [key, { from: one ?? null, to: other ?? null }]),
    );
  const { portal: oldPortal, name, domains, singleSignOn } = before;
  const { portal: newPortal, ...plain } = after;
  const portal = changed(oldPortal, newPortal);
  return { ...changed({ name, domains, singleSignOn }, plain), ...(Object.keys(portal).length > 0 && { portal }) };
}

function refuse(code: 'invalid' | 'reservation_exceeded', errors: FieldProblem[]): void {
  if (errors.length > 0) throw new Refused(code, { detail: errors[0]!.detail, errors });
}

function sameJson(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
