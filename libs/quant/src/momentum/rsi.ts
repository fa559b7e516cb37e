import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { wilderSmoother } from '../indicator/rolling/smoother.ts';

/** Wilder's relative strength, a bar at a time. */
export class RelativeStrength {
  private readonly before = new Lag(1);
  private readonly gains;
  private readonly losses;

  constructor(period: number) {
    this.gains = wilderSmoother(period);
    this.losses = wilderSmoother(period);
  }

  /** 0 to 100; NaN for the first `period` bars; 50 where nothing has moved. */
  next(value: number): number {
    const change = value - this.before.next(value);
    const gain = this.gains.next(Math.max(change, 0));
    const loss = this.losses.next(Math.max(-change, 0));
    return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
  }
}

/** Registry entry of `rsi`. */
export const rsiIndicator = defineIndicator({
  name: 'rsi',
  family: 'momentum',
  meaning: 'Relative strength index: average gain against average loss, 0 to 100; 50 where price stands still.',
  source: 'TA-Lib RSI; J. W. Wilder, 1978',
  inputs: ['source'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const strength = new RelativeStrength(period);
    return (row, out) => {
      out[0] = strength.next(row[0]!);
    };
  },
  batch: ([values], { period }) => {
    const strength = new RelativeStrength(period);
    const out = new Float64Array(values!.length);
    for (let at = 0; at < out.length; at++) out[at] = strength.next(values![at]!);
    return [out];
  },
});

/**
 * Relative strength index: how much of the recent movement went up.
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param period  Wilder smoothing in bars, a whole number >= 1; Wilder used 14.
 * @returns       0 to 100; NaN for the first `period` bars; 50 where nothing moved (TA-Lib says 0 there).
 * @see           TA-Lib, function RSI; J. W. Wilder, New Concepts in Technical Trading Systems, 1978.
 */
export const rsi = (values: Float64Array, period: number): Float64Array =>
  columnOf(rsiIndicator, { source: values }, { period });
