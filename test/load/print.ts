/** One comparison: what ours costs beside something else, measured in the same run. A smaller ratio is better. */
export interface Row {
  name: string;
  /** Medians. */
  ours: number;
  other: number;
  /** The ratio that is aimed for, where there is one. */
  goal?: number;
  unit: string;
  /** Between which ratios the middle half of the turns lay. */
  between?: [number, number];
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** What was taken in turns: the medians, and between which ratios the middle half of the turns lay. */
export function spread(ours: readonly number[], other: readonly number[]): Pick<Row, 'ours' | 'other' | 'between'> {
  const ratios = ours.slice(0, other.length).map((value, turn) => value / other[turn]!);
  return { ours: median(ours), other: median(other), between: [quantile(ratios, 0.25), quantile(ratios, 0.75)] };
}

/** A table for people, or with `--json` a line a row for programs. */
export function print(rows: readonly Row[]): void {
  const round = (value: number, digits = 3): number => Number(value.toFixed(digits));
  const shown = rows.map((row) => ({ ...row, ratio: row.ours / row.other }));
  if (process.argv.includes('--json')) {
    for (const { name, ours, other, ratio, goal, unit } of shown) {
      console.log(JSON.stringify({ name, ours: round(ours), other: round(other), ratio: round(ratio), goal, unit }));
    }
    return;
  }
  const width = Math.max(...shown.map(({ name }) => name.length));
  const titles = ['ours', 'other', 'ratio', 'goal'].map((title) => title.padStart(11)).join('');
  console.log(`${'what'.padEnd(width)}${titles}  ${'middle half'.padEnd(13)}  unit`);
  for (const { name, ours, other, ratio, goal, unit, between } of shown) {
    const figures = [ours, other, ratio].map((value) => round(value, 2).toFixed(2).padStart(11)).join('');
    const aim = (goal === undefined ? '' : `≤ ${round(goal, 2)}`).padStart(11);
    const half = between ? between.map((value) => value.toFixed(2)).join(' – ') : '';
    const missed = goal !== undefined && ratio > goal ? '  missed' : '';
    console.log(`${name.padEnd(width)}${figures}${aim}  ${half.padEnd(13)}  ${unit}${missed}`);
  }
}
