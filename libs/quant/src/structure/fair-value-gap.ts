import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import type { Candles } from '../indicator/prices.ts';
import { Lag } from '../indicator/rolling/lag.ts';

/** 1 or -1 where the bar does not overlap the one before last and the candle between went that way, else 0. */
function directionOf(before: { high: number; low: number; body: number }, high: number, low: number): number {
  if (before.high < low && before.body > 0) return 1;
  return before.low > high && before.body < 0 ? -1 : 0;
}

/** Registry entry of `fairValueGap`. */
export const fairValueGapIndicator = defineIndicator({
  name: 'fair-value-gap',
  family: 'structure',
  meaning: 'Fair value gap: a candle so strong that its neighbours do not overlap, at the bar that closes the pattern.',
  source: 'Smart money concepts, at the bar of confirmation',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: {},
  outputs: ['direction', 'top', 'bottom'],
  sparse: ['top', 'bottom'],
  pane: 'price',
  warmUp: () => 2,
  open: () => {
    const [highs, lows] = [new Lag(2), new Lag(2)];
    const body = new Lag(1);
    return (row, out) => {
      const gap = { high: highs.next(row[1]!), low: lows.next(row[2]!), body: body.next(row[3]! - row[0]!) };
      if (Number.isNaN(gap.high)) return;
      out[0] = directionOf(gap, row[1]!, row[2]!);
      if (out[0] === 0) return;
      out[1] = out[0] > 0 ? row[2]! : gap.low;
      out[2] = out[0] > 0 ? gap.high : row[1]!;
    };
  },
});

/**
 * Fair value gaps as they become known, one bar after the strong candle.
 *
 * @param candles  Equally long columns, quote units, oldest first.
 * @returns        `direction` 1, -1 or 0; `top` and `bottom` of the gap, quote units, NaN where there is none.
 */
export const fairValueGap = (candles: Candles) => columnsOf(fairValueGapIndicator, candles, {});
