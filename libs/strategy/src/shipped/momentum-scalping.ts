import { atr, ema, roc } from '@orbiquant/quant';
import type { Intent } from '../intent.ts';
import { real, whole } from '../parameter-spec.ts';
import type { TradingStrategy } from '../trading-strategy.ts';

/**
 * Momentum scalping: goes with a burst (the rate of change of a few bars beyond a number of average ranges, on the right
 * side of a short exponential average), for a small target, a wide stop and a few bars at most. Long and short.
 *
 * @see N. Jegadeesh, S. Titman, "Returns to Buying Winners and Selling Losers", Journal of Finance 48 (1993), for
 *      momentum; the short horizon is the house's.
 */
export const momentumScalping: TradingStrategy = {
  name: 'momentum-scalping',
  parameters: {
    burstBars: whole(1, 60, 3),
    burstRanges: real(0.2, 10, 1.5),
    averageBars: whole(2, 200, 21),
    targetRanges: real(0.2, 10, 1.5),
    stopRanges: real(0.2, 20, 2.5),
    barsMax: whole(1, 200, 12),
    risk: real(0.001, 0.05, 0.01),
  },
  intervals: () => [],
  warmUp: ({ averageBars = 21, burstBars = 3 }) => ({ base: Math.max(averageBars, burstBars, RANGE_BARS) + 1 }),
  prepare({ base }, { burstBars = 3, burstRanges = 1.5, averageBars = 21, barsMax = 12, ...exits }) {
    const { close } = base;
    const range = atr(base, RANGE_BARS);
    const average = ema(close, averageBars);
    const change = roc(close, burstBars);
    const late: Intent[] = [{ kind: 'exit', tag: 'too-long' }];
    const burst = (at: number): number => {
      const needed = (range[at]! * burstRanges * 100) / close[at]!;
      if (change[at]! > needed && close[at]! > average[at]!) return 1;
      return change[at]! < -needed && close[at]! < average[at]! ? -1 : 0;
    };
    return {
      decide(at, { quantity, openOrders, heldSince, canShort }) {
        if (openOrders > 0) return null;
        if (quantity !== 0) return at - heldSince >= barsMax ? late : null;
        const side = burst(at);
        if (side === 0 || (side < 0 && !canShort)) return null;
        return scalp(close[at]!, { side, range: range[at]!, ...exits });
      },
    };
  },
};

const RANGE_BARS = 14;
type Scalp = { side: number; range: number; targetRanges?: number; stopRanges?: number; risk?: number };

function scalp(
  close: number,
  { side, range, targetRanges = 1.5, stopRanges = 2.5, risk = 0.01 }: Scalp,
): Intent[] | null {
  const stop = close - side * range * stopRanges;
  const target = close + side * range * targetRanges;
  if (!(range > 0 && stop > 0 && target > 0)) return null;
  const size = { kind: 'risk-fraction', value: risk } as const;
  return [{ kind: 'enter', side: side > 0 ? 'long' : 'short', type: 'market', size, stop, target, tag: 'burst' }];
}
