import type { Rng } from '@orbiquant/kernel';
import type { ShownRun } from '../result/shown-run.ts';
import { firstAt } from '../trial/first-at.ts';

/**
 * What each trade made of the equity at its entry, in order of exits: 0.01 = it added 1 %. With one position at a time
 * they compound to the final equity; trades that overlap do so nearly.
 */
export function tradeReturns({ trades, timeMs, equity, runCard }: ShownRun): Float64Array {
  const inOrder = trades.toSorted((a, b) => a.exitAtMs - b.exitAtMs || a.entryAtMs - b.entryAtMs);
  return Float64Array.from(inOrder, ({ pnl, entryAtMs }) => {
    const before = firstAt(timeMs, entryAtMs) - 1;
    return pnl / (before < 0 ? runCard.assumptions.cash : equity[before]!);
  });
}

/** The same values in another order, each order as likely as any. @see R. Durstenfeld, CACM 7(7), 1964, algorithm 235 */
export function shuffled(values: Float64Array, rng: Rng): Float64Array {
  const out = values.slice();
  for (let at = out.length - 1; at > 0; at--) {
    const other = rng.below(at + 1);
    const moved = out[at]!;
    out[at] = out[other]!;
    out[other] = moved;
  }
  return out;
}
