import type { Interval } from '@orbiquant/contracts';
import { invariant } from '@orbiquant/kernel';
import { nextOpenTime } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';
import { foldBars } from './fold-bars.ts';
import type { StrategyMarket } from './trading-strategy.ts';

/** What a strategy's market is made of; `coarser` where those candles are known already, else they are folded. */
export type MarketParts = {
  readonly symbol: string;
  readonly interval: Interval;
  readonly base: Bars;
  readonly intervals: readonly Interval[];
  readonly coarser?: ReadonlyMap<Interval, Bars>;
};

/**
 * One instrument's history for a strategy: its base bars and the coarser candles it reads, each known only once closed.
 *
 * @throws Invariant, when a coarser interval cannot be made of the base.
 */
export function strategyMarket({ symbol, interval, base, intervals, coarser }: MarketParts): StrategyMarket {
  const read = new Map<Interval, Bars>();
  for (const name of intervals)
    read.set(name, coarser?.get(name) ?? (name === interval ? base : foldBars(base, interval, name)));
  const closed = new Map<Interval, Int32Array>();
  return {
    symbol,
    interval,
    base,
    coarser: read,
    closedIndexAt(name, at) {
      if (name === interval && read.get(name) === base) return at;
      const known = closed.get(name) ?? closedIndexes(base, interval, { name, bars: read.get(name) });
      closed.set(name, known);
      return known[at] ?? -1;
    },
  };
}

/** For each base bar the last coarser candle that has closed with it or before. */
function closedIndexes(
  base: Bars,
  interval: Interval,
  { name, bars }: { name: Interval; bars: Bars | undefined },
): Int32Array {
  invariant(bars, `the strategy did not ask for ${name} candles`);
  const indexes = new Int32Array(base.openTimeMs.length);
  let last = -1;
  for (let at = 0; at < indexes.length; at++) {
    const closesAtMs = nextOpenTime(base.openTimeMs[at]!, interval);
    while (last + 1 < bars.openTimeMs.length && nextOpenTime(bars.openTimeMs[last + 1]!, name) <= closesAtMs) last++;
    indexes[at] = last;
  }
  return indexes;
}
