import type { Source } from './source.ts';

export interface Label {
  name: string;
  removed: boolean;
}

interface Batch {
  ids: Set<string>;
  answer: Promise<Map<string, Label>>;
}

const most = 200;
const batches = new WeakMap<Source, Batch>();

/** A person's display name; `undefined` for an id nobody has. All that is asked within a microtask is one request. */
export async function labelOf(source: Source, id: string): Promise<Label | undefined> {
  let batch = batches.get(source);
  if (!batch || batch.ids.size >= most) {
    const ids = new Set<string>();
    batch = { ids, answer: ask(source, ids) };
    batches.set(source, batch);
  }
  batch.ids.add(id);
  return (await batch.answer).get(id);
}

async function ask(source: Source, ids: Set<string>): Promise<Map<string, Label>> {
  // Elements of one page are upgraded and drawn one microtask after the other: two turns gather them all.
  await new Promise((resolve) => setTimeout(resolve));
  if (batches.get(source)?.ids === ids) batches.delete(source);
  const { items } = await source.labels([...ids]);
  return new Map(items.map(({ id, name, removed }) => [id, { name, removed: removed === true }]));
}
