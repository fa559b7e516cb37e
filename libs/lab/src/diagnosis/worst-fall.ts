/** The deepest fall of a price: its depth as a share of the peak (0.2 = 20 %), and the bars of peak and low. */
export type WorstFall = { readonly depth: number; readonly peakAt: number; readonly lowAt: number };

/** The farthest that closes fell from a peak; depth 0 where they never did. */
export function worstFall(close: Float64Array): WorstFall {
  let [peakAt, worst] = [0, { depth: 0, peakAt: 0, lowAt: 0 }];
  for (let at = 0; at < close.length; at++) {
    if (close[at]! >= close[peakAt]!) peakAt = at;
    const depth = 1 - close[at]! / close[peakAt]!;
    if (depth > worst.depth) worst = { depth, peakAt, lowAt: at };
  }
  return worst;
}
