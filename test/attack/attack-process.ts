/**
 * One of the processes of an attack: is told what to do, does it in a database of its own, and says what came of it.
 * Begun by attack.ts, with `ROSTER_TEST_POSTGRES` and `ROSTER_TEST_RUNNER=none`.
 */
import fc from 'fast-check';
import { DatabaseUnavailable } from '../../server/domain/context.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { resources } from '../../server/http/resources.ts';
import { given, type World } from '../support/given.ts';
import { attackModel, type RoundOutcome } from './against-model.ts';
import { anyForm } from './any-form.ts';
import { anyProvisioning } from './any-provisioning.ts';
import { anyRequest, askedAbout } from './any-request.ts';
import { attackWire } from './wire.ts';

/** What is done at once, in one database: the same seed draws the same. */
export interface Task {
  part: Part;
  seed: number;
  /** Ends with so many, or at this moment of `Date.now()`. */
  most: number;
  until: number;
}

export const parts = ['operations', 'inputs', 'bytes'] as const;
export type Part = (typeof parts)[number];

/** What came of a task. Only operations have requests, changes and organizations that were left. */
export interface Done extends Pick<RoundOutcome, 'requests' | 'changes' | 'unanswered' | 'leaked'> {
  done: number;
  /** What is wrong beside what leaked. */
  wrong: string[];
}

/** Inputs about one organization. */
const chunk = 500;
const nothing = { requests: 0, changes: 0, unanswered: 0, leaked: [] };

async function inWorld<T>(work: (ground: World) => Promise<T>): Promise<T> {
  // Whoever attacks waits longer than people do: what is not answered could not be judged.
  const ground = await given({ ...askedAbout, database: { deadline: 60_000, patience: 60_000 } });
  try {
    return await work(ground);
  } finally {
    await ground.given.close();
  }
}

/** A machine that has more to do than it can is no fault of the server's. */
async function insisting<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || attempt === 20) throw error;
    }
  }
}

type Makes = (world: World) => Promise<{ property: fc.IAsyncProperty<unknown>; close?: () => Promise<void> }>;

const makers: Makes[] = [
  async (world) => ({ property: await anyRequest(world, resources) }),
  async (world) => ({ property: await anyProvisioning(world, resources) }),
  anyForm,
];

const tasks: Record<Part, (ground: World, task: Task) => Promise<Done>> = {
  async operations(ground, { seed, most, until }) {
    const goesOn = (done: number): boolean => done < most && Date.now() < until;
    const { operations, ...came } = await attackModel({ ground, routes: resources, seed, organizations: 64, goesOn });
    return { done: operations, ...came };
  },

  async inputs(ground, { seed, most, until }) {
    const came: Done = { done: 0, ...nothing, wrong: [] };
    const lane = async (number: number): Promise<void> => {
      for (let turn = 0; came.done < most && Date.now() < until; turn++) {
        const { property, close } = await insisting(async () =>
          makers[(number + turn) % makers.length]!(await ground.another({ ...askedAbout, slug: `o${newUuid()}` })),
        );
        const own = seed * 1_009 + number * 101 + turn;
        const checked = await fc.check(property, { seed: own, numRuns: chunk, endOnFailure: true });
        await close?.();
        came.done += checked.numRuns;
        ground.log.length = 0;
        if (checked.failed)
          came.wrong.push(`seed ${own}: ${String(checked.errorInstance)} ${JSON.stringify(checked.counterexample)}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, number) => lane(number)));
    return came;
  },

  async bytes(ground, { seed, most, until }) {
    const { sent, broken, refused } = await attackWire(ground, seed, (done) => done < most && Date.now() < until);
    const wrong = [...broken, ...(refused > 0 ? [`${refused} honest requests in between were not answered`] : [])];
    return { done: sent, ...nothing, wrong };
  },
};

process.on('message', (task: Task) => {
  // What is thrown past all judgement ends this process, and with it the attack.
  void inWorld((ground) => tasks[task.part](ground, task)).then((came) => process.send!(came));
});
process.on('disconnect', () => process.exit());
