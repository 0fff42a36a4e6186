import type { ChaosOutcome } from './run-chaos.ts';

/** The last line of `--json`. */
export interface Figures {
  faults: number;
  acknowledged: number;
  lost: number;
  leaked: number;
  duplicated: number;
  hung: number;
  exits: number;
  recoveryP99Ms: number;
}

export function figuresOf({ ledger, rows }: ChaosOutcome): Figures {
  return {
    faults: rows.reduce((sum, { times }) => sum + times, 0),
    acknowledged: ledger.acknowledged,
    lost: ledger.lost.length,
    leaked: ledger.leaked.length,
    duplicated: ledger.duplicated.length,
    hung: ledger.hung.length,
    exits: ledger.exits.length,
    recoveryP99Ms: Math.round(
      quantile(
        rows.flatMap(({ recoveries }) => recoveries),
        0.99,
      ),
    ),
  };
}

/** Says what came of a run; answers whether it was a good one. */
export function report(outcome: ChaosOutcome, json: boolean): boolean {
  const { ledger, rows, mails, seconds } = outcome;
  const figures = figuresOf(outcome);
  const line = (cells: (string | number)[]): string =>
    cells.map((cell, at) => (at === 0 ? String(cell).padEnd(28) : String(cell).padStart(12))).join('');
  console.log(`\n${line(['fault', 'made', 'struck', 'median ms', 'p99 ms'])}`);
  for (const { fault, times, struck, recoveries } of rows) {
    const cells = times === 0 ? ['-', '-'] : [0.5, 0.99].map((share) => Math.round(quantile(recoveries, share)));
    console.log(line([fault, times, struck, ...cells]));
  }
  for (const [why, times] of ledger.reasons) console.log(`not answered ${times} times: ${why}`);
  for (const [what, entries] of Object.entries(wrongs(outcome)))
    for (const entry of entries.slice(0, 20)) console.log(`${what}: ${entry}`);
  console.log(
    `\n${Math.round(seconds)} s; acknowledged ${figures.acknowledged}, not answered ${ledger.unanswered}, refused ${ledger.refused}; ${mails} mails arrived, ${ledger.repeated} of them again`,
  );
  console.log(
    `lost ${figures.lost}, leaked ${figures.leaked}, duplicated ${figures.duplicated}, hung ${figures.hung}, exits ${figures.exits}, other ${ledger.odd.length}`,
  );
  if (json) console.log(JSON.stringify(figures));
  return figures.acknowledged > 0 && Object.values(wrongs(outcome)).every((entries) => entries.length === 0);
}

/** Everything that went wrong, kind by kind. */
export function wrongs({ ledger }: ChaosOutcome): Record<string, string[]> {
  const { lost, leaked, duplicated, hung, exits, odd } = ledger;
  return { lost, leaked, duplicated, hung, exits, odd };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
