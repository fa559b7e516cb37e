import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seededRng } from '@orbiquant/kernel';
import type { Bars } from '@orbiquant/quant';
import { randomBars } from '../testing/random-bars.ts';
import { randomStrategy } from '../testing/random-strategy.ts';
import { barsOfRows, buy, FILTERS, flat, FREE, play, scripted, spot } from '../testing/scripted.ts';
import { exactBook } from './exact-book.ts';
import { FloatPosition } from './float-position.ts';
import type { BacktestResult } from './backtest-result.ts';
import type { FillRecord } from './records.ts';
import type { BacktestRequest, LabInstrument } from './request.ts';
import { runBacktest } from './run-backtest.ts';

const BARS = 160;
const slippages = [{ kind: 'none' }, { kind: 'bps', bps: 20 }, { kind: 'range-share', share: 0.1 }] as const;

/** A random request: one to three instruments, spot and perpetual, some with holes, all frictions. */
const requestOf = (number: number): BacktestRequest => {
  const rng = seededRng(`request/${number}`);
  const count = 1 + rng.below(3);
  const instruments = Array.from({ length: count }, (_unused, at) => instrumentOf(number, at, rng.below(2) === 0));
  return {
    instruments,
    strategy: randomStrategy(String(number)),
    parameters: {},
    assumptions: {
      cash: 10_000,
      makerFeeBps: rng.below(3) * 5,
      takerFeeBps: rng.below(3) * 10,
      slippage: slippages[rng.below(3)]!,
      latencyBars: rng.below(2),
      latencyMs: 0,
      limitFill: rng.below(2) === 0 ? 'touch' : 'trade-through',
      participationMax: rng.below(2) === 0 ? Infinity : 0.05,
      allowShort: true,
      closeAtEnd: rng.below(2) === 0,
      liquidationFeeBps: 20,
    },
    seed: String(number),
    codeVersion: 'test',
  };
};

function instrumentOf(number: number, at: number, isSpot: boolean): LabInstrument {
  const bars = randomBars(`${number}/${at}`, BARS);
  const common = { symbol: `C${at}/USDT`, interval: '1h', filters: FILTERS } as const;
  if (isSpot) return { ...common, market: 'spot', bars: at === 0 ? bars : withHoles(bars, number) };
  const funding = Array.from({ length: BARS / 8 }, (_unused, k) => ({ atMs: k * 8 * 3_600_000, rate: 0.001 }));
  return { ...common, market: 'perpetual', bars, leverageMax: 3, maintenanceMarginRate: 0.02, funding };
}

function withHoles(bars: Bars, number: number): Bars {
  const rng = seededRng(`holes/${number}`);
  const keep = Array.from(bars.close, () => rng.below(5) > 0);
  const kept = (column: Float64Array) => column.filter((_value, at) => keep[at]);
  return {
    openTimeMs: kept(bars.openTimeMs),
    open: kept(bars.open),
    high: kept(bars.high),
    low: kept(bars.low),
    close: kept(bars.close),
    volume: kept(bars.volume),
  };
}

const barsOf = (request: BacktestRequest, symbol: string): Bars =>
  request.instruments.find((one) => one.symbol === symbol)!.bars;
const near = (a: number, b: number, scale = 10_000): boolean => Math.abs(a - b) <= 1e-9 * Math.max(scale, Math.abs(a));
const holdsFor = (law: (request: BacktestRequest, result: BacktestResult) => void): void =>
  fc.assert(
    fc.property(fc.nat(100_000), (number) => law(requestOf(number), runBacktest(requestOf(number)))),
    { numRuns: 60, seed: 7 },
  );

