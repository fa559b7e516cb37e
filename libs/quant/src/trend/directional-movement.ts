import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Prices } from '../indicator/prices.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { wilderSmoother } from '../indicator/rolling/smoother.ts';
import { TrueRange } from '../indicator/rolling/true-range.ts';

/** Wilder's running sum as TA-Lib starts it: the first `period - 1` values added up, then each fades by 1 / period. */
class FadingSum {
  private readonly period: number;
  private count = 0;
  private sum = 0;

  constructor(period: number) {
    this.period = period;
  }

  /** NaN until `period` values are in. */
  next(value: number): number {
    this.count++;
    this.sum += this.count < this.period ? value : value - this.sum / this.period;
    return this.count < this.period ? NaN : this.sum;
  }
}

/** +DI and -DI, a bar at a time. */
class Directions {
  plus = NaN;
  minus = NaN;
  private high = NaN;
  private low = NaN;
  private readonly range = new TrueRange();
  private readonly ranges: FadingSum;
  private readonly ups: FadingSum;
  private readonly downs: FadingSum;

  constructor(period: number) {
    this.ranges = new FadingSum(period);
    this.ups = new FadingSum(period);
    this.downs = new FadingSum(period);
  }

  next(high: number, low: number, close: number): void {
    const range = this.range.next(high, low, close);
    const up = high - this.high;
    const down = this.low - low;
    this.high = high;
    this.low = low;
    if (Number.isNaN(range)) return;
    const travelled = this.ranges.next(range);
    const rose = this.ups.next(up > down && up > 0 ? up : 0);
    const fell = this.downs.next(down > up && down > 0 ? down : 0);
    this.plus = travelled === 0 ? 0 : (100 * rose) / travelled;
    this.minus = travelled === 0 ? 0 : (100 * fell) / travelled;
  }
}

/** Registry entry of `adx`. */
export const adxIndicator = defineIndicator({
  name: 'adx',
  family: 'trend',
  meaning: 'Directional movement: +DI and -DI say which way, DX and its average ADX how strongly, ADXR how steadily.',
  source: 'TA-Lib ADX, PLUS_DI, MINUS_DI, DX, ADXR; J. W. Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(14) },
  outputs: ['plusDi', 'minusDi', 'dx', 'adx', 'adxr'],
  pane: 'own',
  warmUp: ({ period }) => [period, period, period, 2 * period - 1, 3 * period - 2],
  open: ({ period }) => {
    const directions = new Directions(period);
    const average = wilderSmoother(period);
    const lag = new Lag(period - 1);
    return (row, out) => {
      directions.next(row[0]!, row[1]!, row[2]!);
      const { plus, minus } = directions;
      const dx = plus + minus === 0 ? 0 : (100 * Math.abs(plus - minus)) / (plus + minus);
      const adx = average.next(dx);
      out[0] = plus;
      out[1] = minus;
      out[2] = dx;
      out[3] = adx;
      out[4] = (adx + lag.next(adx)) / 2;
    };
  },
});

/**
 * Wilder's directional movement system.
 *
 * @param prices  Equally long columns, quote units, oldest first; `period` in bars, a whole number >= 1 (14).
 * @returns       `plusDi`, `minusDi`, `dx`, `adx`, `adxr`, 0 to 100. NaN for `period`, `period`, `period`,
 *                `2 period - 1` and `3 period - 2` bars. Where nothing moves all are 0.
 * @see           TA-Lib, function ADX and its kin; J. W. Wilder, New Concepts in Technical Trading Systems, 1978.
 */
export const adx = (prices: Prices, period: number) => columnsOf(adxIndicator, prices, { period });
