import type { SearchSpace } from '../search/search-space.ts';
import type { WalkedWindow } from './run-windows.ts';

/** How well what was chosen on the past did afterwards. */
export type WalkFigures = {
  /** Yearly return over the tests / yearly return over the trainings; NaN when the trainings did not gain. */
  readonly efficiency: number;
  readonly annualInSample: number;
  readonly annualOutOfSample: number;
  /** Windows whose test gained, and all windows; one that sat out did not gain. */
  readonly gainingWindows: number;
  readonly windows: number;
  /** 1 when the chosen parameters never moved, 0 when each jumped from end to end of its range; NaN for one window. */
  readonly stability: number;
};

const YEAR_MS = 365.25 * 86_400_000;

/**
 * Figures of a walk. Yearly returns compound what all windows of a kind made over the time that they took together.
 *
 * @param timeMs  Open time of each step, epoch ms.
 * @see           R. Pardo, The Evaluation and Optimization of Trading Strategies, 2nd ed., 2008, chapter 11 (efficiency).
 */
export function walkFigures(windows: readonly WalkedWindow[], timeMs: Float64Array, space: SearchSpace): WalkFigures {
  const span = (from: number, to: number): number => timeMs[to - 1]! - timeMs[from]!;
  const annualInSample = yearly(
    windows.map(({ plan, best }) => [best?.statistics?.totalReturn ?? 0, span(plan.trainFrom, plan.trainTo)]),
  );
  const annualOutOfSample = yearly(
    windows.map(({ plan, test }) => [test.statistics?.totalReturn ?? 0, span(plan.testFrom, plan.testTo)]),
  );
  return {
    efficiency: annualInSample > 0 ? annualOutOfSample / annualInSample : NaN,
    annualInSample,
    annualOutOfSample,
    gainingWindows: windows.filter(({ test }) => (test.statistics?.totalReturn ?? 0) > 0).length,
    windows: windows.length,
    stability: stabilityOf(windows, space),
  };
}

/** The steady yearly rate of returns that were made in stretches of time, one after another. */
function yearly(stretches: ReadonlyArray<readonly [number, number]>): number {
  const grown = stretches.reduce((sum, [earned]) => sum + Math.log1p(Math.max(-1, earned)), 0);
  const years = stretches.reduce((sum, [, spanMs]) => sum + spanMs, 0) / YEAR_MS;
  return Math.expm1(grown / years);
}

/** One less the mean step from window to window, as a share of each axis. Drawn at random it would be about two thirds. */
function stabilityOf(windows: readonly WalkedWindow[], { axes }: SearchSpace): number {
  const chosen = windows.flatMap(({ best }) => (best ? [best.parameters] : []));
  const steps = axes
    .filter(({ values }) => values.length > 1)
    .flatMap(({ name, values }) => {
      const places = chosen.map((parameters) => values.indexOf(parameters[name]!) / (values.length - 1));
      return places.slice(1).map((place, at) => Math.abs(place - places[at]!));
    });
  return steps.length === 0 ? NaN : 1 - steps.reduce((sum, step) => sum + step, 0) / steps.length;
}
