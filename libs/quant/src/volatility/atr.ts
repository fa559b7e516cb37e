import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { wilderSmoother } from '../indicator/rolling/smoother.ts';
import { TrueRange } from '../indicator/rolling/true-range.ts';

/** The three price columns that a range needs, equally long, oldest first, quote units. */
export type PriceColumns = { high: Float64Array; low: Float64Array; close: Float64Array };

/** Registry entry of `trueRange`. */
export const trueRangeIndicator = defineIndicator({
  name: 'true-range',
  family: 'volatility',
  meaning: "True range: the bar's span, the close before it included.",
  source: 'TA-Lib TRANGE; J. W. Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  parameters: {},
  outputs: ['value'],
  pane: 'own',
  warmUp: () => 1,
  open: () => {
    const range = new TrueRange();
    return (row, out) => {
      out[0] = range.next(row[0]!, row[1]!, row[2]!);
    };
  },
});

/** Registry entry of `atr`. */
export const atrIndicator = defineIndicator({
  name: 'atr',
  family: 'volatility',
  meaning: 'Average true range: how far price usually travels in one bar, gaps included.',
  source: 'TA-Lib ATR; J. W. Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const range = new TrueRange();
    const average = wilderSmoother(period);
    return (row, out) => {
      out[0] = average.next(range.next(row[0]!, row[1]!, row[2]!));
    };
  },
});

/** Registry entry of `natr`. */
export const natrIndicator = defineIndicator({
  name: 'natr',
  family: 'volatility',
  meaning: 'Normalised average true range: the ATR in per cent of the close, comparable between markets.',
  source: 'TA-Lib NATR',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const range = new TrueRange();
    const average = wilderSmoother(period);
    return (row, out) => {
      out[0] = (100 * average.next(range.next(row[0]!, row[1]!, row[2]!))) / row[2]!;
    };
  },
});

/**
 * True range of each bar.
 *
 * @param columns  Equally long columns.
 * @returns        Quote units, same length; NaN on the first bar, which has no close before it.
 * @see            TA-Lib, function TRANGE.
 */
export const trueRange = (columns: PriceColumns): Float64Array => columnOf(trueRangeIndicator, columns, {});

/**
 * Average true range (Wilder): how far price usually travels in one bar, gaps included.
 *
 * @param columns  Equally long columns.
 * @param period   Smoothing in bars, a whole number >= 1; Wilder used 14.
 * @returns        Quote units, same length; NaN for the first `period` bars (the first bar has no true range).
 * @throws         Invariant, when the period is not a whole number >= 1 or the columns differ in length.
 * @see            J. W. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib, function ATR.
 */
export const atr = (columns: PriceColumns, period: number): Float64Array => columnOf(atrIndicator, columns, { period });

/**
 * Normalised average true range.
 *
 * @param columns  Equally long columns; `period` in bars, a whole number >= 1.
 * @returns        Per cent of the close (1 = 1 %); NaN for the first `period` bars.
 * @see            TA-Lib, function NATR.
 */
export const natr = (columns: PriceColumns, period: number): Float64Array =>
  columnOf(natrIndicator, columns, { period });
