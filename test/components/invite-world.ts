import {
  limits,
  readAddress,
  readPerson,
  type Can,
  type Capabilities,
  type CheckAnswer,
  type CheckedAddress,
  type Group,
  type GroupId,
  type GroupList,
  type GroupQuery,
  type InvitationLink,
  type InviteAnswer,
  type InviteRequest,
  type InviteResult,
  type Labels,
  type Member,
  type MemberAnswer,
  type MemberId,
  type Portal,
  type Problem,
  type Role,
  type RoleId,
} from '../../server/contract/index.ts';
import { BaseSource } from '../../components/source/base-source.ts';
import { SourceError, type ChangeOptions, type ReadOptions } from '../../components/source/source.ts';

/** A host with its own tables of people: a data source made by hand, as any host may make one. */
export class HostPeople extends BaseSource {
  /** Every request, in order. */
  readonly checks: string[][] = [];
  readonly invites: { request: InviteRequest; key: string | undefined }[] = [];
  readonly resends: string[] = [];
  /** Milliseconds each answer takes. */
  delay = 0;
  /** Thrown by the next requests of that name, once each. */
  readonly faults: Partial<Record<'check' | 'invite' | 'groups' | 'capabilities' | 'link', unknown[]>> = {};
  /** Instead of a normal answer, by address. */
  readonly statuses = new Map<string, InviteResult['status']>();
  readonly existing = new Map<string, 'member' | 'invited'>([
    ['bob@acme.example', 'member'],
    ['eve@acme.example', 'invited'],
  ]);
  readonly world: { portal: Portal; roles: Role[]; groups: Group[]; mail: boolean; invite: Can };

  constructor(
    world: Partial<HostPeople['world']> & { rules?: Partial<Portal['rules']>; limits?: Partial<Portal['limits']> } = {},
  ) {
    super();
    const portal = {
      ...somePortal,
      ...world.portal,
      rules: { ...somePortal.rules, ...world.rules },
      limits: { ...somePortal.limits, ...world.limits },
    };
    this.world = { roles: someRoles, groups: someGroups, mail: true, invite: true, ...world, portal };
  }

  async #answer<T>(name: keyof HostPeople['faults'], make: () => T, signal?: AbortSignal): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, this.delay));
    signal?.throwIfAborted();
    const fault = this.faults[name]?.shift();
    if (fault) throw fault;
    return make();
  }

  override capabilities(options?: ReadOptions): Promise<Capabilities> {
    const { portal, roles, mail, invite } = this.world;
    return this.#answer(
      'capabilities',
      () => ({
        organization: {
          id: 'org_01h455vb4pex5vsknk084sn02q',
          slug: 'acme',
          name: 'Acme',
          domains: ['acme.example'],
          mail,
          singleSignOn: false,
        },
        portal,
        roles,
        caller: {
          member: 'mem_01h455vb4pex5vsknk084sn02q',
          permissions: ['member:invite', 'group:read'],
          can: { 'member:invite': invite, 'group:read': true } as Capabilities['caller']['can'],
        },
      }),
      options?.signal,
    );
  }

  override groups(query: GroupQuery, options?: ReadOptions): Promise<GroupList> {
    return this.#answer(
      'groups',
      () => {
        const text = query.query?.toLowerCase() ?? '';
        const items = this.world.groups.filter((group) => group.name.toLowerCase().includes(text));
        return { items, next: null, total: items.length, reserved: {} };
      },
      options?.signal,
    );
  }

  override async labels(ids: readonly string[]): Promise<Labels> {
    return { items: this.world.groups.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name })) };
  }

  override check(addresses: readonly string[], options?: ReadOptions): Promise<CheckAnswer> {
    this.checks.push([...addresses]);
    const seen = new Set<string>();
    return this.#answer(
      'check',
      () => ({ items: addresses.map((text, index) => this.#judge(text, index, seen)) }),
      options?.signal,
    );
  }

  #judge(text: string, index: number, seen: Set<string>): CheckedAddress {
    const { name, email } = readPerson(text);
    const read = readAddress(email);
    if (!read.ok) return { index, state: 'malformed', detail: read.detail };
    const canonical = email.toLowerCase();
    const domain = read.domain.toLowerCase();
    const known = { index, email: canonical, domain, ...(name ? { name } : {}) };
    if (seen.has(canonical)) return { ...known, state: 'duplicate', detail: 'This address is in the list already.' };
    seen.add(canonical);
    const state = this.existing.get(canonical);
    if (state === 'member') return { ...known, state, detail: 'Bob Stone is a member here.' };
    if (state === 'invited') return { ...known, state, detail: 'Invited yesterday.', member: 'mem_eve' };
    if (domain === 'acrne.example') return { ...known, state: 'lookalike', resembles: 'acme.example' };
    if (domain !== 'acme.example' && this.world.portal.rules.foreignDomain !== 'allow')
      return { ...known, state: 'otherDomain', detail: `${domain} is not one of your domains.` };
    return { ...known, state: 'ok' };
  }

  override invite(request: InviteRequest, options: ChangeOptions = {}): Promise<InviteAnswer> {
    this.invites.push({ request, key: options.idempotencyKey });
    return this.#answer(
      'invite',
      () => ({
        results: request.people.map(({ email, name }, index): InviteResult => {
          const status = this.statuses.get(email) ?? 'invited';
          return status === 'invited'
            ? { index, email, status, member: someMember(email, name ?? null) }
            : { index, email, status, detail: `The server says ${status}.` };
        }),
        names: {},
      }),
      options.signal,
    );
  }

  override async resend(member: string): Promise<MemberAnswer> {
    this.resends.push(member);
    return { member: someMember('eve@acme.example', null), names: {} };
  }

  override link(member: string): Promise<InvitationLink> {
    return this.#answer('link', () => ({
      url: `https://acme.example/accept#${member}`,
      expiresAt: '2026-11-22T20:00:00Z',
    }));
  }
}

