import { RollingSum } from './rolling-sum.ts';

/** Plain mean of the last `period` values, as `RollingSum` sums them. */
export class Mean {
  private readonly sum: RollingSum;

  constructor(period: number) {
    this.sum = new RollingSum(period);
  }

  /** NaN until `period` values are in. NaN is passed over and does not count. */
  next(value: number): number {
    return this.sum.next(value) / this.sum.period;
  }
}
