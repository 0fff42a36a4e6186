import type {
  BulkAnswer,
  BulkRequest,
  BulkResult,
  Capabilities,
  GroupList,
  Invitation,
  Labels,
  Member,
  MemberAction,
  MemberAnswer,
  MemberId,
  MemberList,
  MemberQuery,
  MemberSummary,
  Permission,
  Portal,
  Refusal,
  Role,
  RoleId,
  RoleList,
  RosterPermission,
} from '../../../server/contract/index.ts';
import { exclusiveClash, findPeople, readAddress, rosterPermissions } from '../../../server/contract/index.ts';
import { BaseSource } from '../../../components/source/base-source.ts';
import { SourceError, type ReadOptions, type Source } from '../../../components/source/source.ts';

/** A host product that keeps its people in an array of its own, and gives elements a source over it. */
export const hostPortal: Portal = {
  name: 'Harbour',
  labels: {},
  roles: [],
  columns: ['name', 'email', 'status', 'roles', 'groups', 'lastActive'],
  sortable: ['name', 'email', 'lastActiveAt', 'joinedAt'],
  filterable: ['role', 'group'],
  searchable: ['name', 'email'],
  tabs: ['all', 'active', 'invited', 'suspended'],
  actions: ['invite', 'resend', 'link', 'revoke'],
  inviteLayout: 'shared',
  rolesPerMember: 'many',
  limits: { invitesPerRequest: 100, emailField: null, invitationLife: 'P1D', sessionLife: 'P14D' },
  rules: { emailChange: 'admin', foreignDomain: 'confirm', leaving: ['suspend'], defaultGroup: true, admins: 1 },
  reservations: [],
  invitedName: 'Invited User',
  removedName: 'User Removed',
};

const people: [name: string, local: string][] = [
  ['Ada Lovelace', 'ada.lovelace'],
  ['Amara Okonkwo', 'amara'],
  ['أمل الخطيب', 'amal.khatib'],
  ['Björn Åkesson', 'bjorn'],
  ['陳大文', 'tai-man.chan'],
  ['Chloé Dubois', 'chloe.dubois'],
  ['Δήμητρα Παπαδοπούλου', 'dimitra.p'],
  ['Diego Hernández de la Fuente', 'diego.hernandez'],
  ['דנה כהן', 'dana.cohen'],
  ['Elif Yılmaz', 'elif'],
  ['Emma van den Berg', 'emma.vandenberg'],
  ['Fatima Zahra Benali', 'fz.benali'],
  ['Юлия Соколова', 'yulia.sokolova'],
  ['Grace Hopper', 'grace.hopper'],
  ['Hiroshi Tanaka', 'hiroshi'],
  ['山田 花子', 'hanako.yamada'],
  ['Ines Ferreira', 'ines'],
  ['प्रिया शर्मा', 'priya.sharma'],
  ['Jürgen Müller', 'juergen.mueller'],
  ['Kwame Mensah', 'kwame'],
];

export interface SampleOptions {
  count?: number;
  portal?: Partial<Portal>;
  /** Permissions of the person looking; all of them by default. */
  permissions?: readonly RosterPermission[];
  domain?: string;
}

const hour = 3_600_000;
const day = 24 * hour;
const refusal = (code: Refusal['code'], reason: string): Refusal => ({ ok: false, code, reason });

export function problem(status: number, code: SourceError['problem']['code'], detail: string): SourceError {
  return new SourceError({ type: `urn:roster:problem:${code}`, title: detail, status, detail, code, requestId: 'r1' });
}

/** The host's source. What is public on it is the host's own table, for a test to look into and to change. */
export class SampleSource extends BaseSource {
  readonly members_: Member[];
  readonly names: Record<string, string> = {};
  readonly roles_: Role[];
  readonly portal: Portal;
  readonly permissions: readonly RosterPermission[];
  /** Every call, in order, with what it was asked. */
  readonly calls: { what: keyof Source; asked: unknown }[] = [];
  /** Readings not yet answered, and the most there ever were of lists at a time. */
  pending = 0;
  mostLists = 0;
  #lists = 0;
  /** Milliseconds until an answer; an aborted reading answers at once. */
  delay = 0;
  /** What is thrown instead of an answer. */
  fault: ((what: keyof Source) => SourceError | undefined) | undefined;
  removed = new Map<string, string>();

