import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { Window } from '../indicator/rolling/window.ts';
import { percentChange } from './rate-of-change.ts';
import { RelativeStrength } from './rsi.ts';

/** How many closes in a row have gone one way; negative when down, 0 after a bar without a change. */
class Streak {
  private before = NaN;
  private length = 0;

  next(value: number): number {
    const way = Number.isNaN(this.before) ? 0 : Math.sign(value - this.before);
    this.length = way !== 0 && Math.sign(this.length) === way ? this.length + way : way;
    this.before = value;
    return this.length;
  }
}

/** The share of the values before that are lower, in per cent, a bar at a time. */
class Rank {
  private readonly window: Window;

  constructor(period: number) {
    this.window = new Window(period);
  }

  next(value: number): number {
    if (Number.isNaN(value)) return NaN;
    const { full, values } = this.window;
    let lower = 0;
    for (let k = 0; full && k < values.length; k++) if (values[k]! < value) lower++;
    this.window.push(value);
    return full ? (100 * lower) / values.length : NaN;
  }
}

/** Registry entry of `connorsRsi`. */
export const connorsRsiIndicator = defineIndicator({
  name: 'connors-rsi',
  family: 'momentum',
  meaning: 'Connors RSI: mean of a short RSI, the RSI of the up/down streak and the rank of the last change, 0 to 100.',
  source: 'L. Connors, C. Alvarez, ConnorsRSI guidebook, 2012',
  inputs: ['source'],
  parameters: { rsiPeriod: bars(3), streakPeriod: bars(2), rankPeriod: bars(100) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ rsiPeriod, streakPeriod, rankPeriod }) => Math.max(rsiPeriod, streakPeriod, rankPeriod + 1),
  open: ({ rsiPeriod, streakPeriod, rankPeriod }) => {
    const strength = new RelativeStrength(rsiPeriod);
    const streak = new Streak();
    const streakStrength = new RelativeStrength(streakPeriod);
    const before = new Lag(1);
    const rank = new Rank(rankPeriod);
    return (row, out) => {
      const value = row[0]!;
      const ranked = rank.next(percentChange(value, before.next(value)));
      out[0] = (strength.next(value) + streakStrength.next(streak.next(value)) + ranked) / 3;
    };
  },
});

/**
 * Connors RSI.
 *
 * @param values  Oldest first, any unit; NaN is passed over. Periods in bars, whole numbers >= 1 (3, 2, 100).
 * @returns       0 to 100; NaN until every part has a value. Time grows with the rank period.
 * @see           L. Connors, C. Alvarez, An Introduction to ConnorsRSI, 2012.
 */
export const connorsRsi = (
  values: Float64Array,
  parameters: { rsiPeriod: number; streakPeriod: number; rankPeriod: number },
): Float64Array => columnOf(connorsRsiIndicator, { source: values }, parameters);
