import { availableParallelism } from 'node:os';
import { combinationAt, DEFAULT_ASSUMPTIONS, searchSpace, sizeOf, type Problem } from '@orbiquant/lab';
import { evaluationPool, type EvaluationPool } from '@orbiquant/lab-workers';
import { seededRng } from '@orbiquant/kernel';
import type { Bars, ParameterValues } from '@orbiquant/quant';
import { smaCross } from '@orbiquant/strategy';
import { benchEngine, benchGate } from '@orbiquant/lab/bench';
import { benchIndicators } from '@orbiquant/quant/bench';

const SEED = 'quant';
const ENGINE = { bars: 1_000_000, rounds: 25 };
const INDICATORS = { bars: 100_000, rounds: 25 };
/** Five-minute bars of a year. */
const YEAR_BARS = 105_120;

/** The speed of the quant core beside floors and peers in this run, and what its gate lets through. */
export async function quantBench(): Promise<unknown> {
  return {
    machine: { cores: availableParallelism(), node: process.version },
    seed: SEED,
    engine: { ...ENGINE, ...benchEngine(ENGINE) },
    sweep: await sweep(),
    indicators: benchIndicators(INDICATORS),
    gate: benchGate({ strategies: 1_000, seed: SEED }),
  };
}

/** A grid of a thousand crossings on a year of five minutes, on one thread and on two, both pools warm. */
async function sweep() {
  const problem = yearProblem();
  const sets = combinations();
  const alone = await timed(1, problem, sets);
  const together = await timed(2, problem, sets);
  const isSame = JSON.stringify(alone.sharpes) === JSON.stringify(together.sharpes);
  return {
    combinations: sets.length,
    bars: YEAR_BARS,
    oneWorkerMs: alone.ms,
    twoWorkersMs: together.ms,
    speedUp: alone.ms / together.ms,
    sameToTheLastDigit: isSame,
  };
}

async function timed(workers: number, problem: Problem, sets: readonly ParameterValues[]) {
  const pool = evaluationPool(workers);
  try {
    await warm(pool, problem, sets);
    let ms = Infinity;
    let sharpes: number[] = [];
    for (let round = 0; round < 3; round++) {
      const startedMs = performance.now();
      const trials = await pool.evaluateBatch(problem, sets);
      ms = Math.min(ms, performance.now() - startedMs);
      sharpes = trials.map(({ sharpePerDay }) => sharpePerDay);
    }
    return { ms, sharpes };
  } finally {
    await pool.close();
  }
}

const warm = (pool: EvaluationPool, problem: Problem, sets: readonly ParameterValues[]): Promise<unknown> =>
  pool.evaluateBatch(problem, sets.slice(0, 200));

/** 40 x 25 crossings. */
function combinations(): readonly ParameterValues[] {
  const space = searchSpace(
    smaCross,
    { fast: { from: 4, to: 82, step: 2 }, slow: { from: 100, to: 292, step: 8 } },
    {},
  );
  return Array.from({ length: sizeOf(space) }, (_unused, index) => combinationAt(space, index));
}

function yearProblem(): Problem {
  const filters = { tickSize: 0.01, stepSize: 0.00001, quantityMin: 0, notionalMin: 0 };
  return {
    strategy: 'sma-cross',
    instruments: [{ symbol: 'BTC/USDT', interval: '5m', bars: walk(YEAR_BARS), market: 'perpetual', filters }],
    assumptions: { ...DEFAULT_ASSUMPTIONS, cash: 1e9, participationMax: Infinity },
    seed: SEED,
    codeVersion: 'bench',
    objectives: ['sharpe'],
    tradesMin: 1,
  };
}

/** A seeded random walk of five-minute bars. */
function walk(length: number): Bars {
  const rng = seededRng(SEED);
  const column = (): Float64Array => new Float64Array(length);
  const bars = {
    openTimeMs: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let price = 50_000;
  for (let at = 0; at < length; at++) {
    const next = price * Math.exp(0.0012 * rng.normal());
    bars.openTimeMs[at] = 1_700_000_100_000 + at * 300_000;
    bars.open[at] = price;
    bars.close[at] = next;
    bars.high[at] = Math.max(price, next) * 1.0004;
    bars.low[at] = Math.min(price, next) * 0.9996;
    bars.volume[at] = 10 + 5 * rng.next();
    price = next;
  }
  return bars;
}
