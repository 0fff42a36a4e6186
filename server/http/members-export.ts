import { offersGroups, type Member, type Portal } from '../contract/index.ts';
import { exportMembers } from '../domain/members/export-members.ts';
import { byteOrderMark, csvLine } from './csv.ts';
import { sortBy } from './fields.ts';
import { memberFilters } from './members.ts';
import { defineFile } from './route.ts';

type Column = [heading: string, cell: (member: Member, names: Record<string, string>) => string | null];

const rolesFromGroups: Column = [
  'Roles from groups',
  ({ inheritedRoles }, names) =>
    listed(
      inheritedRoles.map(({ role }) => role),
      names,
    ),
];
const groups: Column = ['Groups', (member, names) => listed(member.groups, names)];

/** All columns, less those of groups where there are none. */
const columnsOf = (portal: Portal): Column[] => [
  ['Name', ({ name }) => name],
  ['Email', ({ email }) => email],
  ['Status', ({ status }) => status],
  ['Roles', ({ roles }, names) => listed(roles, names)],
  ...(offersGroups(portal) ? [rolesFromGroups, groups] : []),
  ['Joined', ({ joinedAt }) => joinedAt],
  ['Suspended', ({ suspendedAt }) => suspendedAt],
  ['Last active', ({ lastActiveAt }) => lastActiveAt],
  ['Id', ({ id }) => id],
];

function listed(ids: readonly string[], names: Record<string, string>): string {
  return ids.map((id) => names[id] ?? id).join('; ');
}

export const memberExportRoutes = [
  defineFile({
    method: 'get',
    path: '/members/export',
    tag: 'Members',
    summary: 'Export members as CSV',
    description:
      'What the list shows for the same search, filters and order, all pages of it, as UTF-8 in the form of RFC 4180. Cells that a spreadsheet would calculate begin with an apostrophe. Each export stands in the audit trail.',
    permission: 'member:export',
    query: { ...memberFilters, sort: sortBy(['email', 'name', 'lastActiveAt', 'joinedAt']).optional() },
    type: 'text/csv; charset=utf-8',
    filename: 'members.csv',
    async piece(context, { query }, after) {
      const { items, names, next, portal } = await exportMembers(context, query, after);
      const columns = columnsOf(portal);
      const lines = items.map((member) => csvLine(columns.map(([, cell]) => cell(member, names))));
      const heading = after === undefined ? byteOrderMark + csvLine(columns.map(([name]) => name)) : '';
      return { text: heading + lines.join(''), next };
    },
  }),
];
