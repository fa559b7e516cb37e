import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Prices } from '../indicator/prices.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingExtreme } from '../indicator/rolling/rolling-extreme.ts';

const DAY_MS = 86_400_000;
const LEVELS = ['pivot', 'r1', 'r2', 'r3', 's1', 's2', 's3'] as const;

/** Writes the classic levels of a session's high, low and close, in the order of `LEVELS`. */
function writeLevels(out: Float64Array, session: { high: number; low: number; close: number }): void {
  const { high, low, close } = session;
  const pivot = (high + low + close) / 3;
  out[0] = pivot;
  out[1] = 2 * pivot - low;
  out[2] = pivot + (high - low);
  out[3] = high + 2 * (pivot - low);
  out[4] = 2 * pivot - high;
  out[5] = pivot - (high - low);
  out[6] = low - 2 * (high - pivot);
}

/** The UTC day before the one that the newest bar is in. */
class PriorDay {
  readonly session = { high: NaN, low: NaN, close: NaN };
  private day = NaN;
  private high = NaN;
  private low = NaN;
  private close = NaN;

  next(row: ArrayLike<number>): void {
    const day = Math.floor(row[0]! / DAY_MS);
    if (day !== this.day) this.turnOver(day);
    this.high = Number.isNaN(this.high) ? row[1]! : Math.max(this.high, row[1]!);
    this.low = Number.isNaN(this.low) ? row[2]! : Math.min(this.low, row[2]!);
    this.close = row[3]!;
  }

  private turnOver(day: number): void {
    this.session.high = this.high;
    this.session.low = this.low;
    this.session.close = this.close;
    this.high = this.low = NaN;
    this.day = day;
  }
}

/** Registry entry of `pivotPoints`. */
export const pivotPointsIndicator = defineIndicator({
  name: 'pivot-points',
  family: 'levels',
  meaning: 'Floor pivots: levels of today that traders read off the high, low and close of the UTC day before.',
  source: 'J. Person, A Complete Guide to Technical Trading Tactics, 2004 (classic formula)',
  inputs: ['openTimeMs', 'high', 'low', 'close'],
  parameters: {},
  outputs: LEVELS,
  sparse: LEVELS,
  pane: 'price',
  warmUp: () => 0,
  open: () => {
    const day = new PriorDay();
    return (row, out) => {
      day.next(row);
      writeLevels(out, day.session);
    };
  },
});

/** Registry entry of `rollingPivotPoints`. */
export const rollingPivotPointsIndicator = defineIndicator({
  name: 'pivot-points-rolling',
  family: 'levels',
  meaning: 'Floor pivots of the bars before this one instead of the day before.',
  source: 'Stock.Indicators rolling-pivots (classic formula)',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(20) },
  outputs: LEVELS,
  pane: 'price',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const [highest, lowest] = [new RollingExtreme(period, 1), new RollingExtreme(period, -1)];
    const [highs, lows, closes] = [new Lag(1), new Lag(1), new Lag(1)];
    return (row, out) => {
      const high = highest.next(highs.next(row[0]!));
      const low = lowest.next(lows.next(row[1]!));
      writeLevels(out, { high, low, close: closes.next(row[2]!) });
    };
  },
});

/**
 * Classic floor pivots of the prior UTC day (the last one that had a bar).
 *
 * @param columns  Equally long columns, oldest first; `openTimeMs` epoch ms UTC, prices in quote units.
 * @returns        `pivot`, `r1`..`r3`, `s1`..`s3`, quote units; NaN on the first day. A history that begins inside a day makes
 *                 the second day's levels those of the part that was seen.
 * @see            J. Person, A Complete Guide to Technical Trading Tactics, 2004.
 */
export const pivotPoints = (columns: Prices & { readonly openTimeMs: Float64Array }) =>
  columnsOf(pivotPointsIndicator, columns, {});

/** Classic pivots of the `period` bars before each bar (whole, >= 1); NaN for the first `period` bars. */
export const rollingPivotPoints = (prices: Prices, period: number) =>
  columnsOf(rollingPivotPointsIndicator, prices, { period });
