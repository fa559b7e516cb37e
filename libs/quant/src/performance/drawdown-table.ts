import { invariant } from '@orbiquant/kernel';

/** One fall from a peak until the peak is seen again. */
export type Drawdown = {
  /** Time of the peak. */
  peakAtMs: number;
  /** Time of the lowest value. */
  troughAtMs: number;
  /** Time at which the peak was reached again; null while it has not been. */
  recoveredAtMs: number | null;
  /** Fraction below the peak, < 0. */
  depth: number;
  /** From the peak to the recovery, or to the last point. */
  durationMs: number;
  /** Number of points under the peak, the recovery not counted. */
  points: number;
};

/**
 * Drawdown table: every fall of an equity curve, deepest first.
 *
 * @param equity  Values > 0 for a share to make sense (a fall to zero or below counts as it stands), oldest first.
 * @param atMs    Time of each value, epoch milliseconds, ascending, same length.
 * @throws        Invariant, when lengths differ or an equity value is NaN.
 */
export function drawdownTable(equity: Float64Array, atMs: Float64Array): Drawdown[] {
  invariant(equity.length === atMs.length, 'each equity value has one time');
  const falls: Drawdown[] = [];
  let peak = 0;
  let open: Drawdown | null = null;
  for (let at = 0; at < equity.length; at++) {
    invariant(!Number.isNaN(equity[at]), 'equity is a number at each point');
    if (equity[at]! >= equity[peak]!) {
      if (open) falls.push(recovered(open, atMs[at]!));
      open = null;
      peak = at;
    } else {
      open = deepened(open ?? fallFrom(atMs[peak]!), equity[at]! / equity[peak]! - 1, atMs[at]!);
    }
  }
  if (open) falls.push(open);
  return falls.sort((a, b) => a.depth - b.depth);
}

const fallFrom = (peakAtMs: number): Drawdown => ({
  peakAtMs,
  troughAtMs: peakAtMs,
  recoveredAtMs: null,
  depth: 0,
  durationMs: 0,
  points: 0,
});

const recovered = (fall: Drawdown, atMs: number): Drawdown => ({
  ...fall,
  recoveredAtMs: atMs,
  durationMs: atMs - fall.peakAtMs,
});

function deepened(fall: Drawdown, depth: number, atMs: number): Drawdown {
  const deeper = depth < fall.depth;
  return {
    ...fall,
    depth: deeper ? depth : fall.depth,
    troughAtMs: deeper ? atMs : fall.troughAtMs,
    durationMs: atMs - fall.peakAtMs,
    points: fall.points + 1,
  };
}
