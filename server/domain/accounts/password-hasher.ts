import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { makeTurns } from '../turns.ts';

/** argon2id as OWASP's password storage cheat sheet asks for: 19 MiB, two passes, one lane. It is the library's default algorithm. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface HasherRoom {
  /** Hashes at work at once; one less than there are cores, so that requests of everybody else go on. */
  concurrency: number;
  /** Hashes that wait; a few seconds' worth. */
  waiting: number;
}

export type PasswordHasherOptions = Partial<HasherRoom>;

/** What a process has room for, unless it is told otherwise. */
export const usualRoom: HasherRoom = {
  concurrency: Math.max(1, Math.min(4, availableParallelism() - 1)),
  waiting: 64,
};

/** Makes and compares password hashes off the main thread, a bounded number at a time. */
export interface PasswordHasher {
  /** The usual one when absent. */
  readonly room?: HasherRoom;
  /** @throws Refused `unavailable` when too many wait already */
  hash(password: string): Promise<string>;
  /**
   * Takes the same time where there is no hash, so that nobody learns from the clock which addresses have an account.
   * @throws Refused `unavailable` when too many wait already
   */
  verify(hashed: string | null | undefined, password: string): Promise<boolean>;
}

export function makePasswordHasher(options: PasswordHasherOptions = {}): PasswordHasher {
  const room = { ...usualRoom, ...options };
  const inTurn = makeTurns({
    atOnce: room.concurrency,
    waiting: room.waiting,
    detail: 'Too many people are signing in right now. Try again in a moment.',
  });
  const nobody = hash('nobody has this password', cost);

  return {
    room,
    hash: (password) => inTurn(() => hash(normalized(password), cost)),
    verify: (hashed, password) =>
      inTurn(async () => {
        const same = await verify(hashed ?? (await nobody), normalized(password));
        return same && hashed != null;
      }),
  };
}

/** One password however a keyboard composed it: é as one letter or as e with an accent. */
function normalized(password: string): string {
  return password.normalize('NFC');
}
