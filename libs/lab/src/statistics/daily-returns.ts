const DAY_MS = 86_400_000;
/** A market whose bars fall on weekends for more than this share of what an all-week market has trades all week. */
const WEEKEND_SHARE = (2 / 7) * 0.6;

/** The return of each UTC day that has a bar, from the last value of the day before; one fewer than there are days. */
export function dailyReturns(timeMs: Float64Array, values: Float64Array): Float64Array {
  const closes: number[] = [];
  for (let at = 0; at < values.length; at++) {
    const isLastOfDay = at + 1 === values.length || dayOf(timeMs[at + 1]!) !== dayOf(timeMs[at]!);
    if (isLastOfDay) closes.push(values[at]!);
  }
  return Float64Array.from({ length: closes.length - 1 }, (_unused, at) => closes[at + 1]! / closes[at]! - 1);
}

const dayOf = (atMs: number): number => Math.floor(atMs / DAY_MS);

/** How many days a year of this market has: 365 when it trades at weekends too, else 252. */
export function periodsPerYear(timeMs: Float64Array): number {
  // 1970-01-01 was a Thursday: three days on is a Sunday, two days on a Saturday
  const atWeekend = timeMs.reduce((count, atMs) => count + ((dayOf(atMs) + 3) % 7 >= 5 ? 1 : 0), 0);
  return atWeekend / timeMs.length < WEEKEND_SHARE ? 252 : 365;
}

/** The steady rate that compounds to the same end; -1 after a total loss, NaN without a return. */
export function geometricMean(returns: Float64Array): number {
  if (returns.some((value) => value <= -1)) return -1;
  return Math.exp(returns.reduce((sum, value) => sum + Math.log(1 + value), 0) / returns.length) - 1;
}

/** Variance with divisor n - 1. */
export function sampleVariance(values: ArrayLike<number>): number {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1);
}
