import type { LabSearch, LabWindow } from '@orbiquant/contracts';
import { nextOpenTime } from '@orbiquant/market';
import type { ParameterValues } from '@orbiquant/quant';
import type { BacktestResult } from '../engine/backtest-result.ts';
import { openMarket } from '../engine/open-market.ts';
import { runSearch } from '../jobs/run-search.ts';
import { sublog, type JobDeps } from '../jobs/job-deps.ts';
import { runStrategy } from '../jobs/run-strategy.ts';
import { stopIfTold } from '../jobs/stop-if-told.ts';
import { finite } from '../result/thin-curve.ts';
import { bestTrial } from '../search/best-trial.ts';
import { openSearch } from '../search/open-search.ts';
import type { SearchSpace } from '../search/search-space.ts';
import type { RunStatistics } from '../statistics/run-statistics.ts';
import { measuredRun, type MeasuredRun } from '../trial/measured-run.ts';
import type { Problem } from '../trial/problem.ts';
import type { Trial } from '../trial/trial.ts';
import { cutInstruments } from './cut-instruments.ts';
import type { WindowPlan } from './plan-windows.ts';

/** A walk-forward that is about to be walked. */
export type Walk = {
  readonly problem: Problem;
  readonly space: SearchSpace;
  readonly search: LabSearch;
  /** Bars that stand before each stretch, read and not traded. */
  readonly warmUp: number;
  readonly plans: readonly WindowPlan[];
};

/** A window that was trained, and traded with what the training chose; null where no combination was feasible. */
export type WalkedWindow = {
  readonly plan: WindowPlan;
  readonly trials: readonly Trial[];
  readonly best: Trial | null;
  readonly test: TestRun;
};

/** The part of a walk that counts: equity at each step of the test, quote units. */
export type TestRun = {
  /** Null where nothing was traded. */
  readonly run: BacktestResult | null;
  readonly equity: Float64Array;
  readonly statistics: RunStatistics | null;
};

/**
 * Window after window: a search over the training bars, then its winner over the test bars with the money that is left.
 * Each search has a log of its own, so that a walk that is cut off goes on inside the window where it stood.
 *
 * @throws AppError `conflict` when the signal stops it.
 */
export async function runWindows(walk: Walk, deps: JobDeps): Promise<WalkedWindow[]> {
  const walked: WalkedWindow[] = [];
  let cash = walk.problem.assumptions.cash;
  for (const [at, plan] of walk.plans.entries()) {
    stopIfTold(deps.signal);
    const trials = await searchWindow(walk, plan, windowDeps(deps, at, walk.plans.length));
    const best = bestTrial(trials);
    const test = testWindow(walk, plan, { parameters: best?.parameters ?? null, cash });
    cash = test.equity.at(-1)!;
    walked.push({ plan, trials, best, test });
  }
  return walked;
}

function windowDeps(deps: JobDeps, at: number, count: number): JobDeps {
  return {
    ...deps,
    checkpoint: sublog(deps.checkpoint, `window-${at}`),
    progress: ({ done, total }) =>
      deps.progress({ done: at * total + done, total: count * total, stage: 'walk-forward' }),
  };
}

function searchWindow({ problem, space, search, warmUp }: Walk, plan: WindowPlan, deps: JobDeps): Promise<Trial[]> {
  const train = stretchOf(problem, { readFrom: plan.trainFrom - warmUp, from: plan.trainFrom, to: plan.trainTo });
  return runSearch(train, openSearch(space, search, `${problem.seed}/${plan.trainFrom}-${plan.trainTo}`), deps);
}

type Bet = { readonly parameters: ParameterValues | null; readonly cash: number };

/** Trades the test bars; without parameters, or without money, the account stands still. */
function testWindow({ problem, warmUp }: Walk, plan: WindowPlan, { parameters, cash }: Bet): TestRun {
  const timeMs = openMarket(problem.instruments).timeMs.subarray(plan.testFrom, plan.testTo);
  const stretch = stretchOf(problem, { readFrom: plan.testFrom - warmUp, from: plan.testFrom, to: plan.testTo });
  if (parameters === null || !(cash > 0) || stretch.instruments.length === 0)
    return { run: null, equity: timeMs.map(() => cash), statistics: null };
  const test = { ...stretch, assumptions: { ...problem.assumptions, cash } };
  const run = runStrategy(test, parameters);
  const measured = measuredRun(run, test);
  return { run, equity: onSteps(timeMs, measured, cash), statistics: measured.statistics };
}

/** Equity at every step of the walk: an instrument with hardly a bar in a stretch is left out there, and its steps with it. */
function onSteps(timeMs: Float64Array, run: Pick<MeasuredRun, 'timeMs' | 'equity'>, cash: number): Float64Array {
  let [at, now] = [0, cash];
  return timeMs.map((stepMs) => {
    while (at < run.timeMs.length && run.timeMs[at]! <= stepMs) now = run.equity[at++]!;
    return now;
  });
}

type Stretch = { readonly readFrom: number; readonly from: number; readonly to: number };

/** The problem on a stretch of steps: bars from `readFrom` are read, trading begins at `from` and ends before `to`. */
function stretchOf(problem: Problem, { readFrom, from, to }: Stretch): Problem {
  const { timeMs } = openMarket(problem.instruments);
  const span = { fromMs: timeMs[Math.max(0, readFrom)]!, toMs: timeMs[to] ?? Infinity };
  return { ...problem, instruments: cutInstruments(problem.instruments, span), tradeFromMs: timeMs[from]! };
}

/** A window as it is shown. */
export function shownWindow({ plan, best, test }: WalkedWindow, { problem }: Walk): LabWindow {
  const { timeMs, instruments } = openMarket(problem.instruments);
  const at = (step: number): number => timeMs[step] ?? nextOpenTime(timeMs.at(-1)!, instruments[0]!.interval);
  return {
    trainFromMs: at(plan.trainFrom),
    trainToMs: at(plan.trainTo),
    testFromMs: at(plan.testFrom),
    testToMs: at(plan.testTo),
    parameters: { ...best?.parameters },
    inSample: figuresOf(best?.statistics ?? null),
    outOfSample: figuresOf(test.statistics),
  };
}

const figuresOf = (statistics: RunStatistics | null): Record<string, number | null> =>
  Object.fromEntries(Object.entries(statistics ?? {}).map(([name, value]) => [name, finite(value)]));
