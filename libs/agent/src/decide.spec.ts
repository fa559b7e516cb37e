import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimal, seededRng, ZERO } from '@orbiquant/kernel';
import type { Candle, Instrument, Interval, RangePrediction, Vote } from '@orbiquant/contracts';
import type { MarketView, Strategy } from '@orbiquant/strategy';
import { decide, type DecisionInput, type Holdings } from './decide.ts';
import { orion } from './orion.ts';
import { closeTimeMs, MarketWindow } from './market-window.ts';
import { windowsOf, type AgentProfile } from './profile.ts';

const instrument: Instrument = {
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  venue: 'paper',
  tickSize: decimal('0.01'),
  stepSize: decimal('0.00001'),
  quantityMin: decimal('0.00001'),
  notionalMin: decimal('5'),
  baseInterval: '5m',
  active: true,
};
const says = (stance: Vote['stance'], strategy = 's'): Strategy => ({
  name: strategy,
  warmUp: {},
  vote: () => ({ strategy, stance, strength: 1, reasons: [] }),
});
const profile = (...strategies: Strategy[]): AgentProfile => ({ ...orion, strategies });

function candles(interval: Interval, bars: number, seed = 'walk'): Candle[] {
  const rng = seededRng(`${seed}/${interval}`);
  let price = 100;
  return Array.from({ length: bars }, (_unused, at) => {
    const open = price;
    price = Math.max(1, price + rng.normal());
    return {
      openTimeMs: closeTimeMs(0, interval) * at,
      open,
      high: Math.max(open, price) + 0.5,
      low: Math.min(open, price) - 0.5,
      close: price,
      volume: 1,
    };
  });
}
const view: MarketView = {
  symbol: 'BTC/USDT',
  asOfMs: 400 * 3_600_000,
  closed: { '5m': candles('5m', 210), '1h': candles('1h', 220), '4h': candles('4h', 220) },
};
const flat: Holdings = {
  equity: decimal('10000'),
  cash: decimal('10000'),
  held: ZERO,
  exposure: ZERO,
  symbolExposure: ZERO,
  standingStop: null,
  orderInFlight: false,
};
const holding: Holdings = {
  ...flat,
  cash: decimal('9000'),
  held: decimal('10'),
  exposure: decimal('1000'),
  symbolExposure: decimal('1000'),
  standingStop: decimal('1'),
};
const input = (who: AgentProfile, holdings: Holdings = flat): DecisionInput => ({
  profile: who,
  mandate: { ...orion.mandate, symbols: ['BTC/USDT'] },
  view,
  instrument,
  prediction: null,
  holdings,
});
const reasonOf = (decision: ReturnType<typeof decide>): string => decision.reasons[0]!.code;

