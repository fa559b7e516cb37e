import { smaCross } from '@orbiquant/strategy';
import { DEFAULT_ASSUMPTIONS } from '../src/engine/default-assumptions.ts';
import type { BacktestRequest } from '../src/engine/request.ts';
import { runBacktest } from '../src/engine/run-backtest.ts';
import { randomBars } from '../src/testing/random-bars.ts';
import { bareLoop, type BareRule } from './bare-loop.ts';

/** What the bench found; times are the best of the rounds, taken turn by turn in one process. */
export type EngineFigures = {
  barsPerSecond: number;
  /** Engine over bare loop, same rule, same bars. */
  ratioToBareLoop: number;
  /** Bytes that stay allocated per bar of one result, bars not counted. */
  bytesPerBar: number;
  /** The same with the bars checked anew and every statistic and warning read. */
  barsPerSecondCold: number;
  trades: number;
};

const RULE = { fast: 10, slow: 30, share: 1 };

/** The same rule for the bare loop. */
export const bareRuleOf = ({ assumptions }: BacktestRequest): BareRule => ({
  ...RULE,
  cash: assumptions.cash,
  feeRate: assumptions.takerFeeBps / 10_000,
});

/** SMA 10/30 on a seeded walk: engine with full order handling, and the bare typed-array loop, in turn. */
export function benchEngine({ bars: count, rounds }: { bars: number; rounds: number }): EngineFigures {
  const request = requestFor(count);
  const { bars } = request.instruments[0]!;
  const rule = bareRuleOf(request);
  let [engineMs, bareMs, coldMs] = [Infinity, Infinity, Infinity];
  for (let round = 0; round < rounds; round++) {
    bareMs = Math.min(
      bareMs,
      timed(() => bareLoop(bars, rule)),
    );
    engineMs = Math.min(
      engineMs,
      timed(() => runBacktest(request)),
    );
    coldMs = Math.min(
      coldMs,
      timed(() => readAll({ ...request, instruments: [...request.instruments] })),
    );
  }
  const result = runBacktest(request);
  return {
    barsPerSecond: (count / engineMs) * 1000,
    ratioToBareLoop: engineMs / bareMs,
    bytesPerBar: result.columnBytes / count,
    barsPerSecondCold: (count / coldMs) * 1000,
    trades: result.tradeCount,
  };
}

/** The backtest that is measured, and the rule for the bare loop beside it. */
export function requestFor(count: number): BacktestRequest {
  const filters = { tickSize: 0.01, stepSize: 0.00001, quantityMin: 0.00001, notionalMin: 0.001 };
  return {
    instruments: [
      { symbol: 'BTC/USDT', interval: '1h', bars: randomBars('bench', count, 0.002), market: 'spot', filters },
    ],
    strategy: smaCross,
    parameters: RULE,
    assumptions: {
      ...DEFAULT_ASSUMPTIONS,
      cash: 1e12,
      slippage: { kind: 'none' },
      participationMax: Infinity,
      takerFeeBps: 1,
    },
    seed: 'bench',
    codeVersion: 'bench',
  };
}

function readAll(request: BacktestRequest): number {
  const result = runBacktest(request);
  return result.statistics.trades + result.warnings.length;
}

function timed(work: () => unknown): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}
