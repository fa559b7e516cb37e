/** How far and how long equity stood below its peak. Shares are negative or zero. */
export type DrawdownFigures = {
  readonly drawdownMax: number;
  /** Mean over drawdowns of the deepest point of each. */
  readonly drawdownAverage: number;
  readonly drawdownMaxMs: number;
  readonly drawdownAverageMs: number;
};

/**
 * Drawdowns: stretches from a peak until it is reached again, or until the end.
 *
 * @returns NaN averages and durations where equity never fell.
 * @see     C. Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., 2008, section 4.4.
 */
export function drawdownFigures(timeMs: Float64Array, equity: Float64Array): DrawdownFigures {
  const depths: number[] = [];
  const durations: number[] = [];
  let [peak, peakAt, deepest] = [equity[0]!, 0, 0];
  for (let at = 0; at < equity.length; at++) {
    const isLast = at === equity.length - 1;
    const depth = equity[at]! / peak - 1;
    deepest = Math.min(deepest, depth);
    if (equity[at]! < peak && !isLast) continue;
    if (deepest < 0) {
      depths.push(deepest);
      durations.push(timeMs[at]! - timeMs[peakAt]!);
    }
    [peak, peakAt, deepest] = [Math.max(peak, equity[at]!), at, 0];
  }
  return {
    drawdownMax: depths.reduce((least, depth) => Math.min(least, depth), 0),
    drawdownAverage: meanOf(depths),
    drawdownMaxMs: depths.length === 0 ? NaN : durations.reduce((most, span) => Math.max(most, span), 0),
    drawdownAverageMs: meanOf(durations),
  };
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
