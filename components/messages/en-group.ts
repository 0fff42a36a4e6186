/** Words of a group's own page. `noun`: what the portal calls a group, in running text. */
export const group = {
  members: (noun: string) => `Members of this ${noun}`,
  groupRole: 'Group role',
  groupRoles: { owner: 'Owner', member: 'Member' },
  gives: 'Gives',
  add: (noun: string) => `Add ${noun} member`,
  editRole: (label: string) => `Edit ${label}`,
  remove: (noun: string) => `Remove from ${noun}`,
  removed: (name: string, group: string) => `${name} removed from ${group}`,
  back: 'Back in it.',
  emptyTitle: 'Nobody is here yet',
  emptyDetail: 'Add people of the organization: they join at once.',
  noMatch: 'Nobody matches',
  missing: 'It was deleted, or you are not one of those who see it.',
};
