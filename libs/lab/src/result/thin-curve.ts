import type { LabCurve } from '@orbiquant/contracts';

const POINTS_MAX = 2_000;

/** Which steps of a curve to show: all, or of each stretch its first, lowest, highest and last, so that no fall is hidden. */
export function shownSteps(values: Float64Array): number[] {
  const { length } = values;
  if (length <= POINTS_MAX) return Array.from({ length }, (_unused, at) => at);
  const stretches = POINTS_MAX / 4;
  const shown = new Set<number>();
  for (let k = 0; k < stretches; k++) {
    const from = Math.floor((k * length) / stretches);
    const to = Math.floor(((k + 1) * length) / stretches);
    shown
      .add(from)
      .add(extreme(values, { from, to, sign: 1 }))
      .add(extreme(values, { from, to, sign: -1 }))
      .add(to - 1);
  }
  return [...shown].toSorted((a, b) => a - b);
}

function extreme(values: Float64Array, { from, to, sign }: { from: number; to: number; sign: number }): number {
  let best = from;
  for (let at = from + 1; at < to; at++) if (values[at]! * sign > values[best]! * sign) best = at;
  return best;
}

/** Equity and its fall from the peak at the steps that are shown. */
export function curveOf(timeMs: Float64Array, equity: Float64Array, steps: readonly number[]): LabCurve {
  const falls = fallsOf(equity);
  return {
    timeMs: steps.map((at) => timeMs[at]!),
    equity: steps.map((at) => finite(equity[at]!)),
    drawdown: steps.map((at) => finite(falls[at]!)),
  };
}

/** Equity over its highest value so far, less one: 0 at a peak, negative below. */
function fallsOf(equity: Float64Array): Float64Array {
  let peak = -Infinity;
  return equity.map((value) => {
    peak = Math.max(peak, value);
    return peak > 0 ? value / peak - 1 : 0;
  });
}

/** What JSON has no number for is null. */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
