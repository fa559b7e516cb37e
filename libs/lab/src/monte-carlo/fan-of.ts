import type { LabFan } from '@orbiquant/contracts';
import { finite } from '../result/thin-curve.ts';
import { CAVEAT_OF, type FanMethod } from './fan-codes.ts';
import type { Path } from './path.ts';
import { quantilesOf } from './quantiles-of.ts';

/** Shares of the paths that a fan draws. */
export const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
/** An account that has ever lost half of what it began with is ruined: it takes doubling to come back. */
export const RUIN_LEVEL = 0.5;

/** Paths of one method, with the real one beside them. */
export type FanInput = {
  readonly method: FanMethod;
  readonly paths: readonly Path[];
  /** The real past, measured in the same steps as the paths. */
  readonly observed: Path;
  readonly cash: number;
  /** Mean length of the blocks that were drawn, in days or bars; NaN where nothing was cut into blocks. */
  readonly blockLength: number;
};

/** The fan that paths span: equity quantiles step by step, the spread of the end and of the worst fall, and ruin. */
export function fanOf({ method, paths, observed, cash, blockLength }: FanInput): LabFan {
  const finals = Float64Array.from(paths, ({ final }) => final);
  const falls = Float64Array.from(paths, ({ fall }) => fall);
  const share = (holds: (path: Path) => boolean): number => paths.filter(holds).length / paths.length;
  const figures = {
    paths: paths.length,
    blockLength,
    ...named('final', quantilesOf(finals, QUANTILES)),
    ...named('fall', quantilesOf(falls, QUANTILES)),
    ruin: share(({ lowest }) => lowest <= RUIN_LEVEL * cash),
    loss: share(({ final }) => final < cash),
    observedFinal: observed.final,
    observedFall: observed.fall,
  };
  return {
    method,
    caveat: CAVEAT_OF[method],
    quantiles: [...QUANTILES],
    series: seriesOf(paths),
    figures: Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, finite(value)])),
  };
}

const named = (name: string, values: readonly number[]): Record<string, number> =>
  Object.fromEntries(
    values.map((value, at) => [`${name}P${String(Math.round(QUANTILES[at]! * 100)).padStart(2, '0')}`, value]),
  );

/** One series for each quantile, over the points of the paths. */
function seriesOf(paths: readonly Path[]): Array<Array<number | null>> {
  const points = paths[0]?.points.length ?? 0;
  const columns = Array.from({ length: points }, (_unused, at) =>
    quantilesOf(
      Float64Array.from(paths, (path) => path.points[at]!),
      QUANTILES,
    ),
  );
  return QUANTILES.map((_unused, k) => columns.map((column) => finite(column[k]!)));
}
