import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { emaSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `forceIndex`. */
export const forceIndexIndicator = defineIndicator({
  name: 'force-index',
  family: 'volume',
  meaning: "Force index: an EMA of the bar's change times its volume.",
  source: 'A. Elder, Trading for a Living, 1993; Stock.Indicators force',
  inputs: ['source', 'volume'],
  parameters: { period: bars(13) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const before = new Lag(1);
    const average = emaSmoother(period);
    return (row, out) => {
      out[0] = average.next((row[0]! - before.next(row[0]!)) * row[1]!);
    };
  },
});

/**
 * Elder's force index.
 *
 * @param columns  `values` (closes) and `volume` in base units, equally long, oldest first; `period` >= 1 bars.
 * @returns        Quote units times base units; NaN for the first `period` bars.
 * @see            A. Elder, Trading for a Living, 1993.
 */
export const forceIndex = (columns: { values: Float64Array; volume: Float64Array }, period: number): Float64Array =>
  columnOf(forceIndexIndicator, { source: columns.values, volume: columns.volume }, { period });
