// A host with user tables of its own: none of Roster's API, one object instead. What it leaves out is not offered.
import { BaseSource, SourceError } from 'roster';

const no = { ok: false, code: 'forbidden', reason: 'People are kept in the staff directory.' };
const actions = [
  'update',
  'changeEmail',
  'suspend',
  'reactivate',
  'remove',
  'resetPassword',
  'sessions',
  'editInvitation',
  'resend',
  'revoke',
  'link',
];
const role = {
  id: 'rol_staff',
  key: 'staff',
  name: 'Staff',
  description: 'Everybody.',
  permissions: ['member:read'],
  scope: 'organization',
  exclusive: false,
  version: 1,
  memberCount: 0,
  can: { assign: no, update: no, delete: no },
};

const portal = {
  name: 'Staff',
  labels: {
    member: 'Person',
    members: 'Staff',
    group: 'Team',
    groups: 'Teams',
    role: 'Role',
    groupRole: 'Role',
    invite: 'Invite',
    edit: 'Edit',
    remove: 'Remove',
    lastActive: 'Last seen',
    resend: 'Resend',
    createGroup: 'New team',
  },
  roles: [],
  columns: ['name', 'email', 'status'],
  sortable: ['email', 'name'],
  filterable: [],
  searchable: ['name', 'email'],
  tabs: ['all', 'suspended'],
  actions: [],
  inviteLayout: 'shared',
  rolesPerMember: 'many',
  limits: { invitesPerRequest: 100, emailField: 1000, invitationLife: 'P1D', sessionLife: 'P14D' },
  rules: { emailChange: 'never', foreignDomain: 'allow', leaving: [], admins: 1 },
  features: { groups: false },
  reservations: [],
  invitedName: 'Invited',
  removedName: 'Somebody who left',
};

export class StaffSource extends BaseSource {
  #rows;

  /** @param {() => Promise<{number: number, name: string, mail: string, left: boolean}[]>} rows reads the host's own table */
  constructor(rows) {
    super();
    this.#rows = rows;
  }

  async capabilities() {
    const can = Object.fromEntries(
      ['member:invite', 'role:read', 'group:read', 'audit:read'].map((name) => [name, no]),
    );
    return {
      organization: { id: 'org_staff', slug: 'staff', name: 'Staff', domains: [], mail: false, singleSignOn: true },
      portal,
      roles: [role],
      caller: { member: null, permissions: ['member:read'], can: { ...can, 'member:read': true } },
    };
  }

  async members({ query = '', status = [], sort = 'email', limit = 25, cursor = '0' }) {
    const text = query.toLowerCase();
    const key = sort.replace('-', '') === 'name' ? 'name' : 'email';
    const found = (await this.#rows())
      .map(toMember)
      .filter((one) => `${one.name} ${one.email}`.toLowerCase().includes(text))
      .filter((one) => status.length === 0 || status.includes(one.status))
      .toSorted((a, b) => a[key].localeCompare(b[key]));
    if (sort.startsWith('-')) found.reverse();
    const end = Number(cursor) + limit;
    return {
      items: found.slice(Number(cursor), end),
      next: end < found.length ? String(end) : null,
      total: found.length,
      names: { [role.id]: role.name },
    };
  }

  async summary() {
    const people = (await this.#rows()).map(toMember);
    const count = (status) => people.filter((one) => one.status === status).length;
    const byStatus = { active: count('active'), invited: 0, suspended: count('suspended') };
    return { total: people.length, byStatus, byRole: { [role.id]: people.length } };
  }

  async member(id) {
    const member = (await this.#rows()).map(toMember).find((one) => one.id === id);
    if (!member) throw refused('not_found', 404, 'There is nobody with this number.');
    return { member, names: { [role.id]: role.name } };
  }

  async labels(ids) {
    const people = (await this.#rows()).map(toMember);
    const nameOf = (id) => people.find((one) => one.id === id)?.name;
    return { items: ids.map((id) => ({ id, name: nameOf(id) ?? portal.removedName, removed: !nameOf(id) })) };
  }
}

function toMember({ number, name, mail, left }) {
  return {
    id: `mem_${number}`,
    status: left ? 'suspended' : 'active',
    name,
    email: mail,
    roles: [role.id],
    inheritedRoles: [],
    groups: [],
    invitation: null,
    joinedAt: null,
    suspendedAt: null,
    lastActiveAt: null,
    version: 1,
    can: Object.fromEntries(actions.map((action) => [action, no])),
  };
}

function refused(code, status, detail) {
  return new SourceError({ type: `urn:staff:${code}`, title: detail, status, detail, code, requestId: '' });
}