export function problem(
  code: Problem['code'],
  status: number,
  detail: string,
  more: Partial<Problem> = {},
  options: ConstructorParameters<typeof SourceError>[1] = {},
): SourceError {
  return new SourceError(
    { type: `urn:roster:problem:${code}`, title: detail, status, detail, code, requestId: 'r', ...more },
    options,
  );
}

export function someRole(name: string, more: Partial<Role> = {}): Role {
  const key = name.toLowerCase().replaceAll(' ', '-');
  return {
    id: `rol_${key}` as RoleId,
    key,
    name,
    description: `What a ${name} may do.`,
    scope: 'organization',
    exclusive: false,
    permissions: [],
    memberCount: 3,
    version: 1,
    can: { assign: true, update: true, delete: true },
    ...more,
  };
}

export const someRoles: Role[] = [
  someRole('Admin', { description: 'Manages people, roles and billing.', exclusive: true }),
  someRole('Chart Editor', { description: 'Makes charts and shares them in workspaces.' }),
  someRole('Billing Admin', { description: 'Sees invoices and changes the plan.' }),
  someRole('Chart Viewer Only', { description: 'Looks at charts that were shared.', exclusive: true }),
  someRole('Auditor', {
    description: 'Reads the audit log.',
    can: {
      assign: { ok: false, code: 'privilege_escalation', reason: 'You do not hold this role yourself.' },
      update: true,
      delete: true,
    },
  }),
];

export function someGroup(name: string, more: Partial<Group> = {}): Group {
  return {
    id: `grp_${name.toLowerCase().replaceAll(' ', '-')}` as GroupId,
    name,
    description: '',
    isDefault: false,
    memberCount: 12,
    roles: [],
    reservations: {},
    version: 1,
    can: { update: true, delete: true, members: true },
    ...more,
  };
}

export const someGroups: Group[] = [
  someGroup('Everyone', { isDefault: true, memberCount: 312 }),
  someGroup('Design', { memberCount: 9 }),
  someGroup('Engineering', { memberCount: 41 }),
  someGroup('Finance', {
    memberCount: 1,
    can: {
      update: true,
      delete: true,
      members: { ok: false, code: 'forbidden', reason: 'Only its owner adds people.' },
    },
  }),
  someGroup('Sales', { memberCount: 24 }),
];

export const somePortal: Portal = {
  name: 'Acme Charts',
  labels: {},
  roles: [],
  columns: ['name', 'email', 'status', 'roles'],
  sortable: ['email'],
  filterable: ['role'],
  searchable: ['email'],
  tabs: ['all'],
  actions: ['invite', 'resend', 'groups'],
  inviteLayout: 'shared',
  rolesPerMember: 'many',
  limits: { invitesPerRequest: limits.invitesPerRequest, emailField: null, invitationLife: 'P1D', sessionLife: 'P14D' },
  rules: { emailChange: 'admin', foreignDomain: 'confirm', leaving: ['remove'], defaultGroup: true, admins: 1 },
  reservations: [],
  invitedName: 'Invited User',
  removedName: 'User Removed',
};

function someMember(email: string, name: string | null): Member {
  return {
    id: `mem_${email.replace(/\W/g, '')}` as MemberId,
    status: 'invited',
    name,
    email,
    roles: [],
    inheritedRoles: [],
    groups: [],
    invitation: {
      sentAt: '2026-11-21T20:00:00Z',
      expiresAt: '2026-11-22T20:00:00Z',
      state: 'pending',
      delivery: 'queued',
    },
    joinedAt: null,
    suspendedAt: null,
    lastActiveAt: null,
    version: 1,
    can: {} as Member['can'],
  };
}
