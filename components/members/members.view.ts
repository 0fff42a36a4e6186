import type {
  ActionKey,
  ColumnKey,
  Member,
  MemberList,
  MemberStatus,
  Portal,
  Role,
  SortKey,
  TabKey,
} from '../../server/contract/index.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/formats.ts';

/** A column of the host's own. */
export interface HostColumn {
  key: string;
  label: string;
  /** Text, or whatever Lit draws. */
  render(member: Member): unknown;
}

export const keyOf = (column: ColumnKey | HostColumn): string => (typeof column === 'object' ? column.key : column);

/** What every part of the table draws from. */
export interface MembersView {
  portal: Portal;
  roles: readonly Role[];
  /** Names of roles and groups by id. */
  names: Readonly<Record<string, string>>;
  words: Messages['members'];
  common: Messages['common'];
  formats: Formats;
}

/** The same for what is loaded later, with that part's words. */
export type LaterView = Omit<MembersView, 'words'> & { words: Messages['membersLater'] };

/** Stands in for the portal until the server has said which, so that nothing moves when it has: what the first drawing reads. */
export const awaitedPortal = {
  labels: {},
  columns: ['name', 'email', 'status', 'roles', 'groups', 'lastActive'],
  sortable: ['email'],
  filterable: ['role'],
  searchable: ['name', 'email'],
  tabs: ['all', 'active', 'invited', 'suspended'],
  actions: ['invite', 'resend'],
} as Partial<Portal> as Portal;

/** The portal's actions that are in a row's menu. */
export const rowActions: ActionKey[] = [
  'edit',
  'editInvitation',
  'resend',
  'link',
  'resetPassword',
  'suspend',
  'revoke',
  'remove',
];

/** How many are listed over all pages. */
export function totalsOf(
  page: MemberList | undefined,
  { common, formats }: Pick<MembersView, 'common' | 'formats'>,
): { total: number; text: string } {
  const { total = 0, atLeast } = page ?? {};
  const text = formats.number(total);
  return { total, text: atLeast ? common.atLeast(text) : text };
}

const sorts: Partial<Record<ColumnKey, SortKey>> = {
  name: 'name',
  email: 'email',
  lastActive: 'lastActiveAt',
  joined: 'joinedAt',
};

/** The key a column sorts by, where the portal lets it. */
export function sortOf(column: string, portal: Portal): SortKey | undefined {
  const key = sorts[column as ColumnKey];
  return key && portal.sortable.includes(key) ? key : undefined;
}

/** Moments are first asked for newest first. */
export function isTime(key: SortKey): boolean {
  return key === 'lastActiveAt' || key === 'joinedAt';
}

/** What a column is called here. */
export function columnLabel(column: string, { portal: { labels }, words }: MembersView): string {
  if (column === 'roles' && labels.role) return labels.role;
  if (column === 'groups' && labels.groups) return labels.groups;
  if (column === 'lastActive' && labels.lastActive) return labels.lastActive;
  return words.columns[column as ColumnKey] ?? column;
}

/** What a person is called here: their name, the portal's word for somebody invited, or the address. */
export function nameOf(member: Member, portal: Portal): string {
  return member.name ?? ((member.status === 'invited' && portal.invitedName) || member.email);
}

/** How the people are called in running text. */
export function nounOf({ portal, words }: MembersView): string {
  const noun = portal.labels.members ?? words.heading;
  return noun === noun.toUpperCase() ? noun : noun.toLocaleLowerCase();
}

/** The statuses a tab shows. Where there is a tab for the suspended and none for the active, "all" leaves them out. */
export function statusesOf(tab: TabKey, tabs: readonly TabKey[]): MemberStatus[] {
  if (tab !== 'all') return [tab];
  return tabs.includes('suspended') && !tabs.includes('active') ? ['active', 'invited'] : [];
}
