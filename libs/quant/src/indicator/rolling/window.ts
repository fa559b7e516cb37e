/** The last `period` values themselves, for measures that need to look at each of them. */
export class Window {
  /** The values in no particular order; all of them once `full`. */
  readonly values: Float64Array;
  private at = 0;
  private count = 0;

  constructor(period: number) {
    this.values = new Float64Array(period);
  }

  get full(): boolean {
    return this.count === this.values.length;
  }

  /** Takes a value in place of the oldest; tells whether the window is full. NaN is passed over. */
  push(value: number): boolean {
    if (Number.isNaN(value)) return false;
    this.values[this.at] = value;
    this.at = this.at + 1 === this.values.length ? 0 : this.at + 1;
    if (this.count < this.values.length) this.count++;
    return this.full;
  }

  /** Writes the values oldest first into `target`. */
  copyTo(target: Float64Array): void {
    target.set(this.values.subarray(this.at));
    target.set(this.values.subarray(0, this.at), this.values.length - this.at);
  }
}
