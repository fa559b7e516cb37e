import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars, factor } from '../indicator/parameter.ts';
import type { Prices } from '../indicator/prices.ts';
import { wilderSmoother } from '../indicator/rolling/smoother.ts';
import { TrueRange } from '../indicator/rolling/true-range.ts';

/** The two bands that only tighten, and which of them holds. */
class Bands {
  direction = 0;
  private upper = NaN;
  private lower = NaN;
  private close = NaN;

  /** Takes the middle of the bar, the distance of the bands from it, and the close; gives the stop. */
  next(middle: number, distance: number, close: number): number {
    const before = this.close;
    this.close = close;
    if (Number.isNaN(distance)) return NaN;
    if (this.direction === 0) this.begin(middle, close);
    this.tighten(middle + distance, middle - distance, before);
    this.direction = close <= (this.direction > 0 ? this.lower : this.upper) ? -1 : 1;
    return this.direction > 0 ? this.lower : this.upper;
  }

  /** A band moves away from price only where the close before had gone through it. */
  private tighten(upper: number, lower: number, before: number): void {
    if (!(upper >= this.upper) || before > this.upper) this.upper = upper;
    if (!(lower <= this.lower) || before < this.lower) this.lower = lower;
  }

  private begin(middle: number, close: number): void {
    this.direction = close >= middle ? 1 : -1;
  }
}

/** Registry entry of `supertrend`. */
export const supertrendIndicator = defineIndicator({
  name: 'supertrend',
  family: 'trend',
  meaning: 'SuperTrend: a trailing stop some true ranges from the middle of the bar, and which way it trails.',
  source: 'O. Seban; Stock.Indicators supertrend',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(10), multiplier: factor(3, 0.1, 100) },
  outputs: ['value', 'direction'],
  pane: 'price',
  warmUp: ({ period }) => period,
  open: ({ period, multiplier }) => {
    const range = new TrueRange();
    const average = wilderSmoother(period);
    const bands = new Bands();
    return (row, out) => {
      const distance = multiplier * average.next(range.next(row[0]!, row[1]!, row[2]!));
      out[0] = bands.next((row[0]! + row[1]!) / 2, distance, row[2]!);
      if (!Number.isNaN(distance)) out[1] = bands.direction;
    };
  },
});

/**
 * SuperTrend.
 *
 * @param prices      Equally long columns, quote units, oldest first.
 * @param parameters  `period` of the average true range in bars, a whole number >= 1; `multiplier` of it, > 0.
 * @returns           `value`: the stop, quote units; `direction` 1 (stop below) or -1; NaN for the first `period` bars.
 */
export const supertrend = (prices: Prices, parameters: { period: number; multiplier: number }) =>
  columnsOf(supertrendIndicator, prices, parameters);
