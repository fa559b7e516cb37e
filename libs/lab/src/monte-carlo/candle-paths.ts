import { seededRng } from '@orbiquant/kernel';
import { stationaryPositions } from '@orbiquant/quant';
import { openMarket } from '../engine/open-market.ts';
import { evaluateTasks, type Task } from '../jobs/evaluate-tasks.ts';
import type { JobDeps } from '../jobs/job-deps.ts';
import type { Problem } from '../trial/problem.ts';
import type { Trial } from '../trial/trial.ts';
import { pathOf, type Path } from './path.ts';
import { resampleBars } from './resample-bars.ts';

/** What is drawn: how many pasts, how long the blocks are on average, in bars, and how many points are kept of each. */
export type CandleDraw = { readonly paths: number; readonly blockLength: number; readonly points: number };

/** Bars of all paths together, about: some minutes of work on one core. */
const BARS_BUDGET = 40_000_000;
const PATHS_MIN = 20;

/** How many pasts the bars of a history allow: as many as asked for, fewer when the history is long. */
export const candlePathCount = (paths: number, bars: number): number =>
  Math.min(paths, Math.max(PATHS_MIN, Math.floor(BARS_BUDGET / bars)));

/**
 * The strategy on other pasts, each put together from blocks of the real bars, the same blocks for every instrument. A
 * past on which it fails is left out.
 *
 * @throws AppError `conflict` when the signal stops it.
 */
export async function candlePaths(
  task: Task,
  { paths, blockLength, points }: CandleDraw,
  deps: JobDeps,
): Promise<Path[]> {
  const found = await evaluateTasks<Path | null>(
    {
      count: paths,
      taskOf: (path) => ({ ...task, problem: redrawn(task.problem, path, blockLength) }),
      read: (trial) => pathOfTrial(trial, task.problem.assumptions.cash, points),
      stage: 'monte-carlo',
    },
    deps,
  );
  return found.filter((path) => path !== null);
}

function redrawn(problem: Problem, path: number, blockLength: number): Problem {
  const { timeMs } = openMarket(problem.instruments);
  const rng = seededRng(`${problem.seed}/candles/${path}`);
  const positions = stationaryPositions(timeMs.length, { rng, blockLength });
  const instruments = problem.instruments
    .map((instrument) => resampleBars(instrument, positions, timeMs))
    .filter(({ bars }) => bars.close.length >= 2);
  return { ...problem, instruments };
}

/** Day by day; the first day, whose return the trial does not hold, is what is missing to the final equity. */
function pathOfTrial({ returns, statistics, failure }: Trial, cash: number, points: number): Path | null {
  if (failure || !statistics) return null;
  const later = returns.reduce((grown, value) => grown * (1 + value), 1);
  const first = later > 0 ? statistics.equityFinal / later / cash - 1 : 0;
  const path = pathOf(cash, joined(first, returns), points);
  return { ...path, final: statistics.equityFinal, fall: Math.max(path.fall, -statistics.drawdownMax) };
}

function joined(first: number, later: Float64Array): Float64Array {
  const all = new Float64Array(later.length + 1);
  all[0] = first;
  all.set(later, 1);
  return all;
}