describe('laws of every run', () => {
  it('the random requests do exercise the engine', () => {
    const kinds = new Set<string>();
    holdsFor((_request, { orders }) => {
      for (const { purpose, status, reason } of orders) kinds.add(purpose).add(status).add(reason);
    });
    for (const kind of [
      'entry',
      'exit',
      'target',
      'place',
      'stop',
      'take-profit',
      'end',
      'expired',
      'cancelled',
      'rejected',
    ])
      expect(kinds).toContain(kind);
  });

  it('no fill before the bar after the decision, none outside [low, high]', () => {
    holdsFor((request, { orders, fills }) => {
      for (const { orderId, bar, price, symbol } of fills) {
        const order = orders[orderId]!;
        const decided = ['entry', 'exit', 'target', 'place'].includes(order.purpose);
        if (decided) expect(bar).toBeGreaterThan(order.decidedBar + request.assumptions.latencyBars);
        const bars = barsOf(request, symbol);
        expect(price).toBeGreaterThanOrEqual(bars.low[bar]! * (1 - 1e-12));
        expect(price).toBeLessThanOrEqual(bars.high[bar]! * (1 + 1e-12));
      }
    });
  });

  it('equity is cash plus positions at mark at every bar', () => {
    holdsFor((request, result) => {
      const times = result.timeMs;
      const flows = new Float64Array(times.length);
      for (const { atMs, signedQuantity, price, fee } of result.fills)
        flows[times.indexOf(atMs)]! -= signedQuantity * price + fee;
      const isPlain = result.costs.funding === 0 && result.costs.liquidation === 0 && result.shortfall === 0;
      let cash = request.assumptions.cash;
      for (let at = 0; isPlain && at < times.length; at++) {
        cash += flows[at]!;
        expect(near(result.equity[at]!, cash + result.exposure[at]!)).toBe(true);
      }
    });
  });

  it('money is conserved: cash at the start, results of trades, open results and costs make the final equity', () => {
    holdsFor((request, { trades, positions, costs, shortfall, equity, fills }) => {
      const closed = trades.reduce((sum, { pnl, fees }) => sum + pnl + fees, 0);
      const open = openResult(fills, trades, positions);
      const expected =
        request.assumptions.cash + closed + open - costs.fees - costs.funding - costs.liquidation + shortfall;
      expect(near(equity.at(-1)!, expected)).toBe(true);
    });
  });

  it('spot is never short and its cash never negative', () => {
    holdsFor((request, { fills }) => {
      if (request.instruments.some(({ market }) => market === 'perpetual')) return;
      const held = new Map<string, number>();
      let cash = request.assumptions.cash;
      for (const { symbol, signedQuantity, price, fee } of fills) {
        held.set(symbol, (held.get(symbol) ?? 0) + signedQuantity);
        cash -= signedQuantity * price + fee;
        expect(held.get(symbol)!).toBeGreaterThanOrEqual(-1e-9);
        expect(cash).toBeGreaterThanOrEqual(-1e-6);
      }
    });
  });

  it('the exact books agree with the fast ones', () => {
    holdsFor((request, result) => {
      const book = exactBook(request.assumptions.cash, result.fills);
      for (const { symbol, quantity, averagePrice, realisedPnl } of result.positions) {
        const exact = book.positions.get(symbol);
        if (!exact) continue;
        expect(near(quantity, Number(exact.quantity.toString()), 1)).toBe(true);
        // the last digit of a sum of floats may leave the exact book with dust, and dust with a price
        if (quantity !== 0) expect(near(averagePrice, Number(exact.averagePrice.toString()), 1)).toBe(true);
        expect(near(realisedPnl, Number(exact.realisedPnl.toString()))).toBe(true);
      }
      const { funding, liquidation } = result.costs;
      expect(near(result.cash, Number(book.cash.toString()) - funding - liquidation + result.shortfall)).toBe(true);
    });
  });

  it('the same request gives the same result and the same card; another seed another card', () => {
    holdsFor((request, result) => {
      const again = runBacktest({ ...request, instruments: [...request.instruments] });
      expect(again.equity).toEqual(result.equity);
      expect(again.fills).toEqual(result.fills);
      expect(again.runCard.digest).toBe(result.runCard.digest);
      expect(runBacktest({ ...request, seed: 'other' }).runCard.digest).not.toBe(result.runCard.digest);
    });
  });

  it('the order in which instruments are given changes nothing', () => {
    holdsFor((request, result) => {
      const turned = runBacktest({ ...request, instruments: [...request.instruments].reverse() });
      expect(turned.equity).toEqual(result.equity);
      expect(turned.runCard.digest).toBe(result.runCard.digest);
    });
  });

  it('rule 30: an instrument without a bar counts at its last close and fills nothing', () => {
    const gappy = spot([flat(100), flat(100), flat(130)], { symbol: 'A/USDT' });
    const times = { ...gappy.bars, openTimeMs: Float64Array.of(0, 3_600_000, 4 * 3_600_000) };
    const steady = spot([flat(1), flat(1), flat(1), flat(1), flat(1)], { symbol: 'B/USDT' });
    const result = runBacktest({
      instruments: [steady, { ...gappy, bars: times }],
      strategy: {
        ...scripted({}),
        prepare: ({ symbol }) => ({ decide: (at) => (symbol === 'A/USDT' && at === 0 ? [buy(1)] : null) }),
      },
      parameters: {},
      assumptions: FREE,
      seed: '',
      codeVersion: '',
    });
    expect(Array.from(result.equity)).toEqual([1000, 1000, 1000, 1000, 1030]);
    expect(Array.from(result.exposure)).toEqual([0, 100, 100, 100, 130]);
  });
});

