/** Words of the portal around the other elements. */
export const portal = {
  sections: 'Sections',
  members: 'Members',
  groups: 'Groups',
  roles: 'Roles',
  audit: 'Audit log',
  group: 'Group',
  everybody: 'All groups',
  allGroups: (count: string) => `All ${count} groups`,
  back: (to: string) => `Back to ${to}`,
  notAllowedDetail: 'Managing people needs another role here. An admin can give it to you.',
};
