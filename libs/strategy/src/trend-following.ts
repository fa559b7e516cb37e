import type { Reason, Vote } from '@orbiquant/contracts';
import { priorHighest, priorLowest, sma } from '@orbiquant/quant';
import { closesOf, columnOf, type MarketView } from './market-view.ts';
import { missingWarmUp, warmingUp, type Strategy } from './strategy.ts';

const ENTRY_BARS = 55;
const EXIT_BARS = 20;
const TREND_BARS = 100;

/**
 * Trend following on hourly candles: long on a close above the highest high of 55 bars while price stands above its
 * 100-bar average; out on a close below the lowest low of 20 bars. Between the two it has no view and holds.
 *
 * @see C. Faith, Way of the Turtle, 2007, "System 2", from which the two channels are taken.
 */
export const trendFollowing: Strategy = {
  name: 'trend-following',
  warmUp: { '1h': TREND_BARS },
  vote(view) {
    const missing = missingWarmUp(trendFollowing, view);
    return missing ? warmingUp(trendFollowing.name, missing) : judge(view);
  },
};

function judge(view: MarketView): Vote {
  const closes = closesOf(view, '1h').slice(-TREND_BARS);
  const close = closes.at(-1)!;
  const high = priorHighest(columnOf(view, '1h', 'high').slice(-TREND_BARS), ENTRY_BARS).at(-1)!;
  const low = priorLowest(columnOf(view, '1h', 'low').slice(-TREND_BARS), EXIT_BARS).at(-1)!;
  const average = sma(closes, TREND_BARS).at(-1)!;
  if (close > high && close > average)
    return say('long', 1, { code: 'trend.breakout', params: { close, high, bars: ENTRY_BARS } });
  if (close < low) return say('flat', 1, { code: 'trend.breakdown', params: { close, low, bars: EXIT_BARS } });
  return say('none', 0, { code: 'trend.inside-channel', params: { close, high, low } });
}

const say = (stance: Vote['stance'], strength: number, reason: Reason): Vote => ({
  strategy: trendFollowing.name,
  stance,
  strength,
  reasons: [reason],
});
