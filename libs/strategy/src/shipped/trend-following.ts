import type { Reason, Vote } from '@orbiquant/contracts';
import { priorHighest, priorLowest, sma } from '@orbiquant/quant';
import type { Intent } from '../intent.ts';
import { real, whole } from '../parameter-spec.ts';
import type { TradingStrategy } from '../trading-strategy.ts';

const NAME = 'trend-following';

/**
 * Trend following: long on a close above the highest high of 55 bars while price stands above its 100-bar average; out
 * on a close below the lowest low of 20 bars. Between the two it has no view and holds.
 *
 * @see C. Faith, Way of the Turtle, 2007, "System 2", from which the two channels are taken.
 */
export const trendFollowing: TradingStrategy = {
  name: NAME,
  parameters: {
    entryBars: whole(2, 400, 55),
    exitBars: whole(2, 400, 20),
    trendBars: whole(2, 1000, 100),
    share: real(0.01, 1, 1),
  },
  intervals: () => [],
  warmUp: ({ entryBars = 55, exitBars = 20, trendBars = 100 }) => ({
    base: Math.max(trendBars, entryBars + 1, exitBars + 1),
  }),
  prepare({ base: { high, low, close } }, { entryBars = 55, exitBars = 20, trendBars = 100, share = 1 }) {
    const top = priorHighest(high, entryBars);
    const bottom = priorLowest(low, exitBars);
    const average = sma(close, trendBars);
    const size = { kind: 'equity-fraction', value: share } as const;
    const enter: Intent[] = [{ kind: 'enter', side: 'long', size, type: 'market', tag: 'breakout' }];
    const leave: Intent[] = [{ kind: 'exit', tag: 'breakdown' }];
    const isUp = (at: number): boolean => close[at]! > top[at]! && close[at]! > average[at]!;
    const isDown = (at: number): boolean => close[at]! < bottom[at]! && !Number.isNaN(average[at]!);
    return {
      decide(at, { quantity, openOrders }) {
        if (openOrders > 0) return null;
        if (quantity === 0) return isUp(at) ? enter : null;
        return isDown(at) ? leave : null;
      },
      vote(at) {
        const figures = { close: close[at]!, high: top[at]!, low: bottom[at]! };
        const { low: lowest, ...above } = figures;
        if (isUp(at)) return say('long', 1, { code: 'trend.breakout', params: { ...above, bars: entryBars } });
        if (!isDown(at)) return say('none', 0, { code: 'trend.inside-channel', params: figures });
        return say('flat', 1, {
          code: 'trend.breakdown',
          params: { close: figures.close, low: lowest, bars: exitBars },
        });
      },
    };
  },
};

const say = (stance: Vote['stance'], strength: number, reason: Reason): Vote => ({
  strategy: NAME,
  stance,
  strength,
  reasons: [reason],
});
