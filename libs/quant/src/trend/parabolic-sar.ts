import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { factor } from '../indicator/parameter.ts';
import type { Ranges } from '../indicator/prices.ts';

/** Wilder's stop and reverse, a bar at a time. */
class StopAndReverse {
  private readonly step: number;
  private readonly most: number;
  private side: 1 | -1 | 0 = 0;
  private stop = NaN;
  private extreme = NaN;
  private pace = 0;
  private high = NaN;
  private low = NaN;

  constructor(step: number, most: number) {
    this.step = Math.min(step, most);
    this.most = most;
  }

  next(high: number, low: number): number {
    if (Number.isNaN(high + low)) return NaN;
    const first = Number.isNaN(this.high);
    const begun = this.side !== 0;
    const stop = first ? NaN : this.advance(high, low, begun);
    this.high = high;
    this.low = low;
    return stop;
  }

  private advance(high: number, low: number, begun: boolean): number {
    if (!begun) this.begin(high, low);
    const top = begun ? Math.max(high, this.high) : high;
    const bottom = begun ? Math.min(low, this.low) : low;
    if (this.side > 0) return low <= this.stop ? this.reverse(high, low, top) : this.trailUp(high, bottom);
    return high >= this.stop ? this.reverse(high, low, bottom) : this.trailDown(low, top);
  }

  private begin(high: number, low: number): void {
    const fall = this.low - low;
    this.side = fall > 0 && fall > high - this.high ? -1 : 1;
    this.stop = this.side > 0 ? this.low : this.high;
    this.extreme = this.side > 0 ? high : low;
    this.pace = this.step;
  }

  private reverse(high: number, low: number, bound: number): number {
    this.side = this.side > 0 ? -1 : 1;
    const clear = this.side > 0 ? Math.min : Math.max;
    const stop = clear(this.extreme, bound);
    this.pace = this.step;
    this.extreme = this.side > 0 ? high : low;
    this.stop = clear(stop + this.pace * (this.extreme - stop), bound);
    return stop;
  }

  private trailUp(high: number, bound: number): number {
    const { stop } = this;
    if (high > this.extreme) this.extend(high);
    this.stop = Math.min(stop + this.pace * (this.extreme - stop), bound);
    return stop;
  }

  private trailDown(low: number, bound: number): number {
    const { stop } = this;
    if (low < this.extreme) this.extend(low);
    this.stop = Math.max(stop + this.pace * (this.extreme - stop), bound);
    return stop;
  }

  private extend(extreme: number): void {
    this.extreme = extreme;
    this.pace = Math.min(this.pace + this.step, this.most);
  }
}

/** Registry entry of `parabolicSar`. */
export const parabolicSarIndicator = defineIndicator({
  name: 'parabolic-sar',
  family: 'trend',
  meaning: 'Parabolic stop and reverse: a stop that follows the trend ever faster and turns over when it is touched.',
  source: 'TA-Lib SAR; J. W. Wilder, 1978',
  inputs: ['high', 'low'],
  parameters: { step: factor(0.02, 0.0001, 1), most: factor(0.2, 0.0001, 2) },
  outputs: ['value'],
  pane: 'price',
  warmUp: () => 1,
  open: ({ step, most }) => {
    const stop = new StopAndReverse(step, most);
    return (row, out) => {
      out[0] = stop.next(row[0]!, row[1]!);
    };
  },
  batch: ([high, low], { step, most }) => {
    const stop = new StopAndReverse(step, most);
    const out = new Float64Array(high!.length);
    for (let at = 0; at < out.length; at++) out[at] = stop.next(high![at]!, low![at]!);
    return [out];
  },
});

/**
 * Parabolic SAR. The first bar's direction is that of the larger directional movement, as TA-Lib has it.
 *
 * @param ranges      `high` and `low`, quote units, equally long, oldest first.
 * @param parameters  `step` of the acceleration per new extreme (0.02) and the `most` it may reach (0.2).
 * @returns           The stop for the bar, quote units; NaN on the first bar.
 * @see               TA-Lib, function SAR; J. W. Wilder, New Concepts in Technical Trading Systems, 1978.
 */
export const parabolicSar = (ranges: Ranges, parameters: { step: number; most: number }): Float64Array =>
  columnOf(parabolicSarIndicator, ranges, parameters);
