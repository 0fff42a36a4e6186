import type {
  BulkAnswer,
  BulkRequest,
  Capabilities,
  Can,
  CheckAnswer,
  Group,
  GroupAnswer,
  GroupId,
  GroupList,
  GroupMemberList,
  GroupMemberQuery,
  GroupQuery,
  InvitationChange,
  InvitationLink,
  InviteAnswer,
  InviteRequest,
  Labels,
  Member,
  MemberAnswer,
  MemberChange,
  MemberId,
  MemberList,
  MemberQuery,
  MemberSummary,
  Permission,
  Portal,
  Role,
  RoleId,
  RoleList,
  RosterPermission,
  SessionList,
} from '../../server/contract/index.ts';
import { BaseSource } from './base-source.ts';
import { failure } from './failure.ts';

const permissions = {
  admin: [
    'member:read',
    'member:invite',
    'member:update',
    'member:remove',
    'member:suspend',
    'group:read',
    'role:read',
  ],
  manager: ['member:read', 'member:invite', 'group:read'],
  member: ['member:read'],
} satisfies Record<string, RosterPermission[]>;

const portal: Portal = {
  name: 'Demo',
  labels: {},
  roles: [],
  columns: ['name', 'email', 'status', 'roles', 'groups', 'lastActive'],
  sortable: ['name', 'email', 'lastActiveAt', 'joinedAt'],
  filterable: ['role', 'group'],
  searchable: ['name', 'email'],
  tabs: ['all', 'active', 'invited', 'suspended'],
  actions: ['invite', 'edit', 'editInvitation', 'suspend', 'remove', 'resend', 'revoke', 'link', 'groups'],
  inviteLayout: 'shared',
  rolesPerMember: 'many',
  limits: { invitesPerRequest: 100, emailField: null, invitationLife: 'P7D', sessionLife: 'P14D' },
  rules: {
    emailChange: 'never',
    foreignDomain: 'allow',
    leaving: ['suspend', 'remove'],
    defaultGroup: false,
    admins: 1,
  },
  reservations: [],
  invitedName: 'Invited User',
  removedName: 'User Removed',
};

const people =
  'Ada Lovelace,Alan Turing,Amina Diallo,Björn Åkesson,Chiara Conti,Dmitri Orlov,Élodie Martin,Fatima Al-Sayed,Grace Hopper,Hedy Lamarr,Ibrahim Yılmaz,Jörg Größer,Katherine Johnson,Linh Nguyễn,Mary Jackson,Noor Haddad,Olga Ivanova,Priya Raman,Quentin Dubois,Rosa Fernández,Sofia Costa,Tim Berners,Ursula Weber,Valentina Greco,Wangari Maathai,Ximena Ruiz,Yuki Sato,Zoë Janssen'.split(
    ',',
  );

const moment = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString();
const address = (name: string): string =>
  `${name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '.')}@acme.example`;
const not = (reason: string): Can => ({ ok: false, code: 'forbidden', reason });

/**
 * People who are in this page alone, for the attribute `demo`: a row is on screen before there is any server. What is
 * done to them is done until the page is left.
 */
