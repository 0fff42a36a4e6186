/** Words of a choice of roles, wherever one is made. */
export const roleChoice = {
  roles: 'Roles',
  role: 'Role',
  exclusive: 'Excludes others',
  exclusiveHint: 'Cannot be combined with other roles.',
  roleCleared: (chosen: string, cleared: string, count: number) =>
    `${chosen} selected. ${cleared} ${count === 1 ? 'was' : 'were'} cleared.`,
  rolesRestored: (roles: string) => `${roles} selected again.`,
};
