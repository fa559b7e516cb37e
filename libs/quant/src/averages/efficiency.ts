import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';

/** Kaufman's efficiency ratio, a bar at a time. */
export class Efficiency {
  private readonly start: Lag;
  private readonly before = new Lag(1);
  private readonly distance: RollingSum;

  constructor(period: number) {
    this.start = new Lag(period);
    this.distance = new RollingSum(period);
  }

  /** 0 to 1; 1 where price has not moved at all, as TA-Lib has it; NaN for the first `period` bars. */
  next(value: number): number {
    const distance = this.distance.next(Math.abs(value - this.before.next(value)));
    const net = Math.abs(value - this.start.next(value));
    return distance <= net ? 1 : net / distance;
  }
}

/** Registry entry of `efficiencyRatio`. */
export const efficiencyRatioIndicator = defineIndicator({
  name: 'efficiency-ratio',
  family: 'average',
  meaning: "Kaufman's efficiency ratio: net move over distance travelled; 1 is a straight line, 0 is noise.",
  source: 'P. Kaufman, Smarter Trading, 1995',
  inputs: ['source'],
  parameters: { period: bars(10) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const efficiency = new Efficiency(period);
    return (row, out) => {
      out[0] = efficiency.next(row[0]!);
    };
  },
});

/**
 * Kaufman's efficiency ratio: how straight the way was.
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param period  Window in bars, a whole number >= 1.
 * @returns       Dimensionless, 0 to 1; NaN for the first `period` bars.
 * @see           P. Kaufman, Smarter Trading, 1995.
 */
export const efficiencyRatio = (values: Float64Array, period: number): Float64Array =>
  columnOf(efficiencyRatioIndicator, { source: values }, { period });
