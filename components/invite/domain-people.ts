import type { FoundPerson } from '../../server/contract/email.ts';
import type { Standing } from './address-check.ts';
import type { PersonChip } from './invite-people.ts';

export interface DomainPeople {
  domain: string;
  /** How it stands to the organization; `own` also when the server could not say. */
  kind: 'lookalike' | 'otherDomain' | 'own';
  resembles: string | undefined;
  people: PersonChip[];
}

/** People by the domain of their address, what needs a second look first, then the largest. */
export function byDomain(chips: readonly PersonChip[], of: (key: number) => Standing | undefined): DomainPeople[] {
  const domains = new Map<string, DomainPeople>();
  for (const chip of chips) {
    const standing = of(chip.key);
    const { email }: FoundPerson = chip.value;
    const domain = (standing?.domain ?? email.slice(email.lastIndexOf('@') + 1)).toLowerCase();
    const state = standing?.state;
    const known = domains.get(domain) ?? { domain, kind: 'own', resembles: undefined, people: [] };
    if (state === 'lookalike' || state === 'otherDomain') known.kind = state;
    known.resembles ??= standing?.resembles;
    known.people.push(chip);
    domains.set(domain, known);
  }
  const rank = { lookalike: 0, otherDomain: 1, own: 2 };
  return [...domains.values()].sort((a, b) => rank[a.kind] - rank[b.kind] || b.people.length - a.people.length);
}
