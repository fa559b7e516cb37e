import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import type { Candles } from '../indicator/prices.ts';

/** Registry entry of `heikinAshi`. */
export const heikinAshiIndicator = defineIndicator({
  name: 'heikin-ashi',
  family: 'structure',
  meaning: 'Heikin-Ashi candles: averaged candles that show the trend; their prices cannot be traded.',
  source: 'D. Valcu, Stocks & Commodities, 2004; Stock.Indicators heikinashi',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: {},
  outputs: ['open', 'high', 'low', 'close'],
  pane: 'price',
  warmUp: () => 0,
  open: () => {
    const before = Float64Array.of(NaN, NaN);
    return (row, out) => {
      const close = (row[0]! + row[1]! + row[2]! + row[3]!) / 4;
      const open = Number.isNaN(before[0]!) ? (row[0]! + row[3]!) / 2 : (before[0]! + before[1]!) / 2;
      before[0] = out[0] = open;
      out[1] = Math.max(row[1]!, open, close);
      out[2] = Math.min(row[2]!, open, close);
      before[1] = out[3] = close;
    };
  },
});

/**
 * Heikin-Ashi candles.
 *
 * @param candles  Equally long columns, quote units, oldest first.
 * @returns        `open`, `high`, `low`, `close`, quote units, from bar 0.
 * @see            D. Valcu, "Using the Heikin-Ashi Technique", Stocks & Commodities, 2004.
 */
export const heikinAshi = (candles: Candles) => columnsOf(heikinAshiIndicator, candles, {});
