import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';

/** On-balance volume, a bar at a time. */
class OnBalance {
  private before = NaN;
  private total = 0;

  next(close: number, volume: number): number {
    if (Number.isNaN(this.before) || close > this.before) this.total += volume;
    else if (close < this.before) this.total -= volume;
    this.before = close;
    return this.total;
  }
}

/** Registry entry of `obv`. */
export const obvIndicator = defineIndicator({
  name: 'obv',
  family: 'volume',
  meaning:
    'On-balance volume: volume added on rising closes and taken off on falling ones; begins with the first volume.',
  source: 'TA-Lib OBV; J. Granville, 1963',
  inputs: ['source', 'volume'],
  parameters: {},
  outputs: ['value'],
  pane: 'own',
  warmUp: () => 0,
  open: () => {
    const balance = new OnBalance();
    return (row, out) => {
      out[0] = balance.next(row[0]!, row[1]!);
    };
  },
  batch: ([values, volume]) => {
    const out = new Float64Array(values!.length).fill(NaN);
    let before = NaN;
    let total = 0;
    for (let at = 0; at < out.length; at++) {
      const close = values![at]!;
      if (Number.isNaN(close + volume![at]!)) continue;
      // No branch on the way price went, which nothing can foresee.
      const way = Number.isNaN(before) ? 1 : Number(close > before) - Number(close < before);
      total += way * volume![at]!;
      before = close;
      out[at] = total;
    }
    return [out];
  },
});

/**
 * On-balance volume.
 *
 * @param columns  `values` (closes) and `volume` in base units, equally long, oldest first.
 * @returns        Base units from bar 0, which counts its own volume, as TA-Lib has it; others begin at 0.
 * @see            TA-Lib, function OBV.
 */
export const obv = (columns: { values: Float64Array; volume: Float64Array }): Float64Array =>
  columnOf(obvIndicator, { source: columns.values, volume: columns.volume }, {});