  constructor({ count = 40, portal, permissions = rosterPermissions, domain = 'harbour.example' }: SampleOptions = {}) {
    super();
    this.portal = { ...hostPortal, ...portal };
    this.permissions = permissions;
    this.roles_ = ['Admin', 'Billing Admin', 'Member', 'Chart Viewer Only'].map((name, index) => ({
      id: `rol_${index}`,
      key: name.toLowerCase().replaceAll(' ', '-'),
      name,
      description: `What a ${name} does`,
      scope: 'organization',
      exclusive: name === 'Chart Viewer Only',
      permissions: [] as Permission[],
      memberCount: 0,
      version: 1,
      can: { assign: true, update: true, delete: true },
    }));
    for (const role of this.roles_) this.names[role.id] = role.name;
    ['Finance', 'Engineering', 'Customer Success', 'Berlin office'].forEach((name, index) => {
      this.names[`grp_${index}`] = name;
    });
    this.members_ = Array.from({ length: count }, (_, index) => this.#person(index, domain));
  }

  #person(index: number, domain: string): Member {
    const [name, local] = people[index % people.length] ?? ['', ''];
    const invited = index % 7 === 3;
    const suspended = index % 17 === 9;
    const round = Math.floor(index / people.length);
    const email = `${local}${round ? round + 1 : ''}@${domain}`;
    const now = Date.now();
    const invitation: Invitation | null = invited
      ? {
          sentAt: new Date(now - index * hour).toISOString(),
          expiresAt: new Date(now + (index % 2 ? day : -day)).toISOString(),
          state: index % 2 ? 'pending' : 'expired',
          delivery: index === 17 ? 'failed' : 'sent',
          ...(index === 17 ? { deliveryDetail: 'The mail server refused the address: 550 no such user.' } : {}),
        }
      : null;
    return {
      id: `mem_${String(index).padStart(26, '0')}`,
      status: invited ? 'invited' : suspended ? 'suspended' : 'active',
      name: invited && index % 2 ? null : name,
      email,
      roles: index === 0 ? ['rol_0'] : index % 5 === 4 ? ['rol_2', 'rol_1'] : ['rol_2'],
      inheritedRoles: index % 6 === 1 ? [{ role: 'rol_1', groups: ['grp_0'] }] : [],
      groups: index % 4 === 3 ? [] : index % 6 === 1 ? ['grp_0', 'grp_2'] : ['grp_1'],
      invitation,
      joinedAt: invited ? null : new Date(now - index * 11 * day - day).toISOString(),
      suspendedAt: suspended ? new Date(now - day).toISOString() : null,
      lastActiveAt: invited || index % 11 === 8 ? null : new Date(now - index * index * 1.7 * hour).toISOString(),
      version: 1,
      can: this.#can(invited),
    };
  }

