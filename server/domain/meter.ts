/** What a family of figures is called, what it says, and by what it is told apart. */
interface Family {
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  labels: readonly string[];
}

/**
 * Everything a process counts about itself. Labels hold words of the code alone (templates of routes, outcomes, names of
 * jobs): never an organization, a person, or what a request brought, so that there are as many figures as there are words.
 */
export const families = {
  roster_requests_total: {
    help: 'Requests answered.',
    type: 'counter',
    labels: ['method', 'route', 'status'],
  },
  roster_request_seconds: {
    help: 'Time until a request was answered; of a stream, until it began.',
    type: 'histogram',
    labels: ['method', 'route'],
  },
  roster_mail_total: { help: 'Tries to send a mail, by how they ended.', type: 'counter', labels: ['outcome'] },
  roster_webhook_deliveries_total: {
    help: 'Tries to deliver to a webhook, by how they ended.',
    type: 'counter',
    labels: ['outcome'],
  },
  roster_job_last_run_timestamp_seconds: {
    help: 'When a job last came to the end of a round.',
    type: 'gauge',
    labels: ['job'],
  },
  roster_job_failures_total: { help: 'Rounds of a job that failed.', type: 'counter', labels: ['job'] },
} as const satisfies Record<string, Family>;

type Families = typeof families;
export type FamilyName = keyof Families;
type Labels<N extends FamilyName> = Record<Families[N]['labels'][number], string>;

/** Upper bounds of the histogram, in seconds: from an index look-up to the longest transaction and its retries. */
export const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

export interface Meter {
  add<N extends FamilyName>(name: N, labels: Labels<N>): void;
  set<N extends FamilyName>(name: N, labels: Labels<N>, value: number): void;
  observe<N extends FamilyName>(name: N, labels: Labels<N>, value: number): void;
  /** All figures there are, each with the values of its labels in their order. */
  read(name: FamilyName): readonly Figure[];
}

export interface Figure {
  labels: readonly string[];
  /** Of a histogram: the sum of what was observed. */
  value: number;
  /** Of a histogram: how many were within each bound, and how many there were in all. */
  within?: readonly number[];
  count?: number;
}

/** More than the words of the code make; a defect in a label then costs its figures and not the memory. */
const most = 2_000;

/** For one process; its figures begin at nothing. */
export function makeMeter(): Meter {
  const all = new Map<
    FamilyName,
    Map<string, { labels: string[]; value: number; within?: number[]; count?: number }>
  >();

  function figureOf(name: FamilyName, labels: Record<string, string>) {
    const values = (families[name].labels as readonly string[]).map((label) => labels[label]!);
    const known = all.get(name) ?? new Map();
    all.set(name, known);
    const key = values.join('\n');
    const found = known.get(key);
    if (found) return found;
    const made = { labels: values, value: 0 };
    if (known.size < most) known.set(key, made);
    return made;
  }

  return {
    add(name, labels) {
      figureOf(name, labels).value++;
    },
    set(name, labels, value) {
      figureOf(name, labels).value = value;
    },
    observe(name, labels, value) {
      const figure = figureOf(name, labels);
      figure.within ??= bounds.map(() => 0);
      figure.value += value;
      figure.count = (figure.count ?? 0) + 1;
      bounds.forEach((bound, at) => {
        if (value <= bound) figure.within![at]!++;
      });
    },
    read: (name) => [...(all.get(name)?.values() ?? [])],
  };
}
