import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Ranges } from '../indicator/prices.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingExtreme } from '../indicator/rolling/rolling-extreme.ts';

/** One side of swing detection: a value above (sign 1) or below (-1) all of `left` before and `right` after it. */
class Side {
  private readonly sign: 1 | -1;
  private readonly delay: Lag;
  private readonly step = new Lag(1);
  private readonly before: RollingExtreme;
  private readonly after: RollingExtreme;

  constructor(span: { left: number; right: number }, sign: 1 | -1) {
    this.sign = sign;
    this.delay = new Lag(span.right);
    this.before = new RollingExtreme(span.left, sign);
    this.after = new RollingExtreme(span.right, sign);
  }

  /** The value of `right` bars ago if it has just been confirmed as a swing, else NaN. */
  next(value: number): number {
    const { sign } = this;
    const candidate = this.delay.next(value);
    const before = this.before.next(this.step.next(candidate));
    const after = this.after.next(value);
    return sign * candidate > sign * before && sign * candidate > sign * after ? candidate : NaN;
  }
}

/** Swing highs and lows at the bar that confirms them. */
export class Swings {
  /** Price of the swing confirmed by the newest bar, or NaN. */
  high = NaN;
  low = NaN;
  private readonly highs: Side;
  private readonly lows: Side;

  constructor(span: { left: number; right: number }) {
    this.highs = new Side(span, 1);
    this.lows = new Side(span, -1);
  }

  next(high: number, low: number): void {
    this.high = this.highs.next(high);
    this.low = this.lows.next(low);
  }
}

/** Registry entry of `swingPivots`. */
export const swingPivotsIndicator = defineIndicator({
  name: 'swing-pivots',
  family: 'structure',
  meaning: 'Swing highs and lows, each at the bar that confirms it (`right` bars after it happened).',
  source: 'B. Williams, Trading Chaos, 1995 (fractal of any width)',
  inputs: ['high', 'low'],
  parameters: { left: bars(5), right: bars(5) },
  outputs: ['high', 'low'],
  sparse: ['high', 'low'],
  pane: 'price',
  warmUp: ({ left, right }) => left + right,
  open: (span) => {
    const swings = new Swings(span);
    return (row, out) => {
      swings.next(row[0]!, row[1]!);
      out[0] = swings.high;
      out[1] = swings.low;
    };
  },
});

/** Registry entry of `fractals`. */
export const fractalsIndicator = defineIndicator({
  name: 'fractals',
  family: 'structure',
  meaning:
    "Williams' fractals: a high or low that stands out by `span` bars on both sides, at the bar that confirms it.",
  source: 'B. Williams, Trading Chaos, 1995',
  inputs: ['high', 'low'],
  parameters: { span: bars(2) },
  outputs: ['up', 'down'],
  sparse: ['up', 'down'],
  pane: 'price',
  warmUp: ({ span }) => 2 * span,
  open: ({ span }) => {
    const swings = new Swings({ left: span, right: span });
    return (row, out) => {
      swings.next(row[0]!, row[1]!);
      out[0] = swings.high;
      out[1] = swings.low;
    };
  },
});

/**
 * Swing highs and lows at their confirmation.
 *
 * @param ranges      `high` and `low`, quote units, equally long, oldest first.
 * @param parameters  Bars that a swing must stand out from, `left` before and `right` after it, whole numbers >= 1.
 * @returns           `high`, `low`: price of the swing `right` bars ago, only at the bar that confirms it; NaN elsewhere. A tie
 *                    is no swing.
 */
export const swingPivots = (ranges: Ranges, parameters: { left: number; right: number }) =>
  columnsOf(swingPivotsIndicator, ranges, parameters);

/** Williams' fractals: `swingPivots` with `span` bars on both sides (2). @see B. Williams, Trading Chaos, 1995. */
export const fractals = (ranges: Ranges, span: number) => columnsOf(fractalsIndicator, ranges, { span });
