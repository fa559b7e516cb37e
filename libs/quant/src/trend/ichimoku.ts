import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Prices } from '../indicator/prices.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingExtreme } from '../indicator/rolling/rolling-extreme.ts';

/** The middle between the highest high and the lowest low of a window. */
export class MiddleOfRange {
  private readonly highest: RollingExtreme;
  private readonly lowest: RollingExtreme;

  constructor(period: number) {
    this.highest = new RollingExtreme(period, 1);
    this.lowest = new RollingExtreme(period, -1);
  }

  next(high: number, low: number): number {
    return (this.highest.next(high) + this.lowest.next(low)) / 2;
  }
}

/** Registry entry of `ichimoku`. */
export const ichimokuIndicator = defineIndicator({
  name: 'ichimoku',
  family: 'trend',
  meaning:
    'Ichimoku: middles of three ranges; the cloud at a bar is what was known `shift` bars before. No chikou, which looks ahead.',
  source: 'G. Hosoda, 1969; Stock.Indicators ichimoku',
  inputs: ['high', 'low'],
  parameters: { tenkan: bars(9), kijun: bars(26), senkou: bars(52), shift: bars(26) },
  outputs: ['tenkan', 'kijun', 'senkouA', 'senkouB'],
  pane: 'price',
  warmUp: (p) => [p.tenkan - 1, p.kijun - 1, Math.max(p.tenkan, p.kijun) - 1 + p.shift, p.senkou - 1 + p.shift],
  open: (p) => {
    const [short, middle, long] = [p.tenkan, p.kijun, p.senkou].map((period) => new MiddleOfRange(period));
    const [lagA, lagB] = [new Lag(p.shift), new Lag(p.shift)];
    return (row, out) => {
      const tenkan = short!.next(row[0]!, row[1]!);
      const kijun = middle!.next(row[0]!, row[1]!);
      out[0] = tenkan;
      out[1] = kijun;
      out[2] = lagA.next((tenkan + kijun) / 2);
      out[3] = lagB.next(long!.next(row[0]!, row[1]!));
    };
  },
});

/**
 * Ichimoku Kinko Hyo without the chikou span, which is a future close drawn in the past.
 *
 * @param ranges      `high` and `low`, quote units, equally long, oldest first. Periods in bars, whole numbers >= 1.
 * @returns           `tenkan`, `kijun`, `senkouA`, `senkouB`, quote units; the senkou spans are those drawn at the bar.
 * @see               G. Hosoda, Ichimoku Kinko Hyo, 1969.
 */
export const ichimoku = (
  ranges: Omit<Prices, 'close'>,
  parameters: { tenkan: number; kijun: number; senkou: number; shift: number },
) => columnsOf(ichimokuIndicator, ranges, parameters);