describe('a decision', () => {
  it('enters when one strategy is long and none objects, with a stop below the price and a size that risks 1 % at most', () => {
    const plan = decide(input(profile(says('long'), says('none'))));
    expect([plan.action, plan.side]).toEqual(['enter', 'buy']);
    expect(plan.stopPrice!.lt(plan.limitPrice!)).toBe(true);
    expect(plan.quantity!.times(plan.limitPrice!.minus(plan.stopPrice!)).lte(100)).toBe(true);
    expect(plan.quantity!.times(plan.limitPrice!).lte(5000)).toBe(true);
  });

  it.each([
    ['agent.strategies-disagree', [says('long'), says('flat')], flat],
    ['agent.no-long-setup', [says('flat')], flat],
    ['agent.no-setup', [says('none')], flat],
    ['agent.order-in-flight', [says('long')], { ...flat, orderInFlight: true }],
    ['agent.cannot-size', [says('long')], { ...flat, equity: null }],
    ['agent.too-small', [says('long')], { ...flat, cash: decimal('4') }],
    ['agent.hold', [says('none')], { ...holding, standingStop: decimal('99999') }],
    ['agent.hold', [says('flat'), says('long')], { ...holding, standingStop: decimal('99999') }],
  ] as const)('does nothing, and says %s', (code, strategies, holdings) => {
    const plan = decide(input(profile(...strategies), holdings));
    expect([plan.action, reasonOf(plan)]).toEqual(['nothing', code]);
  });

  it('exits all that can be sold when a strategy turns flat and none is long', () => {
    const plan = decide(input(profile(says('flat'), says('none')), { ...holding, held: decimal('10.000009') }));
    expect([plan.action, plan.side, plan.quantity!.toFixed()]).toEqual(['exit', 'sell', '10']);
  });

  it('trails its stop upward only', () => {
    const raised = decide(input(profile(says('long')), holding));
    expect(raised.action).toBe('move-stop');
    expect(raised.stopPrice!.gt(holding.standingStop!)).toBe(true);
    expect(decide(input(profile(says('long')), { ...holding, standingStop: raised.stopPrice })).action).toBe('nothing');
  });

  it('dust counts as flat', () => {
    expect(decide(input(profile(says('flat')), { ...flat, held: decimal('0.000009') })).action).toBe('nothing');
  });

  it('M6: a hole in the candles that a strategy reads forbids an entry', () => {
    const holed: Strategy = { ...says('long'), warmUp: { '5m': 200 } };
    const closed = { ...view.closed, '5m': view.closed['5m']!.filter((_candle, at) => at !== 150) };
    expect(reasonOf(decide({ ...input(profile(holed)), view: { ...view, closed } }))).toBe('agent.data-gap');
  });

  it('listens to an active model only: in shadow it moves no stop', () => {
    const forecast = { status: 'shadow', expectedLogRange: 0.2, featureHash: 'f' } as RangePrediction;
    const alone = decide(input(profile(says('long'))));
    const shadow = decide({ ...input(profile(says('long'))), prediction: forecast });
    const active = decide({ ...input(profile(says('long'))), prediction: { ...forecast, status: 'active' } });
    expect(shadow.stopPrice).toEqual(alone.stopPrice);
    expect(active.stopPrice!.lt(alone.stopPrice!)).toBe(true);
  });

  it('is the same for the same input, hash included, and has another hash for another input', () => {
    expect(decide(input(orion))).toEqual(decide(input(orion)));
    expect(decide(input(orion)).featureHash).not.toBe(decide(input(orion, holding)).featureHash);
  });
});

describe('the window of candles', () => {
  it('M7: shows a candle only once it has closed', () => {
    const window = new MarketWindow('BTC/USDT', windowsOf(orion));
    window.load('5m', candles('5m', 10));
    expect(window.viewAt(10 * 300_000 - 1).closed['5m']).toHaveLength(9);
    expect(window.viewAt(10 * 300_000).closed['5m']).toHaveLength(10);
  });

  it('M4, M6: takes the next candle, knows a repeated one, and reports a gap', () => {
    const window = new MarketWindow('BTC/USDT', windowsOf(orion));
    const series = candles('5m', 12);
    window.load('5m', series.slice(0, 10));
    expect([window.add('5m', series[9]!), window.add('5m', series[11]!), window.add('5m', series[10]!)]).toEqual([
      'known',
      'gap',
      'added',
    ]);
  });

  it('M16: no change of a later candle changes an earlier decision', () => {
    const closed = { '5m': candles('5m', 400), '1h': candles('1h', 400), '4h': candles('4h', 400) };
    const windowAt = (data: typeof closed): MarketView => {
      const window = new MarketWindow(
        'BTC/USDT',
        new Map([
          ['5m', 400],
          ['1h', 400],
          ['4h', 400],
        ]),
      );
      for (const interval of ['5m', '1h', '4h'] as const) window.load(interval, data[interval]);
      return window.viewAt(250 * 300_000);
    };
    const before = decide({ ...input(orion), view: windowAt(closed) }).featureHash;
    fc.assert(
      fc.property(
        fc.constantFrom('5m' as const, '1h' as const, '4h' as const),
        fc.integer({ min: 0, max: 399 }),
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        (interval, at, price) => {
          const isLater = closeTimeMs(closed[interval][at]!.openTimeMs, interval) > 250 * 300_000;
          fc.pre(isLater);
          const edited = {
            ...closed,
            [interval]: closed[interval].map((candle, index) =>
              index === at ? { ...candle, close: price, high: price, low: price } : candle,
            ),
          };
          return decide({ ...input(orion), view: windowAt(edited) }).featureHash === before;
        },
      ),
      { numRuns: 500, seed: 16 },
    );
  });
});
