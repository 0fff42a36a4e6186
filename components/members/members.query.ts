import type { Capabilities, MemberQuery, MemberStatus, Portal, TabKey } from '../../server/contract/index.ts';
import { statusesOf } from './members.view.ts';

/** What is asked for: by the host, by attributes and properties, and by the person looking. */
export interface Asked {
  tab: string;
  query: string;
  sort: string;
  role: string | null;
  group: string;
  pageSize: number;
}

/** What there is to ask. Without capabilities the portal is a stand-in, and everything asked for is taken at its word. */
export interface Askable {
  portal: Portal;
  capabilities: Capabilities | undefined;
}

/** The tab shown: the one asked for, where the portal has it. */
export function tabOf({ tab }: Asked, { portal, capabilities }: Askable): TabKey {
  const asked = tab as TabKey;
  return asked && (!capabilities || portal.tabs.includes(asked)) ? asked : (portal.tabs[0] ?? 'all');
}

/** The order shown: the one asked for, where the portal lets it. */
export function orderOf({ sort }: Asked, { portal, capabilities }: Askable): string {
  const asked = sort.replace(/^-/, '');
  if (asked && (!capabilities || (portal.sortable as string[]).includes(asked))) return sort;
  return portal.sortable.includes('email') ? 'email' : (portal.sortable[0] ?? 'email');
}

/** The role's id, whether it was asked for by that or by its key. */
export function roleOf({ role }: Asked, { capabilities }: Askable): string {
  return capabilities?.roles.find(({ id, key }) => id === role || key === role)?.id ?? role ?? '';
}

export function pageSizeOf({ pageSize }: Asked): number {
  return Math.min(100, Math.max(1, Math.trunc(pageSize) || 25));
}

/** What the source is asked for; `undefined` while a role is known by its key only. */
export function queryOf(asked: Asked, there: Askable, status: MemberStatus | ''): MemberQuery | undefined {
  const role = roleOf(asked, there);
  if (role && !role.startsWith('rol_') && !there.capabilities) return undefined;
  const statuses = status ? [status] : statusesOf(tabOf(asked, there), there.portal.tabs);
  const query = asked.query.trim().slice(0, 100);
  return {
    ...(query ? { query } : {}),
    ...(statuses.length ? { status: statuses } : {}),
    ...(role ? { role: [role as `rol_${string}`] } : {}),
    ...(asked.group ? { group: [asked.group as `grp_${string}`] } : {}),
    sort: orderOf(asked, there) as NonNullable<MemberQuery['sort']>,
    limit: pageSizeOf(asked),
  };
}
