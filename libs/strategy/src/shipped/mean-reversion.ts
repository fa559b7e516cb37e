import { atr, bollinger, efficiencyRatio } from '@orbiquant/quant';
import type { Intent } from '../intent.ts';
import { real, whole } from '../parameter-spec.ts';
import type { TradingStrategy } from '../trading-strategy.ts';

/**
 * Mean reversion in ranges: where price goes nowhere (a low efficiency ratio), buy a close below the lower Bollinger
 * band and sell at the middle one; a stop some average ranges below ends the wait.
 *
 * @see J. Bollinger, Bollinger on Bollinger Bands, 2001; P. Kaufman, Trading Systems and Methods (efficiency ratio).
 */
export const meanReversion: TradingStrategy = {
  name: 'mean-reversion',
  parameters: {
    bars: whole(5, 400, 40),
    deviations: real(0.5, 5, 2),
    trendMax: real(0.05, 1, 0.35),
    stopRanges: real(0.5, 20, 3),
    risk: real(0.001, 0.05, 0.01),
    barsMax: whole(1, 1000, 60),
  },
  intervals: () => [],
  warmUp: ({ bars = 40 }) => ({ base: bars + 1 }),
  prepare({ base }, { bars = 40, deviations = 2, trendMax = 0.35, stopRanges = 3, risk = 0.01, barsMax = 60 }) {
    const { close } = base;
    const { lower, middle } = bollinger(close, { period: bars, deviations });
    const trend = efficiencyRatio(close, bars);
    const range = atr(base, Math.min(bars, ATR_BARS));
    const size = { kind: 'risk-fraction', value: risk } as const;
    const home: Intent[] = [{ kind: 'exit', tag: 'back-at-mean' }];
    const late: Intent[] = [{ kind: 'exit', tag: 'too-long' }];
    const isSetUp = (at: number): boolean => close[at]! < lower[at]! && trend[at]! <= trendMax && range[at]! > 0;
    return {
      decide(at, { quantity, openOrders, heldSince }) {
        if (openOrders > 0) return null;
        if (quantity !== 0) return close[at]! >= middle[at]! ? home : at - heldSince >= barsMax ? late : null;
        const stop = close[at]! - range[at]! * stopRanges;
        if (!isSetUp(at) || !(stop > 0)) return null;
        return [{ kind: 'enter', side: 'long', type: 'market', size, stop, tag: 'below-band' }];
      },
    };
  },
};

const ATR_BARS = 14;
