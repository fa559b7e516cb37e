import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';

/** Buying pressure as a share of the range, over one cycle. */
class Pressure {
  private readonly buying: RollingSum;
  private readonly range: RollingSum;

  constructor(period: number) {
    this.buying = new RollingSum(period);
    this.range = new RollingSum(period);
  }

  /** 0 to 1; a half where there was no range. */
  next(buying: number, range: number): number {
    const bought = this.buying.next(buying);
    const travelled = this.range.next(range);
    return travelled === 0 ? 0.5 : bought / travelled;
  }
}

/** Registry entry of `ultimateOscillator`. */
export const ultimateOscillatorIndicator = defineIndicator({
  name: 'ultimate-oscillator',
  family: 'momentum',
  meaning: 'Ultimate oscillator: buying pressure over three cycles, the shortest counting most, 0 to 100.',
  source: 'TA-Lib ULTOSC; L. Williams, 1985',
  inputs: ['high', 'low', 'close'],
  parameters: { short: bars(7), middle: bars(14), long: bars(28) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ short, middle, long }) => Math.max(short, middle, long),
  open: ({ short, middle, long }) => {
    const before = new Lag(1);
    const [first, second, third] = [short, middle, long].map((period) => new Pressure(period));
    return (row, out) => {
      const close = before.next(row[2]!);
      const bottom = Math.min(row[1]!, close);
      const buying = row[2]! - bottom;
      const range = Math.max(row[0]!, close) - bottom;
      const sum = 4 * first!.next(buying, range) + 2 * second!.next(buying, range) + third!.next(buying, range);
      out[0] = (100 * sum) / 7;
    };
  },
});

/**
 * Ultimate oscillator.
 *
 * @param prices  Equally long columns, quote units, oldest first. Cycles in bars, whole numbers >= 1 (7, 14, 28).
 * @returns       0 to 100; 50 where there was no range; NaN until the longest cycle is full.
 * @see           TA-Lib, function ULTOSC; L. Williams, Stocks & Commodities, 1985.
 */
export const ultimateOscillator = (
  prices: { high: Float64Array; low: Float64Array; close: Float64Array },
  parameters: { short: number; middle: number; long: number },
): Float64Array => columnOf(ultimateOscillatorIndicator, prices, parameters);
