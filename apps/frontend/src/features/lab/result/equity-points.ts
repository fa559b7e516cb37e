import type { LabCurve } from '@orbiquant/contracts';

/** A value at a second; without one the line is broken there. */
export type EquityPoint = { time: number; value?: number };
export type EquityLines = { equity: EquityPoint[]; benchmark: EquityPoint[]; drawdown: EquityPoint[] };

/** The three lines of a run, one point a second at most, oldest first. */
export function equityPoints(
  { timeMs, equity, drawdown }: LabCurve,
  benchmark: ReadonlyArray<number | null> | null,
): EquityLines {
  const lineOf = (values: ReadonlyArray<number | null>): EquityPoint[] => {
    const bySecond = new Map(timeMs.map((atMs, at) => [Math.floor(atMs / 1000), values[at] ?? null]));
    return [...bySecond]
      .toSorted(([a], [b]) => a - b)
      .map(([time, value]) => (value === null ? { time } : { time, value }));
  };
  return { equity: lineOf(equity), benchmark: benchmark ? lineOf(benchmark) : [], drawdown: lineOf(drawdown) };
}
