/** What the table of members says of itself, so that a host can keep it. */
export type MembersViewState = HTMLElementEventMap['roster-view-change']['view'];

/** The part of a path below the portal's base, `groups/grp_…`; `undefined` for a path of the host's own. */
export function below(base: string, path: string): string | undefined {
  const root = base.replace(/\/+$/, '');
  if (path === root) return '';
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1).replace(/\/+$/, '') : undefined;
}

/** The address of a place in the portal. */
export function addressOf(base: string, place: string): string {
  const root = base.replace(/\/+$/, '');
  return place ? `${root}/${place}` : root || '/';
}

const parameters: Record<keyof MembersViewState, string> = {
  tab: 'tab',
  query: 'q',
  sort: 'sort',
  role: 'role',
  group: 'group',
  pageSize: 'rows',
};

/** What the table shows, out of the query of an address. */
export function readView(search: string): Partial<MembersViewState> {
  const given = new URLSearchParams(search);
  const view: Record<string, string | number> = {};
  for (const [key, parameter] of Object.entries(parameters)) {
    const value = given.get(parameter);
    if (value) view[key] = key === 'pageSize' ? Number(value) : value;
  }
  return view;
}

/** The query with what the table shows in it; what the host has put there stays. */
export function writeView(search: string, view: MembersViewState): string {
  const query = new URLSearchParams(search);
  for (const [key, parameter] of Object.entries(parameters)) {
    const value = view[key as keyof MembersViewState];
    const usual = value === '' || (key === 'pageSize' && value === 25);
    if (usual) query.delete(parameter);
    else query.set(parameter, String(value));
  }
  const text = query.toString();
  return text && `?${text}`;
}
