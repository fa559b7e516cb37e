import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { smaCross, type TradingStrategy } from '@orbiquant/strategy';
import { DEFAULT_ASSUMPTIONS } from '../engine/default-assumptions.ts';
import { runBacktest } from '../engine/run-backtest.ts';
import { readBars } from '../testing/read-bars.ts';

const DAY_MS = 86_400_000;

/**
 * The source closes the last trade at the open of the last bar, which is what an exit decided on the bar before does;
 * our own `closeAtEnd` would use the last close, which no order placed in time could miss.
 */
const leavingBeforeTheEnd: TradingStrategy = {
  ...smaCross,
  prepare(market, parameters) {
    const cross = smaCross.prepare(market, parameters);
    const last = market.base.close.length - 2;
    return {
      decide: (at, account) => (at === last ? [{ kind: 'exit', tag: 'end' }] : cross.decide(at, account)),
    };
  },
};

describeWithShared('GOOG, averages of 10 and 30 crossing', 'golden/backtesting.py/GOOG.csv', () => {
  const { expected } = JSON.parse(
    readFileSync(sharedPath('golden/backtesting.py/goog_smacross_expected.json'), 'utf8'),
  ) as { expected: Record<string, number> };
  const result = runBacktest({
    instruments: [
      {
        symbol: 'GOOG',
        interval: '1d',
        bars: readBars(sharedPath('golden/backtesting.py/GOOG.csv')),
        market: 'perpetual',
        filters: { tickSize: 0.01, stepSize: 1, quantityMin: 0, notionalMin: 0 },
      },
    ],
    strategy: leavingBeforeTheEnd,
    parameters: { fast: 10, slow: 30, share: 1 },
    assumptions: {
      ...DEFAULT_ASSUMPTIONS,
      makerFeeBps: 0,
      takerFeeBps: 0,
      slippage: { kind: 'none' },
      participationMax: Infinity,
    },
    seed: 'goog',
    codeVersion: 'test',
  });
  const found = result.statistics;
  const measured: Record<string, number> = {
    trades: found.trades,
    avgDrawdownPct: found.drawdownAverage * 100,
    avgTradePct: found.averageTrade * 100,
    bestTradePct: found.bestTrade * 100,
    worstTradePct: found.worstTrade * 100,
    buyHoldReturnPct: found.buyAndHoldReturn * 100,
    calmar: found.calmar,
    equityFinal: found.equityFinal,
    equityPeak: found.equityPeak,
    expectancyPct: found.expectancy * 100,
    exposureTimePct: found.exposureTime * 100,
    maxDrawdownPct: found.drawdownMax * 100,
    maxDrawdownDurationDays: found.drawdownMaxMs / DAY_MS,
    // the source rounds an average duration up to whole days
    avgDrawdownDurationDays: Math.ceil(found.drawdownAverageMs / DAY_MS),
    profitFactor: found.profitFactor,
    returnAnnPct: found.annualReturn * 100,
    returnPct: found.totalReturn * 100,
    volatilityAnnPct: found.annualVolatility * 100,
    cagrPct: found.cagr * 100,
    sqn: found.sqn,
    kelly: found.kelly,
    sharpe: found.sharpe,
    sortino: found.sortino,
    winRatePct: found.winRate * 100,
    alphaPct: found.alpha * 100,
    beta: found.beta,
  };

  it('measures every statistic that is published', () => {
    expect(Object.keys(measured).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))('%s is %d', (name, value) => {
    expect(Math.abs(measured[name]! / value - 1)).toBeLessThan(1e-9);
  });
});