export class DemoSource extends BaseSource {
  readonly #roles: Role[] = (['admin', 'manager', 'member'] as const).map((key) => ({
    id: `rol_${key}`,
    key,
    name: key[0]!.toUpperCase() + key.slice(1),
    description: '',
    scope: 'organization',
    exclusive: false,
    permissions: permissions[key] as Permission[],
    memberCount: 0,
    version: 1,
    can: { assign: true, update: not('Roles stay as they are here.'), delete: not('Roles stay as they are here.') },
  }));
  readonly #groups = ['Design', 'Engineering', 'Finance'].map((name, at) => ({ id: `grp_${at}` as GroupId, name }));
  #members = people.map((name, at) => this.#person(name, address(name), at));

  override async capabilities(): Promise<Capabilities> {
    const can = Object.fromEntries(permissions.admin.map((one) => [one, true]));
    const refused = not('This is only a demo.');
    return {
      organization: {
        id: 'org_demo',
        slug: 'demo',
        name: 'Acme',
        domains: ['acme.example'],
        mail: true,
        singleSignOn: false,
      },
      portal,
      roles: this.#roles,
      caller: {
        member: this.#members[0]!.id,
        permissions: permissions.admin,
        can: new Proxy(can, { get: (held, name) => held[name as string] ?? refused }) as Capabilities['caller']['can'],
      },
    };
  }

  override async members({
    query = '',
    status,
    role,
    group,
    sort = 'email',
    limit = 25,
    cursor,
  }: MemberQuery): Promise<MemberList> {
    const words = query.toLowerCase().split(/\s+/);
    const key = sort.replace('-', '') as 'email' | 'name' | 'lastActiveAt' | 'joinedAt';
    const found = this.#members.filter(
      (one) =>
        words.every((word) => `${one.name ?? ''} ${one.email}`.toLowerCase().includes(word)) &&
        (!status?.length || status.includes(one.status)) &&
        (!role?.length || one.roles.some((id) => role.includes(id))) &&
        (!group?.length || one.groups.some((id) => group.includes(id))),
    );
    found.sort((one, other) => (one[key] ?? '').localeCompare(other[key] ?? ''));
    if (sort.startsWith('-')) found.reverse();
    const from = Number(cursor ?? 0);
    const next = from + limit < found.length ? String(from + limit) : null;
    return { items: found.slice(from, from + limit), next, total: found.length, names: this.#names };
  }

  override async summary(): Promise<MemberSummary> {
    const count = (...those: Member['status'][]): number =>
      this.#members.filter(({ status }) => those.includes(status)).length;
    const byRole = Object.fromEntries(
      this.#roles.map(({ id }) => [id, this.#members.filter(({ roles }) => roles.includes(id)).length]),
    ) as Record<RoleId, number>;
    return {
      total: this.#members.length,
      byStatus: { active: count('active'), invited: count('invited'), suspended: count('suspended') },
      byRole,
    };
  }

  override async member(id: string): Promise<MemberAnswer> {
    return this.#answer(this.#find(id));
  }

  override async roles(): Promise<RoleList> {
    return { items: this.#roles, permissions: [] };
  }

  override async groups({ query = '' }: GroupQuery): Promise<GroupList> {
    const items = this.#groups
      .filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()))
      .map((group) => this.#group(group));
    return { items, next: null, total: items.length, reserved: {} };
  }

  override async group(id: string): Promise<GroupAnswer> {
    const group = this.#groups.find((one) => one.id === id);
    if (!group) throw failure('not_found', { status: 404 });
    return { group: this.#group(group), names: this.#names };
  }

  override async groupMembers(group: string, query: GroupMemberQuery): Promise<GroupMemberList> {
    const list = await this.members({ ...query, group: [group as GroupId] });
    const refused = not('This is only a demo.');
    const items = list.items.map((one) => ({
      ...one,
      groupRole: 'member' as const,
      can: { ...one.can, changeGroupRole: refused, removeFromGroup: refused },
    }));
    return { ...list, items };
  }

  override async labels(ids: readonly string[]): Promise<Labels> {
    const items = ids.map((id) => this.#members.find((one) => one.id === id) ?? id);
    return {
      items: items.map((one) =>
        typeof one === 'string'
          ? { id: one as MemberId, name: portal.removedName, removed: true }
          : { id: one.id, name: one.name ?? one.email },
      ),
    };
  }

  override async sessions(): Promise<SessionList> {
    return { items: [] };
  }

  override async check(addresses: readonly string[]): Promise<CheckAnswer> {
    return {
      items: addresses.map((text, index) => {
        const { name = '', email = text } = /^(?<name>.*?)\s*<(?<email>.*)>$/.exec(text)?.groups ?? {};
        if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()))
          return { index, state: 'malformed', detail: 'An address looks like name@example.com.' };
        const known = this.#members.find((one) => one.email === email.trim());
        const state = known ? (known.status === 'invited' ? 'invited' : 'member') : 'ok';
        return { index, state, email: email.trim(), ...(name && { name: name.replaceAll('"', '') }) };
      }),
    };
  }

  override async invite({ people: invited, roles = [], groups = [] }: InviteRequest): Promise<InviteAnswer> {
    const results = invited.map(({ email, name, ...own }, index) => {
      const known = this.#members.find((one) => one.email === email);
      if (known) return { index, email, status: 'alreadyMember' as const, member: known };
      const member = this.#person(name ?? null, email, this.#members.length + 4 * people.length, 'invited');
      Object.assign(member, { roles: own.roles ?? roles, groups: own.groups ?? groups });
      this.#members.push(member);
      return { index, email, status: 'invited' as const, member };
    });
    return { results, names: this.#names };
  }

  override changeInvitation(id: string, change: InvitationChange): Promise<MemberAnswer> {
    return this.updateMember(id, change);
  }

  override async resend(id: string): Promise<MemberAnswer> {
    const member = this.#find(id);
    return this.#changed(member, { invitation: this.#invitation() });
  }

  override async revoke(id: string): Promise<void> {
    await this.removeMember(id);
  }

  override async link(id: string): Promise<InvitationLink> {
    return { url: `https://acme.example/accept?of=${this.#find(id).id}`, expiresAt: moment(-7) };
  }

  override async updateMember(id: string, change: MemberChange): Promise<MemberAnswer> {
    const { until: _, ...rest } = change;
    return this.#changed(this.#find(id), rest);
  }

  override async removeMember(id: string): Promise<void> {
    const member = this.#find(id);
    this.#members = this.#members.filter((one) => one !== member);
  }

  override async suspend(id: string): Promise<MemberAnswer> {
    return this.#changed(this.#find(id), { status: 'suspended', suspendedAt: moment(0) });
  }

  override async reactivate(id: string): Promise<MemberAnswer> {
    return this.#changed(this.#find(id), { status: 'active', suspendedAt: null });
  }

  override async bulk({ action, ids = [] }: BulkRequest): Promise<BulkAnswer> {
    const each: Partial<Record<BulkRequest['action'], (id: string) => Promise<unknown>>> = {
      suspend: (id) => this.suspend(id),
      reactivate: (id) => this.reactivate(id),
      remove: (id) => this.removeMember(id),
      revoke: (id) => this.removeMember(id),
      resend: (id) => this.resend(id),
    };
    const run = each[action];
    if (!run) throw failure('not_found', { status: 404 });
    for (const id of ids) await run(id);
    return { results: ids.map((id) => ({ id, status: 'done' })), next: null };
  }

  get #names(): Record<string, string> {
    return Object.fromEntries([...this.#roles, ...this.#groups].map(({ id, name }) => [id, name]));
  }

  #find(id: string): Member {
    const found = this.#members.find((one) => one.id === id);
    if (!found) throw failure('not_found', { status: 404 });
    return found;
  }

  #answer(member: Member): MemberAnswer {
    return { member, names: this.#names };
  }

  /** A new object for every change: who holds the old one draws the old one. */
  #changed(member: Member, change: Partial<Member>): MemberAnswer {
    const changed = { ...member, ...change, version: member.version + 1 };
    changed.can = this.#can(changed.status, changed === this.#members[0]);
    this.#members[this.#members.indexOf(member)] = changed;
    return this.#answer(changed);
  }

  #person(name: string | null, email: string, at: number, given?: Member['status']): Member {
    const status = given ?? (at % 9 === 5 ? 'invited' : at % 13 === 11 ? 'suspended' : 'active');
    const invited = status === 'invited';
    return {
      id: `mem_${at}`,
      status,
      name,
      email,
      roles: [this.#roles[at === 0 ? 0 : at % 6 === 3 ? 1 : 2]!.id],
      inheritedRoles: [],
      groups: at % 4 === 3 ? [] : [this.#groups[at % this.#groups.length]!.id],
      invitation: invited ? this.#invitation() : null,
      joinedAt: invited ? null : moment(30 + 7 * at),
      suspendedAt: status === 'suspended' ? moment(3) : null,
      lastActiveAt: invited ? null : moment(0.4 * at),
      version: 1,
      can: this.#can(status, at === 0),
    };
  }

  #invitation(): Member['invitation'] {
    return { sentAt: moment(0), expiresAt: moment(-7), state: 'pending', delivery: 'sent' };
  }

  #can(status: Member['status'], self: boolean): Member['can'] {
    const pending = status === 'invited' || not('There is no pending invitation.');
    const leaving = self ? not('There must be one admin at least.') : true;
    return {
      update: true,
      changeEmail: not('Addresses stay as they are here.'),
      suspend: status === 'active' ? leaving : not('Only who is active can be suspended.'),
      reactivate: status === 'suspended' || not('Only who is suspended can be reactivated.'),
      remove: leaving,
      resetPassword: not('This is only a demo.'),
      sessions: not('This is only a demo.'),
      editInvitation: pending,
      resend: pending,
      revoke: pending,
      link: pending,
    };
  }

  #group({ id, name }: { id: GroupId; name: string }): Group {
    const refused = not('Groups stay as they are here.');
    return {
      id,
      name,
      description: '',
      isDefault: false,
      memberCount: this.#members.filter(({ groups }) => groups.includes(id)).length,
      roles: [],
      reservations: {},
      version: 1,
      can: { update: refused, delete: refused, members: refused },
    };
  }
}