/** What is still held, at mark less what its lots were paid for: gross of fees, from fills and trades alone. */
function openResult(
  fills: readonly FillRecord[],
  trades: BacktestResult['trades'],
  positions: BacktestResult['positions'],
): number {
  const flow = fills.reduce((sum, { signedQuantity, price }) => sum - signedQuantity * price, 0);
  const closed = trades.reduce((sum, { pnl, fees }) => sum + pnl + fees, 0);
  return positions.reduce((sum, { quantity, mark }) => sum + (quantity === 0 ? 0 : quantity * mark), 0) + flow - closed;
}

describe('books', () => {
  it('float and exact agree on any fills', () => {
    const fill = fc.record({
      signedQuantity: fc
        .integer({ min: -1000, max: 1000 })
        .filter((value) => value !== 0)
        .map((value) => value / 100),
      price: fc.integer({ min: 1, max: 100_000 }).map((value) => value / 100),
      fee: fc.integer({ min: 0, max: 100 }).map((value) => value / 100),
    });
    fc.assert(
      fc.property(fc.array(fill, { minLength: 1, maxLength: 40 }), (steps) => {
        const fast = new FloatPosition();
        let cash = 1000;
        for (const { signedQuantity, price, fee } of steps) {
          const isOverdrawnFee = fee > Math.abs(signedQuantity) * price;
          fc.pre(!isOverdrawnFee);
          cash += fast.apply(signedQuantity, price, fee);
        }
        const fills = steps.map((step, at) => ({ ...step, orderId: at, symbol: 'X/USD', bar: at, atMs: at }));
        const exact = exactBook(1000, fills);
        const position = exact.positions.get('X/USD')!;
        expect(near(cash, Number(exact.cash.toString()))).toBe(true);
        expect(near(fast.realisedPnl, Number(position.realisedPnl.toString()))).toBe(true);
        expect(Math.abs(fast.quantity - Number(position.quantity.toString()))).toBeLessThan(1e-9);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe('faults', () => {
  const codeOf = (work: () => unknown): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    return null;
  };
  const rows = Array.from({ length: 5 }, () => flat(100));
  const broken = (change: (bars: Bars) => void) => {
    const bars = barsOfRows(rows);
    change(bars);
    return codeOf(() => play(spot(rows, { bars }), {}));
  };

  it('a strategy that throws is named with instrument, bar and time, and its cause is kept', () => {
    const cause = new TypeError('undefined is not a price');
    const error = codeOf(() =>
      play(spot(rows), {
        3: () => {
          throw cause;
        },
      }),
    );
    expect(error).toMatchObject({ code: 'unprocessable', cause });
    expect(String(error)).toMatch(/scripted failed on BTC\/USDT at bar 3 .*10800000/);
  });

  it.each([
    ['not-a-number', 'close', 2, (bars: Bars) => (bars.close[2] = NaN)],
    ['not-positive', 'low', 1, (bars: Bars) => (bars.low[1] = 0)],
    ['outside-range', 'high', 4, (bars: Bars) => (bars.high[4] = 99)],
    ['outside-range', 'low', 4, (bars: Bars) => (bars.low[4] = 101)],
    ['not-positive', 'volume', 0, (bars: Bars) => (bars.volume[0] = -1)],
    ['unsorted-bars', 'openTimeMs', 3, (bars: Bars) => (bars.openTimeMs[3] = 5)],
    ['duplicate-bar', 'openTimeMs', 3, (bars: Bars) => (bars.openTimeMs[3] = bars.openTimeMs[2]!)],
  ])('%s in %s at bar %d is refused by name', (...[code, column, at, change]) => {
    expect(broken((bars) => void change(bars))).toMatchObject({
      code: 'invalid-input',
      options: { errors: [{ code, path: `instruments.BTC/USDT.${column}[${at}]` }] },
    });
  });

  it('too few bars, no instrument, one twice, several intervals and impossible assumptions are refused', () => {
    expect(codeOf(() => play(spot([flat(1)]), {}))).toMatchObject({ options: { errors: [{ code: 'too-few-bars' }] } });
    const base = { strategy: scripted({}), parameters: {}, assumptions: FREE, seed: '', codeVersion: '' };
    const refused = (instruments: LabInstrument[]) => codeOf(() => runBacktest({ ...base, instruments }));
    expect(refused([])).toMatchObject({ options: { errors: [{ code: 'no-instruments' }] } });
    expect(refused([spot(rows), spot(rows)])).toMatchObject({ options: { errors: [{ code: 'repeated-symbol' }] } });
    expect(refused([spot(rows), spot(rows, { symbol: 'X', interval: '1d' })])).toMatchObject({
      options: { errors: [{ code: 'mixed-intervals' }] },
    });
    expect(codeOf(() => play(spot(rows), {}, { cash: 0, latencyBars: 0.5 }))).toMatchObject({
      options: { errors: [{ path: 'assumptions.cash' }, { path: 'assumptions.latencyBars' }] },
    });
  });
});