  #can(invited: boolean): Record<MemberAction, Member['can'][MemberAction]> {
    const not = refusal('not_pending', 'There is no pending invitation.');
    const invitation = invited ? true : not;
    return {
      update: true,
      changeEmail: true,
      suspend: true,
      reactivate: true,
      remove: true,
      resetPassword: true,
      sessions: true,
      editInvitation: invitation,
      resend: invitation,
      revoke: invitation,
      link: invitation,
    };
  }

  override capabilities(options?: ReadOptions): Promise<Capabilities> {
    return this.#answer('capabilities', undefined, options, () => ({
      organization: {
        id: 'org_1',
        slug: 'harbour',
        name: 'Harbour',
        domains: ['harbour.example'],
        mail: true,
        singleSignOn: false,
      },
      portal: this.portal,
      roles: this.roles_,
      caller: {
        member: 'mem_me',
        permissions: [...this.permissions],
        can: Object.fromEntries(
          rosterPermissions.map((permission) => [
            permission,
            this.permissions.includes(permission) || refusal('forbidden', 'Your roles do not allow this.'),
          ]),
        ) as Capabilities['caller']['can'],
      },
    }));
  }

  override members(query: MemberQuery, options?: ReadOptions): Promise<MemberList> {
    this.#lists += 1;
    this.mostLists = Math.max(this.mostLists, this.#lists);
    return this.#answer('members', query, options, () => {
      if (!this.permissions.includes('member:read')) throw problem(403, 'forbidden', 'You need member:read.');
      const text = query.query?.toLowerCase() ?? '';
      const matching = this.members_
        .filter((member) => !query.status?.length || query.status.includes(member.status))
        .filter((member) => !text || `${member.name ?? ''} ${member.email}`.toLowerCase().includes(text))
        .filter((member) => !query.role?.length || query.role.some((role) => this.#effective(member).has(role)))
        .filter((member) => !query.group?.length || query.group.some((group) => member.groups.includes(group)));
      const sort = query.sort ?? 'email';
      const key = sort.replace('-', '') as 'email' | 'name' | 'lastActiveAt' | 'joinedAt';
      matching.sort((a, b) => ((a[key] ?? '') < (b[key] ?? '') ? -1 : 1) * (sort.startsWith('-') ? -1 : 1));
      const start = query.cursor ? matching.findIndex(({ id }) => id === query.cursor) + 1 : 0;
      const items = matching.slice(start, start + (query.limit ?? 25)).map((member) => structuredClone(member));
      const more = start + items.length < matching.length;
      return { items, next: more ? (items.at(-1)?.id ?? null) : null, total: matching.length, names: this.names };
    }).finally(() => (this.#lists -= 1));
  }

  override member(id: string, options?: ReadOptions): Promise<MemberAnswer> {
    return this.#answer('member', id, options, () => ({ member: this.#find(id), names: this.names }));
  }

  override summary(options?: ReadOptions): Promise<MemberSummary> {
    return this.#answer('summary', undefined, options, () => {
      const count = (status: string): number => this.members_.filter((member) => member.status === status).length;
      return {
        total: this.members_.length,
        byStatus: { invited: count('invited'), active: count('active'), suspended: count('suspended') },
        byRole: {},
      };
    });
  }

  override roles(options?: ReadOptions): Promise<RoleList> {
    return this.#answer('roles', undefined, options, () => ({ items: this.roles_, permissions: [] }));
  }

  override groups(query: object, options?: ReadOptions): Promise<GroupList> {
    return this.#answer('groups', query, options, () => {
      const items = Object.entries(this.names)
        .filter(([id]) => id.startsWith('grp_'))
        .map(([id, name], index) => ({
          id: id as `grp_${string}`,
          name,
          description: '',
          isDefault: index === 0,
          memberCount: this.members_.filter(({ groups }) => groups.includes(id as `grp_${string}`)).length,
          roles: [],
          reservations: {},
          version: 1,
          can: { update: true, delete: true, members: true } as const,
        }));
      return { items, next: null, total: items.length, reserved: {} };
    });
  }

  override labels(ids: readonly string[], options?: ReadOptions): Promise<Labels> {
    return this.#answer('labels', ids, options, () => ({
      items: ids.flatMap((id) => {
        const gone = this.removed.get(id);
        if (gone) return [{ id, name: this.portal.removedName, removed: true }];
        const member = this.members_.find((one) => one.id === id);
        return member ? [{ id, name: member.name ?? member.email }] : [];
      }),
    }));
  }

  override check(addresses: readonly string[], options?: ReadOptions): ReturnType<Source['check']> {
    return this.#answer('check', addresses, options, () => ({
      items: addresses.map((text, index) => {
        const found = findPeople(text)[0];
        const read = readAddress(found?.email ?? '');
        if (!found || !read.ok) return { index, state: 'malformed' as const, detail: 'This is no address.' };
        const known = this.members_.find(({ email }) => email === found.email);
        const state = known ? (known.status === 'invited' ? 'invited' : 'member') : 'ok';
        return { index, state, email: found.email, domain: read.domain, ...(found.name ? { name: found.name } : {}) };
      }),
    }));
  }

  override invite(request: Parameters<Source['invite']>[0]): ReturnType<Source['invite']> {
    return this.#answer('invite', request, {}, () => ({
      names: this.names,
      results: request.people.map(({ email, name }, index) => {
        const member: Member = {
          ...this.#person(3, 'harbour.example'),
          id: `mem_new${this.members_.length}`,
          email,
          name: name ?? null,
          roles: request.roles ?? [],
          groups: request.groups ?? [],
        };
        this.members_.push(member);
        return { index, email, status: 'invited' as const, member };
      }),
    }));
  }

  override changeInvitation(id: string): Promise<MemberAnswer> {
    return this.#answer('changeInvitation', id, {}, () => ({ member: this.#find(id), names: this.names }));
  }

  override resend(id: string): Promise<MemberAnswer> {
    return this.#answer('resend', id, {}, () => {
      const member = this.#find(id);
      if (!member.invitation) throw problem(409, 'not_pending', 'There is no pending invitation.');
      Object.assign(member.invitation, { state: 'pending', delivery: 'sent' });
      return { member, names: this.names };
    });
  }

  override revoke(id: string): Promise<void> {
    return this.#answer('revoke', id, {}, () => {
      const member = this.#find(id);
      if (member.status !== 'invited') throw problem(409, 'not_pending', 'There is no pending invitation.');
      this.members_.splice(this.members_.indexOf(member), 1);
    });
  }

  override suspend(id: string): Promise<MemberAnswer> {
    return this.#answer('suspend', id, {}, () => this.#turn(id, 'suspended'));
  }

  override reactivate(id: string): Promise<MemberAnswer> {
    return this.#answer('reactivate', id, {}, () => this.#turn(id, 'active'));
  }

  #turn(id: string, status: 'active' | 'suspended'): MemberAnswer & { undo: string } {
    const member = this.#find(id);
    Object.assign(member, { status, version: member.version + 1 });
    return { member, names: this.names, undo: `${status} ${id}` };
  }

  override previewMemberRemoval(id: string): ReturnType<Source['previewMemberRemoval']> {
    return this.#answer('previewMemberRemoval', id, {}, () => {
      const { roles, groups } = this.#find(id);
      const none = { gained: [], lost: [] };
      return {
        refused: null,
        lastAdmin: false,
        roles: { gained: [], lost: roles },
        permissions: none,
        groups: { joined: [], left: groups },
        names: this.names,
      };
    });
  }

  override removeMember(id: string): Promise<void> {
    return this.#answer('removeMember', id, {}, () => {
      this.members_.splice(this.members_.indexOf(this.#find(id)), 1);
    });
  }

  override resetPassword(id: string): Promise<void> {
    return this.#answer('resetPassword', id, {}, () => void this.#find(id));
  }

  override exportMembers(query: MemberQuery): Promise<Blob> {
    return this.#answer('exportMembers', query, {}, () => new Blob(['email\r\n'], { type: 'text/csv' }));
  }

  override bulk(request: BulkRequest): Promise<BulkAnswer> {
    return this.#answer('bulk', request, {}, () => ({
      next: null,
      results: (request.ids ?? []).map((id): BulkResult => {
        const member = this.members_.find((one) => one.id === id);
        const pending = request.action === 'resend' || request.action === 'revoke';
        if (!member || (pending && member.status !== 'invited'))
          return { id, status: 'refused', code: 'not_pending', reason: 'The invitation is not pending.' };
        if (request.action === 'revoke' || request.action === 'remove')
          this.members_.splice(this.members_.indexOf(member), 1);
        if (request.action === 'suspend') member.status = 'suspended';
        return { id, status: 'done', ...(request.action === 'suspend' ? { undo: `suspended ${id}` } : {}) };
      }),
    }));
  }

  override undo(changes: readonly string[]): ReturnType<Source['undo']> {
    return this.#answer('undo', changes, {}, () => ({
      results: changes.map((change) => {
        const id = change.split(' ')[1] as MemberId;
        Object.assign(this.#find(id), { status: 'active' });
        return { id, status: 'done' as const };
      }),
    }));
  }

  override link(id: string): ReturnType<Source['link']> {
    return this.#answer('link', id, {}, () => ({
      url: `https://harbour.example/accept#${id}`,
      expiresAt: new Date(Date.now() + day).toISOString(),
    }));
  }

  /** Accepts as the invited person would. */
  accept(id: string): void {
    Object.assign(this.#find(id), { status: 'active', invitation: null, joinedAt: new Date().toISOString() });
  }

  asked(what: keyof Source): unknown[] {
    return this.calls.filter((call) => call.what === what).map((call) => call.asked);
  }

  #effective(member: Member): Set<string> {
    const roles = new Set<RoleId>([...member.roles, ...member.inheritedRoles.map(({ role }) => role)]);
    if (exclusiveClash(this.roles_.filter(({ id }) => roles.has(id)))) throw new Error('Roles clash in the sample.');
    return roles;
  }

  #find(id: string): Member {
    const member = this.members_.find((one) => one.id === id);
    if (!member) throw problem(404, 'not_found', 'Not found');
    return member;
  }

  async #answer<T>(what: keyof Source, asked: unknown, options: ReadOptions | undefined, work: () => T): Promise<T> {
    this.calls.push({ what, asked });
    this.pending += 1;
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, this.delay);
        options?.signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(options.signal?.reason as Error);
        });
      });
      const fault = this.fault?.(what);
      if (fault) throw fault;
      return work();
    } finally {
      this.pending -= 1;
    }
  }
}
