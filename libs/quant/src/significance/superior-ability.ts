import { invariant } from '@orbiquant/kernel';
import type { Rng } from '@orbiquant/kernel';
import { meanOf } from '../performance/moments.ts';
import { automaticBlockLength } from './block-length.ts';
import { stationaryPositions } from './stationary-bootstrap.ts';

/** How a family of strategies is tested against its benchmark. */
export type AbilityOptions = {
  rng: Rng;
  /** Number of resamples, default 1,000. */
  resamples?: number;
  /** Mean block length in periods, default the longest automatic one of the strategies. */
  blockLength?: number;
};

/** P-values of "no strategy beats the benchmark"; small means that one does. `lower` <= `consistent` <= `upper`. */
export type SuperiorAbility = {
  /** Hansen's p-value: strategies that are clearly bad do not count against the good one. */
  consistent: number;
  lower: number;
  /** Every strategy counted as if it were as good as the benchmark. */
  upper: number;
  /** White's reality check: as `upper`, without dividing by each strategy's own risk. */
  realityCheck: number;
};

type Family = { means: Float64Array; deviations: Float64Array };

/**
 * Superior predictive ability: whether the best of many strategies beats the benchmark by more than luck.
 *
 * @param excess  One column per strategy: its return minus the benchmark's, per period, all of one length >= 2, no NaN.
 * @returns       P-values in [0, 1].
 * @throws        Invariant, when there is no strategy, lengths differ, or a value is not finite.
 * @see           P. Hansen, "A Test for Superior Predictive Ability", Journal of Business & Economic Statistics 23(4), 2005;
 *                H. White, "A Reality Check for Data Snooping", Econometrica 68(5), 2000.
 */
export function superiorAbility(excess: readonly Float64Array[], options: AbilityOptions): SuperiorAbility {
  const count = checkedLength(excess);
  const { rng, resamples = 1_000 } = options;
  invariant(Number.isInteger(resamples) && resamples >= 1, 'at least one resample is drawn');
  const blockLength = options.blockLength ?? Math.max(...excess.map(automaticBlockLength));
  const family = measured(excess, blockLength);
  const tests = testsOf(family, count);
  const above = tests.map(() => 0);
  for (let draw = 0; draw < resamples; draw++) {
    const means = resampledMeans(excess, stationaryPositions(count, { rng, blockLength }));
    tests.forEach(({ centre, scaled, seen }, at) => {
      const moved = means.map((mean, strategy) => mean - centre[strategy]!);
      if (best(family, moved, scaled) >= seen) above[at]!++;
    });
  }
  const [lower, consistent, upper, realityCheck] = above.map((hits) => hits / resamples);
  return { lower: lower!, consistent: consistent!, upper: upper!, realityCheck: realityCheck! };
}

/** The four tests: where resampled means are centred, whether risk is divided out, and the statistic of the real past. */
function testsOf(family: Family, count: number) {
  const { lower, consistent } = centresOf(family, count);
  const test = (centre: Float64Array, scaled: boolean) => ({
    centre,
    scaled,
    seen: best(family, family.means, scaled),
  });
  return [test(lower, true), test(consistent, true), test(family.means, true), test(family.means, false)];
}

function checkedLength(excess: readonly Float64Array[]): number {
  const count = excess[0]?.length ?? 0;
  invariant(count >= 2, 'at least one strategy with two periods is tested');
  invariant(
    excess.every((column) => column.length === count && column.every(Number.isFinite)),
    'strategies have one length and finite values',
  );
  return count;
}

/** The best mean of the family, in units of its own risk or plain; White's statistic may be negative, Hansen's not. */
function best({ deviations }: Family, means: Float64Array, scaled: boolean): number {
  let highest = scaled ? 0 : -Infinity;
  for (let at = 0; at < means.length; at++) {
    const value = scaled ? (deviations[at] === 0 ? 0 : means[at]! / deviations[at]!) : means[at]!;
    if (value > highest) highest = value;
  }
  return highest;
}

/** Where each resampled mean is centred: the worse a strategy, the less of its mean is taken away. */
function centresOf({ means, deviations }: Family, count: number) {
  const bar = Math.sqrt((2 * Math.log(Math.log(Math.max(count, 3)))) / count);
  return {
    lower: means.map((mean) => Math.max(mean, 0)),
    consistent: means.map((mean, at) => (mean >= -bar * deviations[at]! ? mean : 0)),
  };
}

function measured(columns: readonly Float64Array[], blockLength: number): Family {
  const means = Float64Array.from(columns, meanOf);
  return { means, deviations: Float64Array.from(columns, (column) => longRunDeviation(column, blockLength)) };
}

/** Deviation of sqrt(n) x mean under the stationary bootstrap, in closed form. @see Politis, Romano, 1994, lemma 1. */
function longRunDeviation(values: Float64Array, blockLength: number): number {
  const count = values.length;
  const mean = meanOf(values);
  const keep = 1 - 1 / blockLength;
  let variance = 0;
  for (let lag = 0; lag < count; lag++) {
    const weight = lag === 0 ? 1 : 2 * (((count - lag) / count) * keep ** lag + (lag / count) * keep ** (count - lag));
    if (weight < 1e-12) continue;
    let sum = 0;
    for (let at = lag; at < count; at++) sum += (values[at]! - mean) * (values[at - lag]! - mean);
    variance += (weight * sum) / count;
  }
  return Math.sqrt(Math.max(variance, 0));
}

function resampledMeans(columns: readonly Float64Array[], positions: Int32Array): Float64Array {
  return Float64Array.from(columns, (column) => {
    let sum = 0;
    for (const at of positions) sum += column[at]!;
    return sum / positions.length;
  });
}
