import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';

/** The relative change of a series from bar to bar, and the sum of something over its bars. */
class Total {
  private close = NaN;
  private volume = NaN;
  private total: number;

  constructor(start: number) {
    this.total = start;
  }

  /** Adds what `weight` makes of the relative change and both volumes. */
  next(row: ArrayLike<number>, weight: (volume: number, before: number, total: number) => number): number {
    const change = (row[0]! - this.close) / this.close;
    if (!Number.isNaN(change) && Number.isFinite(change))
      this.total += change * weight(row[1]!, this.volume, this.total);
    this.close = row[0]!;
    this.volume = row[1]!;
    return this.total;
  }
}

const totalOf = (entry: {
  name: string;
  meaning: string;
  source: string;
  start: number;
  weight(volume: number, before: number, total: number): number;
}) =>
  defineIndicator({
    name: entry.name,
    family: 'volume',
    meaning: entry.meaning,
    source: entry.source,
    inputs: ['source', 'volume'],
    parameters: {},
    outputs: ['value'],
    pane: 'own',
    warmUp: () => 0,
    open: () => {
      const total = new Total(entry.start);
      return (row, out) => {
        out[0] = total.next(row, entry.weight);
      };
    },
  });

/** Registry entry of `volumePriceTrend`. */
export const volumePriceTrendIndicator = totalOf({
  name: 'volume-price-trend',
  meaning: 'Volume price trend: volume times relative change, added up.',
  source: 'N. Fosback, Stock Market Logic, 1976',
  start: 0,
  weight: (volume) => volume,
});

/** Registry entry of `negativeVolumeIndex`. */
export const negativeVolumeIndexIndicator = totalOf({
  name: 'negative-volume-index',
  meaning:
    'Negative volume index: compounds the changes of bars with less volume than the bar before; begins at 1,000.',
  source: 'N. Fosback, Stock Market Logic, 1976; Tulip nvi',
  start: 1000,
  weight: (volume, before, total) => (volume < before ? total : 0),
});

/** Registry entry of `positiveVolumeIndex`. */
export const positiveVolumeIndexIndicator = totalOf({
  name: 'positive-volume-index',
  meaning:
    'Positive volume index: compounds the changes of bars with more volume than the bar before; begins at 1,000.',
  source: 'N. Fosback, Stock Market Logic, 1976; Tulip pvi',
  start: 1000,
  weight: (volume, before, total) => (volume > before ? total : 0),
});

type Traded = { readonly values: Float64Array; readonly volume: Float64Array };

/** Volume price trend in base units, from 0 at bar 0. @see N. Fosback, Stock Market Logic, 1976. */
export const volumePriceTrend = ({ values, volume }: Traded): Float64Array =>
  columnOf(volumePriceTrendIndicator, { source: values, volume }, {});

/** Negative volume index, from 1,000 at bar 0. @see N. Fosback, Stock Market Logic, 1976. */
export const negativeVolumeIndex = ({ values, volume }: Traded): Float64Array =>
  columnOf(negativeVolumeIndexIndicator, { source: values, volume }, {});

/** Positive volume index, from 1,000 at bar 0. @see N. Fosback, Stock Market Logic, 1976. */
export const positiveVolumeIndex = ({ values, volume }: Traded): Float64Array =>
  columnOf(positiveVolumeIndexIndicator, { source: values, volume }, {});
