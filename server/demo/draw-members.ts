import { memberIdentity } from '../domain/members/identity.ts';
import { newUuid } from '../domain/uuid.ts';
import { hasFeature, type Portal } from '../contract/index.ts';
import { domainOf, partnerDomains, type DemoOrganization } from './organizations.ts';
import { demoPeople, lots } from './people.ts';
import { demoPersons } from './persons.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How a person stands with the organization. The last three are all invited, and differ in how their mail fared. */
export type Standing = 'active' | 'suspended' | 'invited' | 'expired' | 'failed';

/** One person as the demo draws them: everything that several tables will say of them. */
export interface DemoMember {
  id: string;
  accountId: string | null;
  email: string;
  name: string | null;
  nameKey: string;
  words: string[];
  standing: Standing;
  invitedAt: Date;
  joinedAt: Date | null;
  suspendedAt: Date | null;
  lastActiveAt: Date | null;
  /** When the link they were sent ends. */
  expiresAt: Date;
  /** Keys of the portal document. */
  roles: string[];
  /** Positions in the organization's list of groups, and which of them the person owns. */
  groups: Map<number, 'owner' | 'member'>;
}

/** The people of one organization, those of known addresses first; the same ones each time and the same time ago, drawn against `now`. */
export function drawMembers(organization: DemoOrganization, portal: Portal, now: Date, seed: number): DemoMember[] {
  const lot = lots(seed);
  const between = (from: number, to: number): number => from + lot() * (to - from);
  const ago = (milliseconds: number): Date => new Date(Math.floor((now.getTime() - milliseconds) / minute) * minute);
  const life = lifeOf(portal.limits.invitationLife);
  const domain = domainOf(organization.slug);
  const exclusive = new Set(portal.roles.filter((role) => role.exclusive).map((role) => role.key));
  const [adminRole = '', ...otherRoles] = Object.keys(organization.roles);

  function person(at: number, address: string, name: string, standing: Standing): DemoMember {
    const waiting = standing !== 'active' && standing !== 'suspended';
    const invitedAt =
      standing === 'expired'
        ? ago(life + between(hour, 12 * day))
        : waiting
          ? ago(between(5 * minute, life - hour))
          : ago(between(3 * day, 900 * day));
    const joinedAt = waiting
      ? null
      : new Date(Math.min(invitedAt.getTime() + between(minute, life), now.getTime() - day));
    const since = joinedAt ? now.getTime() - joinedAt.getTime() : 0;
    // Most have been here this week, some for a long time not, and a few never came back after joining.
    const seen = lot() < 0.04 ? null : ago(Math.min(since, minute + lot() ** 4 * 240 * day));
    // Half of those invited were invited by address alone; all of them, where people name themselves.
    const given = waiting && (lot() < 0.5 || !hasFeature(portal, 'names')) ? null : name;
    const { email, nameKey, words } = memberIdentity({ email: address, name: given });
    return {
      id: newUuid(invitedAt.getTime()),
      accountId: joinedAt && newUuid(joinedAt.getTime()),
      email,
      name: given,
      nameKey,
      words,
      standing,
      invitedAt,
      joinedAt,
      suspendedAt: standing === 'suspended' ? later(ago(between(day, 60 * day)), joinedAt) : null,
      lastActiveAt: joinedAt && seen,
      expiresAt: new Date(invitedAt.getTime() + life),
      roles: at === 0 ? [adminRole] : at <= 2 ? otherRoles.slice(0, 1) : drawRoles(),
      groups: drawGroups(at),
    };
  }

  /** Nobody is suspended before they have joined. */
  function later(moment: Date, joinedAt: Date | null): Date {
    return new Date(Math.max(moment.getTime(), (joinedAt?.getTime() ?? 0) + hour));
  }

  function drawRoles(): string[] {
    const first = weighted(organization.roles, lot());
    if (portal.rolesPerMember === 'one' || exclusive.has(first) || first === adminRole) return [first];
    const more = otherRoles.filter((role) => role !== first && !exclusive.has(role) && lot() < 0.18);
    return [first, ...more];
  }

  function drawGroups(at: number): DemoMember['groups'] {
    const groups = new Map<number, 'owner' | 'member'>();
    organization.groups.forEach((group, position) => {
      // The second of the fixed addresses owns the second group.
      const fixed = at === 1 && position === 1;
      const drawn = lot() * 100 < group.share;
      if (fixed || drawn) groups.set(position, fixed || lot() < 0.04 ? 'owner' : 'member');
    });
    return groups;
  }

  const fixed = Object.entries(demoPersons).map(([key, { name }], at) =>
    person(at, `${key}@${domain}`, name, 'active'),
  );
  const drawn = demoPeople(organization.people, seed).map(({ name, local }, at) => {
    const address = `${local}@${lot() < 0.06 ? partnerDomains[Math.floor(lot() * partnerDomains.length)] : domain}`;
    const standing = standingAt(organization.states, lot() * 100);
    return person(at + 3, address, name, standing);
  });
  const members = [...fixed, ...drawn];
  if (organization.groups.some((group) => group.roles)) leaveRolesToGroups(members, organization, lot);
  return members;
}

/** Some have nothing of their own: all they may do comes from their groups. */
function leaveRolesToGroups(members: DemoMember[], { groups }: DemoOrganization, lot: () => number): void {
  for (const member of members.slice(3)) {
    const inherits = [...member.groups.keys()].some((position) => (groups[position]?.roles?.length ?? 0) > 0);
    if (inherits && lot() < 0.4) member.roles = [];
  }
}

function standingAt(states: DemoOrganization['states'], point: number): Standing {
  let left = point;
  for (const [state, share] of Object.entries(states)) if ((left -= share) < 0) return state as Standing;
  return 'active';
}

function weighted(weights: Record<string, number>, lot: number): string {
  const entries = Object.entries(weights);
  let left = lot * entries.reduce((sum, [, weight]) => sum + weight, 0);
  return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries[0]!)[0];
}

/** Milliseconds of `P1D` or `PT12H`. */
function lifeOf(duration: string): number {
  const amount = Number(/\d+/.exec(duration)?.[0]);
  return amount * (duration.endsWith('D') ? day : hour);
}
