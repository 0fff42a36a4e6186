/** One comparison: what ours costs beside something else, measured in the same run. A smaller ratio is better. */
export interface Row {
  name: string;
  ours: number;
  other: number;
  /** The ratio that is aimed for, where there is one. */
  goal?: number;
  unit: string;
}

/** A table for people, or with `--json` a line a row for programs. */
export function print(rows: Row[]): void {
  const round = (value: number, digits = 3): number => Number(value.toFixed(digits));
  const shown = rows.map((row) => ({ ...row, ratio: row.ours / row.other }));
  if (process.argv.includes('--json')) {
    for (const { name, ours, other, ratio, goal, unit } of shown) {
      console.log(JSON.stringify({ name, ours: round(ours), other: round(other), ratio: round(ratio), goal, unit }));
    }
    return;
  }
  const width = Math.max(...shown.map(({ name }) => name.length));
  console.log(
    `${'what'.padEnd(width)}  ${['ours', 'other', 'ratio', 'goal'].map((title) => title.padStart(9)).join('')}  unit`,
  );
  for (const { name, ours, other, ratio, goal, unit } of shown) {
    const figures = [ours, other, ratio].map((value) => round(value, 2).toFixed(2).padStart(9)).join('');
    const aim = (goal === undefined ? '' : `≤ ${round(goal, 2)}`).padStart(9);
    console.log(
      `${name.padEnd(width)}  ${figures}${aim}  ${unit}${goal !== undefined && ratio > goal ? '  missed' : ''}`,
    );
  }
}
