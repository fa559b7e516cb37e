import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';

/** Registry entry of `mom`. */
export const momIndicator = defineIndicator({
  name: 'mom',
  family: 'momentum',
  meaning: 'Momentum: how far price has moved over the period, in its own unit.',
  source: 'TA-Lib MOM',
  inputs: ['source'],
  parameters: { period: bars(10) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const lag = new Lag(period);
    return (row, out) => {
      out[0] = row[0]! - lag.next(row[0]!);
    };
  },
});

/** The change in per cent of what was; 0 where that was 0. */
export const percentChange = (now: number, before: number): number =>
  before === 0 ? 0 : (100 * (now - before)) / before;

/** Registry entry of `roc`. */
export const rocIndicator = defineIndicator({
  name: 'roc',
  family: 'momentum',
  meaning: 'Rate of change: the move over the period in per cent.',
  source: 'TA-Lib ROC',
  inputs: ['source'],
  parameters: { period: bars(10) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const lag = new Lag(period);
    return (row, out) => {
      out[0] = percentChange(row[0]!, lag.next(row[0]!));
    };
  },
  batch: ([values], { period }) => {
    const lag = new Lag(period);
    const out = new Float64Array(values!.length);
    for (let at = 0; at < out.length; at++) out[at] = percentChange(values![at]!, lag.next(values![at]!));
    return [out];
  },
});

/**
 * Momentum: value minus the value `period` bars ago.
 *
 * @param values  Oldest first, any unit; NaN is passed over. `period` is a whole number >= 1.
 * @returns       Same unit; NaN for the first `period` bars.
 * @see           TA-Lib, function MOM.
 */
export const mom = (values: Float64Array, period: number): Float64Array =>
  columnOf(momIndicator, { source: values }, { period });

/**
 * Rate of change in per cent.
 *
 * @param values  Oldest first, any unit; NaN is passed over. `period` is a whole number >= 1.
 * @returns       Per cent (1 = 1 %); NaN for the first `period` bars; 0 where the old value was 0.
 * @see           TA-Lib, function ROC.
 */
export const roc = (values: Float64Array, period: number): Float64Array =>
  columnOf(rocIndicator, { source: values }, { period });
