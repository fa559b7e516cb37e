import type { LabReason, LabResult, LabVerdict } from '@orbiquant/contracts';
import { AppError, invariant } from '@orbiquant/kernel';
import { sharpePerPeriod } from '@orbiquant/quant';
import { diagnose } from '../diagnosis/diagnose.ts';
import { openMarket } from '../engine/open-market.ts';
import { backtestPart } from '../result/backtest-part.ts';
import type { ShownRun } from '../result/shown-run.ts';
import { finite } from '../result/thin-curve.ts';
import { searchSpace } from '../search/search-space.ts';
import { dailyReturns } from '../statistics/daily-returns.ts';
import { strategyOf } from '../trial/problem.ts';
import { judge } from '../trials/judge.ts';
import { mergeRecords } from '../trials/merge-records.ts';
import { reason, withReasons } from '../trials/reason.ts';
import type { TrialRecord } from '../trials/trial-record.ts';
import { lookedAtTests, trainedRecord, walkRecord } from '../trials/walk-record.ts';
import { cutInstruments } from '../walk-forward/cut-instruments.ts';
import { planWindows } from '../walk-forward/plan-windows.ts';
import { runWindows, shownWindow, type Walk, type WalkedWindow } from '../walk-forward/run-windows.ts';
import { stitchTests } from '../walk-forward/stitch-tests.ts';
import { walkFigures, type WalkFigures } from '../walk-forward/walk-figures.ts';
import { warmUpOfSpace } from '../walk-forward/warm-up-bars.ts';
import { NO_PARTS, type Job, type JobOutcome } from './job.ts';
import { runBuyAndHold } from './run-strategy.ts';

/** A walk whose tests made less than half of what training made, per year, chose mostly luck (Pardo, 2008). */
export const EFFICIENCY_MIN = 0.5;
/** Share of windows whose test gains. */
export const GAINING_MIN = 0.5;

/**
 * Searches window after window and trades each winner on the bars that follow. The result is the run over all tests,
 * which nothing was fitted to; its parameters are those of the newest window.
 *
 * @throws AppError `unprocessable` when there are too few bars (it names how many are needed) or no window had a
 *         feasible combination; `conflict` when stopped.
 */
export async function walkForwardJob(job: Job): Promise<JobOutcome> {
  const walk = walkOf(job);
  const { timeMs } = openMarket(walk.problem.instruments);
  const windows = await runWindows(walk, job.deps);
  const newest = windows.findLast(({ best }) => best !== null)?.best ?? noneFeasible(windows);
  const run = stitchTests(walk, windows, newest.parameters);
  const figures = walkFigures(windows, timeMs, walk.space);
  const record = recordOf(walk, run);
  const verdict = verdictOf(run, figures, mergeRecords(job.trialsBefore, [record]));
  return { result: resultOf(walk, { windows, run, figures, verdict }), trials: [record, ...trained(windows)] };
}

function walkOf({ order, problem, parameters }: Job): Walk {
  const { search, windows } = order;
  invariant(search && windows, 'a walk-forward says what to search and in which windows');
  const strategy = strategyOf(problem);
  const space = searchSpace(strategy, search.ranges, parameters);
  const warmUp = warmUpOfSpace(strategy, space, order.interval);
  const plans = planWindows(openMarket(problem.instruments).timeMs.length, warmUp, windows);
  return { problem, space, search, warmUp, plans };
}

type Walked = { windows: readonly WalkedWindow[]; run: ShownRun; figures: WalkFigures; verdict: LabVerdict };

function resultOf(walk: Walk, { windows, run, figures, verdict }: Walked): LabResult {
  const { problem } = walk;
  const span = { fromMs: run.timeMs[0]!, toMs: Infinity };
  const part = backtestPart(run, runBuyAndHold({ ...problem, instruments: cutInstruments(problem.instruments, span) }));
  const walked = Object.entries(figures).map(([name, value]) => [name, finite(value)]);
  return {
    ...NO_PARTS,
    ...part,
    figures: { ...part.figures, ...Object.fromEntries(walked) },
    windows: windows.map((window) => shownWindow(window, walk)),
    findings: diagnose(run, problem),
    verdict,
  };
}

function noneFeasible(windows: readonly WalkedWindow[]): never {
  const tried = windows.reduce((sum, { trials }) => sum + trials.length, 0);
  throw new AppError(
    'unprocessable',
    `No window had a feasible combination among its ${tried}: longer windows make more trades`,
  );
}

function recordOf({ space, search, plans, warmUp }: Walk, { timeMs, equity }: ShownRun): TrialRecord {
  const returns = dailyReturns(timeMs, equity);
  const sharpePerDay = finite(sharpePerPeriod(returns));
  return walkRecord({ fixed: space.fixed, search, plans, warmUp }, { sharpePerDay, days: returns.length });
}

function trained(windows: readonly WalkedWindow[]): TrialRecord[] {
  const all = windows.flatMap(({ trials }) => trials);
  return mergeRecords(
    [],
    all.map(({ parametersDigest, days }) => trainedRecord(parametersDigest, days)),
  );
}

function verdictOf(run: ShownRun, figures: WalkFigures, tried: readonly TrialRecord[]): LabVerdict {
  const { trades, totalReturn } = run.statistics;
  const returns = dailyReturns(run.timeMs, run.equity);
  const gate = judge({ returns, trades, totalReturn, tried: lookedAtTests(tried), series: [] });
  return withReasons(gate, [efficiencyReason(figures), gainReason(figures)]);
}

function efficiencyReason({ efficiency, annualInSample, annualOutOfSample }: WalkFigures): LabReason {
  const params = { efficiency, annualInSample, annualOutOfSample, min: EFFICIENCY_MIN };
  if (Number.isNaN(efficiency)) return reason('in-sample-loss', false, params);
  return reason('efficiency', efficiency >= EFFICIENCY_MIN, params);
}

const gainReason = ({ gainingWindows, windows }: WalkFigures): LabReason =>
  reason('windows-gain', gainingWindows >= GAINING_MIN * windows, {
    gaining: gainingWindows,
    windows,
    min: GAINING_MIN,
  });
