/** Bound once: in a sandboxed realm (tests, workers) each look-up of a global inside a loop would cost more than the sum. */
const { isFinite, isNaN } = Number;
const { abs } = Math;

/**
 * The sum over the values that are numbers, compensated so that a long history loses no digits.
 *
 * @see A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974.
 */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    if (isNaN(value)) continue;
    const next = sum + value;
    if (isFinite(next)) lost += abs(sum) >= abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** How many values are numbers: a NaN is a period without a value. */
export function countOf(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (!isNaN(value)) count++;
  return count;
}

/** The values without the periods that have none. */
export const presentIn = (values: Float64Array): Float64Array => values.filter((value) => !isNaN(value));

/** Arithmetic mean of the values that are numbers; NaN when there are none. */
export function meanOf(values: Float64Array): number {
  const count = countOf(values);
  return count === 0 ? NaN : sumOf(values) / count;
}

/** Mean of the powers of the distance from the mean; exactly zero when all values are equal. */
export function centralMoment(values: Float64Array, power: number): number {
  if (allEqual(values)) return 0;
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** power));
}

/** Sample standard deviation (divisor n - 1); NaN below two values; exactly zero when all are equal. */
export function sampleDeviation(values: Float64Array): number {
  const count = countOf(values);
  return count < 2 ? NaN : Math.sqrt((centralMoment(values, 2) * count) / (count - 1));
}

/** The value below which a share of the values lies, linear between neighbours; NaN when there are none. `share` in [0, 1]. */
export function quantileOf(values: Float64Array, share: number): number {
  const sorted = presentIn(values).sort();
  if (sorted.length === 0) return NaN;
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below === above ? below : below + (above - below) * (at - Math.floor(at));
}

function allEqual(values: Float64Array): boolean {
  let first = NaN;
  for (const value of values) {
    if (isNaN(value)) continue;
    if (isNaN(first)) first = value;
    else if (value !== first) return false;
  }
  return !isNaN(first);
}
