import { randomUUID } from 'node:crypto';
import { changeChannel, type Ear, type Hearing } from './change-feed.ts';
import type { ConnectionTarget } from './connection-target.ts';
import { DatabaseUnavailable } from './database-unavailable.ts';
import { PostgresConnection } from './postgres-connection.ts';

/** Milliseconds until a connection that has not carried word is taken for deaf. */
const patience = 3_000;

/**
 * One connection that does nothing but listen. It sends itself word from time to time: a connection can be open and deaf,
 * after a failover or behind a pooler. One that stays silent is replaced by a new one.
 */
export class ListeningEar implements Ear {
  connected = false;
  readonly #target: ConnectionTarget;
  readonly #hearing: Hearing;
  readonly #beat: number;
  #connection: PostgresConnection | undefined;
  #closed = false;
  #wake: () => void = () => {};

  /**
   * @param target never a pooler in transaction mode, which passes nothing on
   * @param beat milliseconds between two looks whether the connection still carries word
   */
  constructor(target: ConnectionTarget, hearing: Hearing, beat = 5_000) {
    this.#target = target;
    this.#hearing = hearing;
    this.#beat = beat;
    void this.#run();
  }

  close(): void {
    this.#closed = true;
    this.#connection?.destroy(new DatabaseUnavailable('closed'));
    this.#wake();
  }

  async #run(): Promise<void> {
    for (let failures = 0, address = 0; !this.#closed; address++) {
      try {
        await this.#listenAt(address % this.#target.addresses.length, () => (failures = 0));
      } catch {
        this.connected = false;
        await this.#sleep(Math.min(200 * 2 ** failures++, 10_000) * (0.5 + Math.random()));
      }
    }
  }

  /** Listens until the connection is lost or deaf, and rejects then. */
  async #listenAt(index: number, onHeard: () => void): Promise<never> {
    let heard: (word: string) => void = () => {};
    const connection = new PostgresConnection(this.#target.addresses[index]!, this.#target, (channel, payload) => {
      if (channel !== changeChannel) return;
      if (payload.startsWith('beat,')) heard(payload);
      else this.#hearing.hear(payload);
    });
    this.#connection = connection;
    const lost = new Promise<never>((_, reject) => {
      connection.onDeath = () => reject(connection.dead ?? new DatabaseUnavailable('lost'));
    });
    lost.catch(() => {});
    try {
      for (;;) {
        const beat = `beat,${randomUUID()}`;
        const answered = new Promise<void>((resolve) => (heard = (word) => void (word === beat && resolve())));
        const late = setTimeout(() => connection.destroy(new DatabaseUnavailable('deadline')), patience);
        try {
          // Refused by a standby; the next address may be the one that takes it.
          await connection.send(`listen ${changeChannel}`);
          await connection.send(`select pg_notify('${changeChannel}', '${beat}')`);
          await Promise.race([answered, lost]);
        } finally {
          clearTimeout(late);
        }
        onHeard();
        // Only now is it certain that nothing more is missed; what was until now has to be looked for.
        if (!this.connected) {
          this.connected = true;
          this.#hearing.back();
        }
        await Promise.race([this.#sleep(this.#beat * (0.8 + Math.random() * 0.4)), lost]);
      }
    } finally {
      connection.destroy(new DatabaseUnavailable('closed'));
    }
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
