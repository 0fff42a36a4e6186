import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { copySources } from './copy-sources.ts';

/** A build that is wrong in one place, and the faults that bring it to light. */
interface BadBuild {
  /** What somebody who wrote it may have thought. */
  thought: string;
  /** File, what stands there, and what stands there instead. */
  changes: [file: string, from: string, to: string][];
  faults: readonly string[];
  /** Which column of the table has to be above zero. */
  finds: 'lost' | 'leaked' | 'duplicated' | 'hung' | 'exits';
}

export const badBuilds: Record<string, BadBuild> = {
  'answers-before-commit': {
    thought: 'The answer need not wait for COMMIT, which never fails.',
    changes: [
      [
        'server/db/lease.ts',
        `    const answer = connection.send('commit');
    close();
    await committed(connection, answer);`,
        `    close();
    setTimeout(() => void connection.send('commit').catch(() => {}), 40);`,
      ],
      // The connection is kept for it, so that nobody else's words come in between.
      [
        'server/db/postgres-pool.ts',
        '          this.#release(connection);',
        '          setTimeout(() => this.#release(connection), 60);',
      ],
    ],
    faults: ['backend kills', 'API killed', 'disk full', 'deaf connections', 'frozen backends', 'database restart'],
    finds: 'lost',
  },
  'runs-again-after-commit': {
    thought: 'Whatever was cut off can be run again.',
    changes: [
      [
        'server/db/lease.ts',
        "const unknown = new DatabaseUnavailable('unknown-commit', { cause: error });",
        "const unknown = new DatabaseUnavailable('lost', { cause: error, nothingRan: true });",
      ],
    ],
    faults: ['answers to COMMIT lost'],
    finds: 'duplicated',
  },
  'answers-with-the-last-answer': {
    thought: 'While the database is away, an answer of a moment ago is better than none.',
    changes: [
      [
        'server/http/in-tenant.ts',
        'return database.withTenant({ organizationId, ...(accountId && { accountId }) }, async (tx) => {',
        'return kept(() => database.withTenant({ organizationId, ...(accountId && { accountId }) }, async (tx) => {',
      ],
      ['server/http/in-tenant.ts', '    return answer;\n  });', '    return answer;\n  }));'],
      [
        'server/http/in-tenant.ts',
        '/** Why somebody who waited',
        `let last: unknown;
async function kept<T>(work: () => Promise<T>): Promise<T> {
  try {
    return (last = await work()) as T;
  } catch (error) {
    if ((error as Error).name !== 'DatabaseUnavailable' || last === undefined) throw error;
    return last as T;
  }
}

/** Why somebody who waited`,
      ],
    ],
    faults: ['deaf connections', 'database restart', 'answers to COMMIT lost'],
    finds: 'leaked',
  },
  'waits-for-ever': {
    thought: 'The database always answers in the end.',
    changes: [['server/db/lease.ts', '    Math.max(1, until - monotonicNow()),\n  );', '    86_400_000,\n  );']],
    faults: ['deaf connections', 'frozen backends'],
    finds: 'hung',
  },
  'mail-is-sent-when-begun': {
    thought: 'Sending hardly ever fails, so it is noted first.',
    changes: [
      [
        'server/jobs/mail-worker.ts',
        '      await mailer.send(mail);\n',
        '      await record((tx) => markSent(tx, claimed, services));\n      await mailer.send(mail);\n',
      ],
    ],
    faults: ['mail server down', 'mail server dies on a mail', 'worker killed'],
    finds: 'lost',
  },
  'mail-without-claims': {
    thought: 'One worker more does no harm.',
    changes: [
      [
        'server/jobs/mail-worker.ts',
        'sql`select organization_id, id, attempts from roster.claim_mail(${worker}, ${timing.lease / 1000}, ${batch})`',
        'sql`select organization_id, id, attempts from roster.claim_mail(${worker}, 0, ${batch})`',
      ],
      ['server/jobs/compose-mail.ts', '        eq(outbox.leaseId, worker),\n', ''],
    ],
    faults: ['mail server down'],
    finds: 'duplicated',
  },
  'its-own-clock': {
    thought: 'Every machine knows what time it is.',
    changes: [
      [
        'server/domain/tokens/issue-token.ts',
        'clock_timestamp() + make_interval(mins => ${lifeMinutes})',
        '${new Date(Date.now() + lifeMinutes * 60_000).toISOString()}::timestamptz',
      ],
    ],
    faults: ['clocks wrong'],
    finds: 'lost',
  },
  'readers-who-left-are-kept': {
    thought: 'Who has left takes nothing any more, and is noticed by that.',
    changes: [
      ['server/http/events.ts', "  request.signal.addEventListener('abort', () => leave(), { once: true });\n", ''],
      [
        'server/http/event-stream.ts',
        '    this.#onGone(stalled);',
        '    this.#flush = undefined;\n    if (stalled) this.#onGone(stalled);',
      ],
    ],
    faults: ['slow readers'],
    finds: 'hung',
  },
};

export interface MadeBuild {
  sources: string;
  faults: readonly string[];
  finds: BadBuild['finds'];
  remove(): void;
}

/** Copies the sources and makes them wrong. */
export function badBuild(name: string): MadeBuild {
  const { changes, faults, finds } = badBuilds[name]!;
  const { folder, remove } = copySources();
  for (const [file, from, to] of changes) {
    const at = path.join(folder, file);
    const text = readFileSync(at, 'utf8');
    if (text.split(from).length !== 2) throw new Error(`The build ${name} cannot be made: ${file} has changed.`);
    writeFileSync(
      at,
      text.replace(from, () => to),
    );
  }
  return { sources: folder, faults, finds, remove };
}
