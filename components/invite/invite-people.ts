import { findPeople, writePerson, type FoundPerson } from '../../server/contract/email.ts';
import type { Chip, ChipsRules } from '../templates/chips-state.ts';
import type { Standing } from './address-check.ts';

export type PersonChip = Chip<FoundPerson>;
export type StandingState = Standing['state'];

/** States that have to be corrected or removed before anything is sent, worst first; then those that may be sent. */
export const wrong = [
  'malformed',
  'refused',
  'blocked',
  'member',
  'invited',
  'duplicate',
] as const satisfies StandingState[];
export const doubtful = ['lookalike', 'otherDomain', 'rateLimited'] as const satisfies StandingState[];

/** A person as text; what could not be read stays as it was written. */
export function textOf(person: FoundPerson): string {
  return isWhole(person) ? writePerson(person) : person.raw;
}

export function personRules(limits: { count: number; length: number }): ChipsRules<FoundPerson> {
  return { read: findPeople, write: textOf, ...limits };
}

/** Whether text is an address and nothing is missing. Decides when a chip is made, never whether it is good. */
export function isWhole(person: FoundPerson): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(person.email);
}

/** How a person is called in a sentence: by address, or by what was written. */
export function labelOf(person: FoundPerson): string {
  return isWhole(person) ? person.email : person.raw;
}

export interface DomainPeople {
  domain: string;
  /** How it stands to the organization; `unchecked` when the server could not say. */
  kind: 'lookalike' | 'otherDomain' | 'own';
  resembles: string | undefined;
  people: FoundPerson[];
}

/** People by the domain of their address, what needs a second look first, then the largest. */
export function byDomain(chips: readonly PersonChip[], of: (key: number) => Standing | undefined): DomainPeople[] {
  const domains = new Map<string, DomainPeople>();
  for (const { key, value } of chips) {
    const standing = of(key);
    const domain = (standing?.domain ?? value.email.slice(value.email.lastIndexOf('@') + 1)).toLowerCase();
    const state = standing?.state;
    const known = domains.get(domain) ?? { domain, kind: 'own', resembles: undefined, people: [] };
    if (state === 'lookalike' || state === 'otherDomain') known.kind = state;
    known.resembles ??= standing?.resembles;
    known.people.push(value);
    domains.set(domain, known);
  }
  const rank = { lookalike: 0, otherDomain: 1, own: 2 };
  return [...domains.values()].sort((a, b) => rank[a.kind] - rank[b.kind] || b.people.length - a.people.length);
}
