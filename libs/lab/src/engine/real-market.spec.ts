import { expect, it } from '@jest/globals';
import { orion } from '@orbiquant/agent';
import type { Instrument } from '@orbiquant/contracts';
import { decimal } from '@orbiquant/kernel';
import type { Bars } from '@orbiquant/quant';
import { defaultParameters, strategies, type TradingStrategy } from '@orbiquant/strategy';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { readBars } from '../testing/read-bars.ts';
import { agentStrategy } from './agent-strategy.ts';
import { DEFAULT_ASSUMPTIONS } from './default-assumptions.ts';
import type { Approve } from './request.ts';
import { runBacktest } from './run-backtest.ts';

const FILE = 'data/shared-samples/BTCUSDT-5m-2025Q1.csv.gz';
const FILTERS = { tickSize: 0.01, stepSize: 0.00001, quantityMin: 0.00001, notionalMin: 5 };

describeWithShared('a quarter of BTC/USDT in five minutes', FILE, () => {
  const bars = readBars(sharedPath(FILE));
  const run = (strategy: TradingStrategy, { history = bars, approve }: { history?: Bars; approve?: Approve } = {}) =>
    runBacktest({
      instruments: [{ symbol: 'BTC/USDT', interval: '5m', bars: history, market: 'spot', filters: FILTERS }],
      strategy,
      parameters: defaultParameters(strategy),
      assumptions: DEFAULT_ASSUMPTIONS,
      seed: 'real',
      codeVersion: 'test',
      ...(approve ? { approve } : {}),
    });

  it.each(strategies.map((strategy) => [strategy.name, strategy] as const))('%s runs through it', (_name, strategy) => {
    const result = run(strategy);
    expect(result.fills.length).toBeGreaterThan(0);
    expect(result.equity.every(Number.isFinite)).toBe(true);
    expect(result.fills.every(({ price, bar }) => price >= bars.low[bar]! && price <= bars.high[bar]!)).toBe(true);
    expect(Number.isFinite(result.statistics.annualReturn)).toBe(true);
  });

  it('buying and holding made what the market made, less its costs', () => {
    const { statistics, fills, costs } = run(strategies.find(({ name }) => name === 'buy-and-hold')!);
    const market = bars.close.at(-1)! / bars.open[1]! - 1;
    expect(statistics.totalReturn).toBeCloseTo(market, 2);
    expect(fills).toHaveLength(1);
    expect(costs.fees).toBeCloseTo(10, 1);
  });

  it('Orion hears its HMA/SMA rule once the four hours have warmed up, and trades on it', () => {
    const instrument: Instrument = {
      symbol: 'BTC/USDT',
      base: 'BTC',
      quote: 'USDT',
      venue: 'lab',
      tickSize: decimal('0.01'),
      stepSize: decimal('0.00001'),
      quantityMin: decimal('0.00001'),
      notionalMin: decimal('5'),
      baseInterval: '5m',
      active: true,
    };
    const spoke = new Set<string>();
    const seat = agentStrategy({
      profile: { ...orion, strategies: orion.strategies.slice(0, 1) },
      mandate: { ...orion.mandate, symbols: ['BTC/USDT'] },
      instrument,
      onPlan: ({ votes }) => votes.forEach(({ strategy, stance }) => spoke.add(`${strategy} ${stance}`)),
    });
    const cut = (column: Float64Array) => column.subarray(13_392, 24_100);
    const history = {
      openTimeMs: cut(bars.openTimeMs),
      open: cut(bars.open),
      high: cut(bars.high),
      low: cut(bars.low),
      close: cut(bars.close),
      volume: cut(bars.volume),
    };
    const result = run(seat.strategy, { history, approve: seat.approve });
    expect([...spoke].sort()).toEqual(['hma-sma flat', 'hma-sma long', 'hma-sma none']);
    expect(result.fills.length).toBeGreaterThan(0);
  });
});
