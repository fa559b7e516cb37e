import type { SettledDay } from '@orbiquant/contracts';
import { Decimal } from '@orbiquant/kernel';
import { maxDrawdown, sharpeRatio } from '@orbiquant/quant';

const DAYS_PER_YEAR = 365;
const RATIO_PLACES = 12;

/**
 * How rough and how rewarding the days were: the worst fall from a peak (fraction, <= 0) and the Sharpe ratio of the daily
 * returns on the pool, scaled to a year of 365 days. A day without a pool is no day. Null where a measure is undefined.
 */
export function curveOf(days: readonly SettledDay[]): { maxDrawdown: Decimal | null; sharpe: Decimal | null } {
  const returns = Float64Array.from(days.flatMap(({ roi }) => (roi === null ? [] : [Number(roi.toFixed())])));
  return {
    maxDrawdown: stated(maxDrawdown(returns)),
    sharpe: stated(returns.length < 2 ? NaN : sharpeRatio(returns, { periodsPerYear: DAYS_PER_YEAR })),
  };
}

const stated = (value: number): Decimal | null =>
  Number.isFinite(value) ? new Decimal(value.toFixed(RATIO_PLACES)) : null;
