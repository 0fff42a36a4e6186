/** Words of the numbers of people. */
export const stats = {
  heading: 'People',
  total: 'All',
  active: 'Active',
  invited: 'Invited',
  suspended: 'Suspended',
  byRole: 'By role',
  notAllowedDetail: 'Seeing how many people there are needs another role here. An admin can give it to you.',
};
