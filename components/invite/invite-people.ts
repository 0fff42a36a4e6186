import { limits, type InvitePerson, type Portal, type Role, type RoleId } from '../../server/contract/index.ts';
import { findPeople, writePerson, type FoundPerson } from '../../server/contract/email.ts';
import type { Chip, ChipsRules, ChipsState } from '../templates/chips-state.ts';
import type { Standing } from './address-check.ts';

export type PersonChip = Chip<FoundPerson>;
export type StandingState = Standing['state'];

/** Where the people of one sending are entered: chips that share everything, or a row for each. */
export interface PeopleField {
  readonly layout: Portal['inviteLayout'];
  /** Who can be sent now; `text` is what is entered besides and waits. */
  readonly state: ChipsState<FoundPerson>;
  /** Somebody joins a group of their own. */
  readonly grouped: boolean;
  /** Begins with what another field, or a text, already has; `caret` is the place in it where somebody writes. */
  start(people: readonly FoundPerson[], text: string, caret?: number): void;
  /** Makes people of `text`, by default of what is still text. */
  commit(text?: string): void;
  edit(key: number): void;
  remove(keys: Iterable<number>): void;
  /** They arrived where they were meant to. */
  settle(keys: Iterable<number>): void;
  reset(): void;
  /** The roles that people start with are known, or others. */
  take?(): void;
  focus(target?: number | 'input'): void;
  /** What is sent. */
  request(): { people: InvitePerson[]; roles?: RoleId[] };
  /** What somebody gets that others do not, in words. */
  own(chip: PersonChip): string | undefined;
  /** Roles that all get. */
  readonly roles: readonly Role[] | undefined;
  render(): unknown;
}

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

export function personRules(most: { count: number; length: number }): ChipsRules<FoundPerson> {
  return { read: findPeople, write: textOf, ...most };
}

/** People that one sending takes, and characters of one entry. */
export function rulesOf(portal: Portal | undefined): ChipsRules<FoundPerson> {
  const given = portal?.limits;
  const count = Math.min(given?.invitesPerRequest ?? limits.invitesPerRequest, limits.invitesPerRequest);
  return personRules({ count, length: given?.emailField ?? Infinity });
}

/** Whether text is an address and nothing is missing. Decides when a chip is made, never whether it is good. */
export function isWhole(person: FoundPerson): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(person.email);
}

/** How a person is called in a sentence: by address, or by what was written. */
export function labelOf(person: FoundPerson): string {
  return isWhole(person) ? person.email : person.raw;
}
