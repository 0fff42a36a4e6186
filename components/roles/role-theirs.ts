import type { TemplateResult } from 'lit';
import type { Role } from '../../server/contract/index.ts';
import { changedBy } from '../controllers/changed-by.ts';
import type { Connection } from '../controllers/connection.ts';
import { memberLater } from '../messages/en-member-later.ts';
import type { Messages } from '../messages/en.ts';
import { choices, merged, type Way } from '../templates/theirs.ts';
import { different, draftOf, type Draft } from './role-draft.ts';
import { permissionLabel } from './role-fields.ts';

export interface Both {
  /** As it was read, and as it is now on the server. */
  role: Role;
  newer: Role;
  /** What stands in the form. */
  mine(): Draft;
  settle(draft: Draft): void;
}

/** What somebody else saved while the editor was open, and the ways to go on from there. */
export class Theirs {
  readonly #connection: Connection;
  readonly #words: () => Messages['roles'];
  readonly #both: Both;

  constructor(connection: Connection, words: () => Messages['roles'], both: Both) {
    this.#connection = connection;
    this.#words = words;
    this.#both = both;
  }

  /** Who changed it, and when. */
  async said(): Promise<string> {
    const { source } = this.#connection;
    const capabilities = await this.#connection.capabilities();
    return changedBy(this.#both.role.id, source!, this.#connection, capabilities, this.#later);
  }

  render(): TemplateResult {
    const { role, newer } = this.#both;
    const [before, now] = [draftOf(role), draftOf(newer)];
    const differing = different(before, now).map((field) => this.#line(field, before, now));
    return choices(this.#later, differing, (way) => this.#both.settle(this.#draft(way, before, now)));
  }

  get #later(): typeof memberLater {
    return this.#connection.words('memberLater', memberLater);
  }

  #draft(way: Way, before: Draft, now: Draft): Draft {
    const mine = this.#both.mine();
    if (way !== 'both') return way === 'mine' ? mine : now;
    const changed = Object.fromEntries(different(before, mine).map((field) => [field, mine[field]]));
    const permissions = new Set(merged([...before.permissions], [...mine.permissions], [...now.permissions]));
    return { ...now, ...changed, permissions };
  }

  /** A text as it is now; of permissions what came and what went. */
  #line(field: keyof Draft, before: Draft, now: Draft): [label: string, value: string] {
    const words = this.#words();
    if (field === 'exclusive') return [words.exclusiveLabel, now.exclusive ? words.exclusiveHint : ''];
    if (field !== 'permissions') return [words[field], now[field]];
    const without = (one: Draft, other: Draft, sign: string): string[] =>
      [...one.permissions]
        .filter((permission) => !other.permissions.has(permission))
        .map((permission) => `${sign} ${permissionLabel(words, permission)}`);
    return [words.allows, [...without(now, before, '+'), ...without(before, now, '−')].join(', ')];
  }
}
