import { atr, priorHighest } from '@orbiquant/quant';
import type { Intent } from '../intent.ts';
import { real, whole } from '../parameter-spec.ts';
import type { TradingStrategy } from '../trading-strategy.ts';

/**
 * Breakout: a stop order waits just above the highest high of the last bars; once it fills, a stop some average ranges
 * below gives it up, and then follows the best price at the same distance.
 *
 * @see R. Donchian's channel and J. W. Wilder's volatility stop, New Concepts in Technical Trading Systems, 1978.
 */
export const breakout: TradingStrategy = {
  name: 'breakout',
  parameters: {
    bars: whole(2, 400, 48),
    rangeBars: whole(2, 200, 14),
    stopRanges: real(0.5, 20, 3),
    risk: real(0.001, 0.05, 0.01),
  },
  intervals: () => [],
  warmUp: ({ bars = 48, rangeBars = 14 }) => ({ base: Math.max(bars, rangeBars) + 1 }),
  prepare({ base }, { bars = 48, rangeBars = 14, stopRanges = 3, risk = 0.01 }) {
    const top = priorHighest(base.high, bars);
    const range = atr(base, rangeBars);
    const { high, close } = base;
    return {
      decide(at, { quantity, openOrders }) {
        const distance = range[at]! * stopRanges;
        // the highest high that includes this bar is what the next one has to pass
        const level = Math.max(top[at]!, high[at]!);
        if (quantity !== 0 || openOrders > 0 || !(distance > 0 && distance < close[at]!) || Number.isNaN(level))
          return null;
        return [waitAbove(level, { distance, risk })];
      },
    };
  },
};

const waitAbove = (level: number, { distance, risk }: { distance: number; risk: number }): Intent => ({
  kind: 'enter',
  side: 'long',
  type: 'stop',
  price: level,
  stop: level - distance,
  trail: distance,
  size: { kind: 'risk-fraction', value: risk },
  goodForBars: 1,
  tag: 'breakout',
});
