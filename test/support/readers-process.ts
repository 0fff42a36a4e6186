// Readers of events in a process of their own, so that what it costs them to read is not the server's work.
//   argv: the address of the stream
//   told { open: secrets }: opens a stream with each, says { opened }
//   told { count }: waits until each has so many events more, says when each had the last of them, and what was wrong with them
import { Listening } from './listening.ts';

export type Told = { open: string[] } | { count: number };

export interface Heard {
  /** Of each reader, milliseconds on the clock that all processes of the machine share. */
  at: number[];
  /** Octets that the first one got. */
  octets: number;
  /** Readers that missed one, got one twice or too many, or did not get them in time. */
  faults: string[];
}

const url = process.argv[2]!;
const readers: { listening: Listening; last: string }[] = [];
const shared = Number(process.hrtime.bigint() / 1000n) / 1000 - performance.now();

async function open(secrets: string[]): Promise<{ opened: number }> {
  for (const secret of secrets) {
    const response = await fetch(url, { headers: { authorization: `Bearer ${secret}` } });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    readers.push({ listening: new Listening(response), last: '' });
  }
  return { opened: readers.length };
}

async function hear(count: number): Promise<Heard> {
  const faults: string[] = [];
  await Promise.all(
    readers.map(({ listening }) => listening.count(count, 10_000).catch((error: Error) => faults.push(error.message))),
  );
  const heard: Heard = { at: [], octets: readers[0]!.listening.raw.length, faults };
  for (const [which, reader] of readers.entries()) {
    const { events } = reader.listening;
    heard.at.push((events.at(-1)?.at ?? Infinity) + shared);
    if (events.length !== count) faults.push(`Reader ${which} has ${events.length} events instead of ${count}.`);
    // Each is later than the one before: none is missing, none comes twice.
    for (const { id } of events) {
      if (!(id! > reader.last)) faults.push(`To reader ${which} ${id} came after ${reader.last}.`);
      reader.last = id!;
    }
    reader.listening.forget();
  }
  return heard;
}

process.on('message', (told: Told) => {
  void ('open' in told ? open(told.open) : hear(told.count)).then(
    (said) => process.send!(said),
    (error: Error) => process.send!({ faults: [error.message] }),
  );
});
process.once('disconnect', () => process.exit());
