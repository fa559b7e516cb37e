import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { factor } from '../indicator/parameter.ts';
import type { Ranges } from '../indicator/prices.ts';

/** The legs of a zigzag as they become known. */
class Legs {
  /** 1 in a leg up, -1 in a leg down, 0 before the first. */
  direction = 0;
  /** Price of the turn that the newest bar confirmed, or NaN. */
  turn = NaN;
  /** Bars since the last confirmed turn, or NaN. */
  age = NaN;
  private readonly share: number;
  private top = -Infinity;
  private topAge = 0;
  private bottom = Infinity;
  private bottomAge = 0;

  constructor(share: number) {
    this.share = share;
  }

  next(high: number, low: number): void {
    this.turn = NaN;
    this.age++;
    this.topAge++;
    this.bottomAge++;
    if (this.direction >= 0 && high > this.top) this.raise(high);
    if (this.direction <= 0 && low < this.bottom) this.lower(low);
    this.confirm(high, low);
  }

  /** A bar that makes a new extreme does not confirm the turn at it: which came first inside the bar is unknown. */
  private confirm(high: number, low: number): void {
    const fell = this.direction >= 0 && this.topAge > 0 && low <= this.top * (1 - this.share);
    const rose = this.direction <= 0 && this.bottomAge > 0 && high >= this.bottom * (1 + this.share);
    if (fell) this.turnDown(low);
    else if (rose) this.turnUp(high);
  }

  private raise(high: number): void {
    this.top = high;
    this.topAge = 0;
  }

  private lower(low: number): void {
    this.bottom = low;
    this.bottomAge = 0;
  }

  private turnDown(low: number): void {
    this.turn = this.top;
    this.age = this.topAge;
    this.direction = -1;
    this.lower(low);
  }

  private turnUp(high: number): void {
    this.turn = this.bottom;
    this.age = this.bottomAge;
    this.direction = 1;
    this.raise(high);
  }
}

/** Registry entry of `zigzag`. */
export const zigzagIndicator = defineIndicator({
  name: 'zigzag',
  family: 'structure',
  meaning: 'Zigzag: turns after which price went back by a given percentage, each at the bar that confirms it.',
  source: 'A. Merrill, Filtered Waves, 1977 (confirmed turns only)',
  inputs: ['high', 'low'],
  parameters: { changePct: factor(5, 0.01, 90) },
  outputs: ['turn', 'direction', 'age'],
  sparse: ['turn', 'age'],
  pane: 'price',
  warmUp: () => 0,
  open: ({ changePct }) => {
    const legs = new Legs(changePct / 100);
    return (row, out) => {
      legs.next(row[0]!, row[1]!);
      out[0] = legs.turn;
      out[1] = legs.direction;
      out[2] = legs.age;
    };
  },
});

/**
 * Zigzag without hindsight. Charts that repaint draw a turn where it happened; here it stands where it was known.
 *
 * @param ranges     `high` and `low`, quote units, equally long, oldest first.
 * @param changePct  How far price must go back from an extreme to confirm it, per cent (5 = 5 %).
 * @returns          `turn`: price of the turn, at its confirmation only; `direction` of the leg now, 0 before the first turn;
 *                   `age`: bars since the last confirmed turn happened.
 */
export const zigzag = (ranges: Ranges, changePct: number) => columnsOf(zigzagIndicator, ranges, { changePct });
