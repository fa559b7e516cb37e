import type { LabFan, LabVerdict } from '@orbiquant/contracts';
import { AppError, seededRng, type Rng } from '@orbiquant/kernel';
import { automaticBlockLength, stationaryBootstrap } from '@orbiquant/quant';
import type { BacktestResult } from '../engine/backtest-result.ts';
import { candleBlockBars } from '../monte-carlo/candle-block.ts';
import { candlePathCount, candlePaths } from '../monte-carlo/candle-paths.ts';
import type { FanMethod } from '../monte-carlo/fan-codes.ts';
import { fanOf } from '../monte-carlo/fan-of.ts';
import { pathOf, pointsOf } from '../monte-carlo/path.ts';
import { shuffled, tradeReturns } from '../monte-carlo/shuffle-trades.ts';
import { dailyReturns } from '../statistics/daily-returns.ts';
import { reason, withReasons } from '../trials/reason.ts';
import { backtestJob } from './backtest-job.ts';
import type { Job, JobOutcome } from './job.ts';
import { sublog } from './job-deps.ts';
import { runStrategy } from './run-strategy.ts';
import { stopIfTold } from './stop-if-told.ts';

/** A result that ruins more than one account in twenty is not traded. */
export const RUIN_MAX = 0.05;
/** Returns that all paths of one method draw together, at most. */
const DRAWS_MAX = 100_000_000;
const DAYS_MIN = 20;
const TRADES_MIN = 2;

/**
 * The run of the strategy, and what luck could have made of it: its trades in other orders, its days drawn again in
 * blocks, and its candles put together anew with the strategy run on each.
 *
 * @throws AppError `unprocessable` with fewer than two trades or 20 days: there is nothing to draw from.
 */
export async function monteCarloJob(job: Job): Promise<JobOutcome> {
  const base = await backtestJob(job);
  const run = runStrategy(job.problem, job.parameters);
  const days = daysOf(run);
  if (run.tradeCount < TRADES_MIN || days.length < DAYS_MIN) throw tooLittle(run.tradeCount, days.length);
  const fans = [tradeFan(job, run), dayFan(job, days), await candleFan(job, run)];
  const verdict = base.result.verdict && withRuin(base.result.verdict, fans);
  return { ...base, result: { ...base.result, fans, verdict } };
}

/** What each day made, the first one from the money at the beginning. */
function daysOf({ timeMs, equity, runCard }: BacktestResult): Float64Array {
  const later = dailyReturns(timeMs, equity);
  const grown = later.reduce((all, value) => all * (1 + value), 1);
  const first = grown > 0 ? equity.at(-1)! / grown / runCard.assumptions.cash - 1 : 0;
  return Float64Array.from([first, ...later]);
}

function tooLittle(trades: number, days: number): AppError {
  const message = `There is nothing to draw from: ${trades} trades on ${days} days; it takes ${TRADES_MIN} trades and ${DAYS_MIN} days`;
  return new AppError('unprocessable', message, { errors: [{ path: 'toMs', code: 'too-little', message }] });
}

type Draw = {
  readonly method: FanMethod;
  readonly values: Float64Array;
  readonly blockLength: number;
  readonly draw: (rng: Rng) => Float64Array;
};

/** Paths that need no run of the strategy. Path k follows from the seed and k alone. */
function drawnFan({ order, problem, deps }: Job, { method, values, blockLength, draw }: Draw): LabFan {
  stopIfTold(deps.signal);
  const { cash } = problem.assumptions;
  const count = Math.min(order.paths, Math.max(100, Math.floor(DRAWS_MAX / values.length)));
  const paths = Array.from({ length: count }, (_unused, path) =>
    pathOf(cash, draw(seededRng(`${order.seed}/${method}/${path}`))),
  );
  return fanOf({ method, paths, observed: pathOf(cash, values), cash, blockLength });
}

function tradeFan(job: Job, run: BacktestResult): LabFan {
  const values = tradeReturns(run);
  return drawnFan(job, { method: 'trade-shuffle', values, blockLength: NaN, draw: (rng) => shuffled(values, rng) });
}

function dayFan(job: Job, values: Float64Array): LabFan {
  const blockLength = automaticBlockLength(values);
  const draw = (rng: Rng): Float64Array => stationaryBootstrap(values, { rng, blockLength });
  return drawnFan(job, { method: 'bootstrap', values, blockLength, draw });
}

async function candleFan({ order, problem, parameters, deps }: Job, run: BacktestResult): Promise<LabFan> {
  const bars = problem.instruments.reduce((sum, one) => sum + one.bars.close.length, 0);
  const blockLength = candleBlockBars(problem, parameters);
  const days = daysOf(run);
  const draw = { paths: candlePathCount(order.paths, bars), blockLength, points: pointsOf(days.length) };
  const paths = await candlePaths({ problem, parameters }, draw, {
    ...deps,
    checkpoint: sublog(deps.checkpoint, 'candles'),
  });
  const { cash } = problem.assumptions;
  const seen = pathOf(cash, days);
  const observed = { ...seen, fall: Math.max(seen.fall, -run.statistics.drawdownMax) };
  return fanOf({ method: 'candles', paths, observed, cash, blockLength });
}

/** The most pessimistic of the pictures decides. */
function withRuin(verdict: LabVerdict, fans: readonly LabFan[]): LabVerdict {
  const ruin = Math.max(...fans.map(({ figures }) => figures['ruin'] ?? 1));
  return withReasons(verdict, [reason('ruin', ruin <= RUIN_MAX, { ruin, max: RUIN_MAX })]);
}
