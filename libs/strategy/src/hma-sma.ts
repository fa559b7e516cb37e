import type { Vote } from '@orbiquant/contracts';
import { hma, sma } from '@orbiquant/quant';
import { closesOf, isRising, type MarketView } from './market-view.ts';
import { missingWarmUp, warmingUp, type Strategy } from './strategy.ts';

const PERIOD = 200;
/** Bars for a Hull average of 200 and one before it, so that a slope exists. */
const HULL_BARS = PERIOD + Math.floor(Math.sqrt(PERIOD)) + 1;

/**
 * Long while the 5-minute close stands above its 200-bar average and the 200-bar Hull averages of the last closed hour
 * and of the last closed four hours both rise; short is the mirror.
 *
 * @see Market rule of the house: docs/strategies.md, "HMA/SMA".
 */
export const hmaSma: Strategy = {
  name: 'hma-sma',
  warmUp: { '5m': PERIOD, '1h': HULL_BARS, '4h': HULL_BARS },
  vote(view) {
    const missing = missingWarmUp(hmaSma, view);
    return missing ? warmingUp(hmaSma.name, missing) : judge(view);
  },
};

function judge(view: MarketView): Vote {
  const closes = closesOf(view, '5m').slice(-PERIOD);
  const close = closes.at(-1)!;
  const average = sma(closes, PERIOD).at(-1)!;
  const hour = isRising(hma(closesOf(view, '1h').slice(-HULL_BARS), PERIOD)) === true;
  const fourHours = isRising(hma(closesOf(view, '4h').slice(-HULL_BARS), PERIOD)) === true;
  const agreeing = [close > average, hour, fourHours].filter(Boolean).length;
  const stance = agreeing === 3 ? 'long' : agreeing === 0 ? 'short' : 'flat';
  return {
    strategy: hmaSma.name,
    stance,
    strength: stance === 'flat' ? 0 : 1,
    reasons: [
      { code: close > average ? 'hma-sma.above-sma' : 'hma-sma.below-sma', params: { close, average } },
      { code: hour ? 'hma-sma.hour-rising' : 'hma-sma.hour-falling', params: {} },
      { code: fourHours ? 'hma-sma.four-hours-rising' : 'hma-sma.four-hours-falling', params: {} },
    ],
  };
}
