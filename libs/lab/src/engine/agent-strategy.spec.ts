import { describe, expect, it } from '@jest/globals';
import { decide, MarketWindow, orion, windowsOf, type AgentProfile, type Holdings, type Plan } from '@orbiquant/agent';
import { decimal } from '@orbiquant/kernel';
import type { Candle, Instrument, Interval, Mandate } from '@orbiquant/contracts';
import { nextOpenTime } from '@orbiquant/market';
import { foldBars, type MarketView } from '@orbiquant/strategy';
import type { Bars } from '@orbiquant/quant';
import { randomBars } from '../testing/random-bars.ts';
import { FREE } from '../testing/scripted.ts';
import { agentStrategy } from './agent-strategy.ts';
import { runBacktest } from './run-backtest.ts';

const BARS = 3000;
const FIVE_MS = 300_000;
const walk = randomBars('agent', BARS, 0.004);
const bars: Bars = { ...walk, openTimeMs: walk.openTimeMs.map((_atMs, at) => at * FIVE_MS) };
const instrument: Instrument = {
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  venue: 'lab',
  tickSize: decimal('0.01'),
  stepSize: decimal('0.001'),
  quantityMin: decimal('0.001'),
  notionalMin: decimal('5'),
  baseInterval: '5m',
  active: true,
};
const mandate: Mandate = { ...orion.mandate, symbols: ['BTC/USDT'] };

const NAME = 'above-yesterday';
/** Orion's temper over a rule that has its warm-up behind it soon: long above the close of a day ago, else flat. */
const quick: AgentProfile = {
  ...orion,
  strategies: [
    {
      name: NAME,
      warmUp: { '5m': 10, '1h': 24 },
      vote({ closed }) {
        const then = closed['1h']?.at(-24)?.close;
        const now = closed['5m']!.at(-1)!.close;
        const stance = then === undefined ? 'none' : now > then ? 'long' : 'flat';
        return { strategy: NAME, stance, strength: 1, reasons: [] };
      },
    },
  ],
};

function fly(profile: AgentProfile, changes: Partial<Mandate> = {}) {
  const flown: Array<{ plan: Plan; view: MarketView; holdings: Holdings }> = [];
  const seat = agentStrategy({
    profile,
    mandate: { ...mandate, ...changes },
    instrument,
    onPlan: (plan, view, holdings) => void flown.push({ plan, view, holdings }),
  });
  const filters = { tickSize: 0.01, stepSize: 0.001, quantityMin: 0.001, notionalMin: 5 };
  const result = runBacktest({
    instruments: [{ symbol: 'BTC/USDT', interval: '5m', bars, market: 'spot', filters }],
    strategy: seat.strategy,
    parameters: {},
    assumptions: { ...FREE, cash: 10_000, takerFeeBps: 10 },
    seed: 'agent',
    codeVersion: 'test',
    approve: seat.approve,
  });
  return { flown, result, state: seat.state() };
}

const candlesOf = (from: Bars): Candle[] =>
  Array.from(from.close, (close, at) => ({
    openTimeMs: from.openTimeMs[at]!,
    open: from.open[at]!,
    high: from.high[at]!,
    low: from.low[at]!,
    close,
    volume: from.volume[at]!,
  }));

describe('an agent in the backtester', () => {
  const { flown, result } = fly(quick);

  it('trades: it enters, trails its stop, leaves, and is stopped', () => {
    expect(new Set(flown.map(({ plan }) => plan.action))).toEqual(new Set(['enter', 'exit', 'move-stop', 'nothing']));
    expect(result.trades.length).toBeGreaterThan(10);
    expect(new Set(result.trades.map(({ exitTag }) => exitTag))).toEqual(new Set(['agent-exit', 'stop']));
  });

  it.each([
    ['a quick agent', quick, 7],
    ['Orion', orion, 40],
  ] as const)(
    '%s decides as the function it trades with, called directly on the window that the service keeps',
    (_name, profile, every) => {
      const window = new MarketWindow('BTC/USDT', windowsOf(profile));
      const series = new Map<Interval, Candle[]>(
        [...windowsOf(profile).keys()].map((name) => [
          name,
          candlesOf(name === '5m' ? bars : foldBars(bars, '5m', name)),
        ]),
      );
      const steps = fly(profile).flown;
      expect(steps).toHaveLength(BARS);
      for (const { plan, view, holdings } of steps.filter((_step, at) => at % every === 0)) {
        for (const [interval, candles] of series)
          window.load(
            interval,
            candles.filter(({ openTimeMs }) => nextOpenTime(openTimeMs, interval) <= view.asOfMs),
          );
        const known = window.viewAt(view.asOfMs);
        expect(decide({ profile, mandate, view: known, instrument, prediction: null, holdings })).toEqual(plan);
      }
    },
  );

  it('risks at most its share of equity in a trade, beyond the gap of a bar', () => {
    for (const { plan, holdings } of flown.filter(({ plan: { action } }) => action === 'enter')) {
      const atRisk = plan.quantity!.times(plan.limitPrice!.minus(plan.stopPrice!));
      expect(atRisk.lte(holdings.equity!.times('0.01'))).toBe(true);
    }
  });

  it('has its orders refused by its risk engine, by name', () => {
    const strict = fly(quick, { riskPerTradeMax: decimal('0.005'), concentrationMax: decimal('0.0000001') });
    expect(strict.result.fills).toHaveLength(0);
    const collared = fly(quick, { priceCollar: decimal('0.0001') });
    expect(new Set(collared.result.orders.map(({ status, reason }) => `${status} ${reason}`))).toEqual(
      new Set(['rejected risk.price-collar']),
    );
  });

  it('stops entering when its drawdown limit is reached', () => {
    const { result: halted, state } = fly(quick, { drawdownMax: decimal('0.01') });
    expect(state).toBe('halted');
    const last = halted.orders.filter(({ reason }) => reason === 'risk.agent-not-active');
    expect(last.length).toBeGreaterThan(0);
    const lastEntry = halted.trades.reduce((latest, { entryBar }) => Math.max(latest, entryBar), 0);
    expect(lastEntry).toBeLessThan(last.at(-1)!.decidedBar);
  });
});
