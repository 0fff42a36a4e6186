/** What somebody was told about one thing, and what may have happened to it without their being told. */
interface Register {
  told: string | undefined;
  perhaps: Set<string>;
}

/** Everything that was acknowledged, and everything that went wrong, in the words of what it happened to. */
export class Ledger {
  /** Answers that said it is done. */
  acknowledged = 0;
  /** Requests that were answered with "not now", or by nobody. */
  unanswered = 0;
  /** Why, and how often. */
  readonly reasons = new Map<string, number>();
  /** Answers that said it may not be done. */
  refused = 0;
  /** Mails that came once more than they had to. */
  repeated = 0;
  readonly lost: string[] = [];
  readonly leaked: string[] = [];
  readonly duplicated: string[] = [];
  readonly hung: string[] = [];
  readonly exits: string[] = [];
  /** Answers that are none of these: a defect of the server, or of the load. */
  readonly odd: string[] = [];
  readonly #registers = new Map<string, Register>();

  /** It was said that this thing is now so. */
  told(thing: string, value: string): void {
    this.#registers.set(thing, { told: value, perhaps: new Set() });
  }

  /** It was asked that this thing be so, and nobody said whether it is. */
  perhaps(thing: string, value: string): void {
    const register = this.#registers.get(thing) ?? { told: undefined, perhaps: new Set() };
    register.perhaps.add(value);
    this.#registers.set(thing, register);
  }

  notAnswered(why: string): void {
    this.unanswered++;
    this.reasons.set(why, (this.reasons.get(why) ?? 0) + 1);
  }

  has(thing: string): boolean {
    return this.#registers.has(thing);
  }

  mayBe(thing: string, value: string): boolean {
    const register = this.#registers.get(thing);
    return register !== undefined && (register.told === value || register.perhaps.has(value));
  }

  /**
   * Compares what was said with how it is; what is not found is absent.
   */
  compare(found: ReadonlyMap<string, string>): void {
    for (const [thing, { told, perhaps }] of this.#registers) {
      const value = found.get(thing) ?? absent;
      if (value === (told ?? absent) || perhaps.has(value)) continue;
      this.lost.push(
        `${thing} is ${value}; ${told ?? absent} was acknowledged${perhaps.size > 0 ? `, or ${[...perhaps].join(' or ')}` : ''}`,
      );
    }
  }
}

/** The value of what is not there. */
export const absent = 'absent';
