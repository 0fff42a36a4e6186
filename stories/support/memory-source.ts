import {
  readAddress,
  readPerson,
  rosterPermissions,
  toId,
  type Capabilities,
  type CheckedAddress,
  type Member,
  type Portal,
  type Role,
} from '../../server/contract/index.ts';
import optra from '../../server/presets/optra.json' with { type: 'json' };
import { BaseSource } from '../../components/source/base-source.ts';
import { routes } from '../../components/source/routes.ts';
import type { Source, SourceError } from '../../components/source/source.ts';
import { failure } from '../../components/source/failure.ts';
import { wholePortal } from './whole-portal.ts';

/** An organization as small as a single state needs it. */
export interface SmallWorld {
  people: { name: string | null; email: string; status?: Member['status'] }[];
  portal?: Partial<Portal>;
  /** Whether invitations go out as mail. */
  mail?: boolean;
  /** People who can no longer be invited when it comes to it, by address. */
  taken?: string[];
}

/** Two portals to choose from, with all that there is: in Optra there are roles that exclude others. */
export const portals = { whole: wholePortal, optra: { ...(optra as Portal), features: {} } };

const uuid = (n: number): string => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** The id of the person at this place of a small world. */
export const memberId = (at: number): string => toId('mem', uuid(100 + at));

const moment = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString();

/**
 * A data source of one moment: a handful of people, given as they are, that nobody else changes. What a story is about
 * stands in the story; whatever needs the API's own judgement is told on the API itself.
 */
export function smallSource(world: SmallWorld): Source {
  const document: Portal = { ...portals.whole, ...world.portal };
  const roles: Role[] = document.roles.map((role, at) => ({
    ...role,
    id: toId('rol', uuid(at + 1)),
    scope: 'organization',
    exclusive: role.exclusive ?? false,
    memberCount: 1,
    version: 1,
    can: { assign: true, update: true, delete: true },
  }));
  const members = world.people.map((person, at) => toMember(person, at, roles));
  const names = Object.fromEntries(roles.map(({ id, name }) => [id, name]));
  const found = (id: string): Member => {
    const member = members.find((one) => one.id === id);
    if (!member) throw failure('not_found');
    return member;
  };
  const invited = members.filter(({ status }) => status === 'invited').length;
  const suspended = members.filter(({ status }) => status === 'suspended').length;
  const capabilities: Capabilities = {
    organization: {
      id: toId('org', uuid(0)),
      slug: 'meridian',
      name: 'Meridian Works',
      domains: ['meridian.example'],
      mail: world.mail ?? true,
      singleSignOn: false,
    },
    portal: document,
    roles,
    caller: {
      member: members[0]?.id ?? null,
      permissions: [...rosterPermissions],
      can: Object.fromEntries(rosterPermissions.map((name) => [name, true])) as Capabilities['caller']['can'],
    },
  };
  const source: Partial<Source> = {
    capabilities: async () => capabilities,
    members: async ({ query = '', status }) => {
      const items = members.filter(
        (member) =>
          `${member.name ?? ''} ${member.email}`.toLowerCase().includes(query.toLowerCase()) &&
          (!status?.length || status.includes(member.status)),
      );
      return { items, next: null, total: items.length, names };
    },
    member: async (id) => ({ member: found(id), names }),
    summary: async () => ({
      total: members.length,
      byStatus: { active: members.length - invited - suspended, invited, suspended },
      byRole: {},
    }),
    roles: async () => ({
      items: roles,
      permissions: rosterPermissions.map((permission) => ({ permission, can: true })),
    }),
    groups: async () => ({ items: [], next: null, total: 0, reserved: {} }),
    labels: async (ids) => ({ items: ids.map((id) => ({ id, name: found(id).name ?? document.invitedName })) }),
    check: async (addresses) => ({ items: addresses.map((text, index) => checked(text, index, members)) }),
    invite: async ({ people }) => ({
      results: people.map(({ email, name }, index) =>
        world.taken?.includes(email)
          ? { index, email, status: 'alreadyMember', detail: 'Somebody else added this person a moment ago.' }
          : {
              index,
              email,
              status: 'invited',
              member: toMember({ name: name ?? null, email, status: 'invited' }, members.length + index, roles),
            },
      ),
      names,
    }),
    changeInvitation: async (id) => ({ member: found(id), names }),
    resend: async (id) => ({ member: found(id), names }),
    revoke: async () => {},
    link: async () => ({ url: 'https://meridian.example/accept?token=inv_of_a_story', expiresAt: moment(-1) }),
  };
  return Object.assign(new BaseSource(), source);
}

/** Nothing ever answers. */
export function silentSource(): Source {
  const never = (): Promise<never> => new Promise(() => {});
  return everywhere(never);
}

/** Everything is refused in the same way. */
export function refusingSource(error: SourceError): Source {
  return everywhere(() => Promise.reject(error));
}

export { failure };

function everywhere(answer: () => Promise<never>): Source {
  return Object.fromEntries(Object.keys(routes).map((name) => [name, answer])) as unknown as Source;
}

function toMember({ name, email, status = 'active' }: SmallWorld['people'][number], at: number, roles: Role[]): Member {
  const waiting = status === 'invited';
  const not = { ok: false, code: 'not_pending', reason: 'There is no pending invitation.' } as const;
  const pending = waiting || not;
  return {
    id: memberId(at) as Member['id'],
    status,
    name,
    email,
    roles: [roles[at === 0 ? 0 : 1]!.id],
    inheritedRoles: [],
    groups: [],
    invitation: waiting ? { sentAt: moment(0.2), expiresAt: moment(-0.8), state: 'pending', delivery: 'sent' } : null,
    joinedAt: waiting ? null : moment(40 + at),
    suspendedAt: status === 'suspended' ? moment(3) : null,
    lastActiveAt: waiting ? null : moment(at * 1.7),
    version: 1,
    can: {
      update: true,
      changeEmail: true,
      suspend: true,
      reactivate: true,
      remove: true,
      resetPassword: true,
      sessions: true,
      editInvitation: pending,
      resend: pending,
      revoke: pending,
      link: pending,
    },
  };
}

function checked(text: string, index: number, members: Member[]): CheckedAddress {
  const person = readPerson(text);
  const address = readAddress(person.email);
  if (!address.ok) return { index, state: 'malformed', detail: address.detail };
  const known = members.find(({ email }) => email === person.email);
  const outside = !address.domain.endsWith('meridian.example');
  const state = known ? (known.status === 'invited' ? 'invited' : 'member') : outside ? 'otherDomain' : 'ok';
  return { index, state, email: person.email, domain: address.domain, ...(person.name && { name: person.name }) };
}
