/**
 * Highest (sign 1) or lowest (sign -1) of the last `period` values, amortised constant time: candidates wait in a queue
 * in which each is beaten only by those before it. Of equal values the newest counts.
 *
 * @see  D. Lemire, "Streaming maximum-minimum filter using no more than three comparisons per element", 2006.
 */
export class RollingExtreme {
  /** Bars since the extreme; 0 = the newest bar. */
  age = 0;
  private readonly period: number;
  private readonly sign: 1 | -1;
  private readonly values: Float64Array;
  private readonly bars: Float64Array;
  private head = 0;
  private size = 0;
  private bar = 0;

  constructor(period: number, sign: 1 | -1) {
    this.period = period;
    this.sign = sign;
    this.values = new Float64Array(period);
    this.bars = new Float64Array(period);
  }

  /** NaN until `period` values are in. NaN is passed over and does not count. */
  next(value: number): number {
    if (Number.isNaN(value)) return NaN;
    this.forget();
    const place = this.placeOf(value);
    this.values[place] = value;
    this.bars[place] = this.bar;
    this.size++;
    this.age = this.bar - this.bars[this.head]!;
    this.bar++;
    return this.bar >= this.period ? this.values[this.head]! : NaN;
  }

  /** Drops the first candidate once it has left the window. */
  private forget(): void {
    if (this.size === 0 || this.bars[this.head]! > this.bar - this.period) return;
    this.head = this.head + 1 === this.period ? 0 : this.head + 1;
    this.size--;
  }

  /** Drops the candidates that the value beats and gives the place behind the rest. */
  private placeOf(value: number): number {
    const { period, sign, values } = this;
    let place = this.head + this.size;
    if (place >= period) place -= period;
    while (this.size > 0) {
      const last = place === 0 ? period - 1 : place - 1;
      if (sign * values[last]! > sign * value) break;
      this.size--;
      place = last;
    }
    return place;
  }
}
