import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from '@orbiquant/kernel';
import { dayOf } from '@orbiquant/periods';
import { bookingDay } from './booking-day.ts';
import { readFact, writeFact } from './facts.ts';
import { settleDay } from './settle-day.ts';
import { ANA, BEN, busyDay, result, sampleDay } from './testing/sample-day.ts';

const at = (text: string): number => Date.parse(text);
const decimal = (text: string): Decimal => new Decimal(text);

describe('a settled day', () => {
  it('says what was won and lost, on what capital, and whose it is', () => {
    const report = settleDay(
      sampleDay({ results: [result('120.5'), result('-20.5', { symbol: 'ETH/USDT' }), result('0')] }),
    );
    expect(report.totals).toEqual({
      profitMinor: 120_500_000n,
      lossMinor: -20_500_000n,
      netMinor: 100_000_000n,
      operations: 3,
      wins: 1,
      losses: 1,
      poolMinor: 100_000_000_000n,
      roi: decimal('0.001'), // 100 of 100,000
    });
    expect(report.shares.map(({ holder, totalMinor }) => [holder, totalMinor])).toEqual([
      [ANA, 30_000_000n],
      [BEN, 20_000_000n],
      ['house', 50_000_000n],
    ]);
    expect(report.symbols).toEqual([
      { symbol: 'BTC/USDT', exchange: 'paper', netMinor: 120_500_000n, operations: 2 },
      { symbol: 'ETH/USDT', exchange: 'paper', netMinor: -20_500_000n, operations: 1 },
    ]);
    expect(report.agents).toMatchObject([{ agentId: 'orion', netMinor: 100_000_000n }]);
    expect(report.notes).toEqual([]);
  });

  it('leaves gains in the pool unless somebody chose otherwise', () => {
    const { shares } = settleDay(sampleDay({ results: [result('1')], dispositions: new Map([[BEN, 'pay-out']]) }));
    expect(shares.map(({ disposition }) => disposition)).toEqual(['reinvest', 'pay-out', 'reinvest']);
  });

  it('N19: the share of an account that was frozen or deleted on the way is kept as unclaimed, not lost and not given to others', () => {
    const before = settleDay(sampleDay({ results: [result('99.999999')] }));
    const after = settleDay(sampleDay({ results: [result('99.999999')], dispositions: new Map([[ANA, 'unclaimed']]) }));
    expect(after.shares.map(({ totalMinor }) => totalMinor)).toEqual(before.shares.map(({ totalMinor }) => totalMinor));
    expect(after.shares[0]).toMatchObject({ holder: ANA, disposition: 'unclaimed' });
  });

  it('N1, N2: shares sum to the net result to the minor unit, in whatever order the facts came', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 60 }), fc.nat(), (seed, count, turn) => {
        const day = busyDay(seed, count);
        const report = settleDay(day);
        const sum = report.shares.reduce((total, { totalMinor }) => total + totalMinor, 0n);
        expect(sum).toBe(report.totals.netMinor);
        expect(report.symbols.reduce((total, { netMinor }) => total + netMinor, 0n)).toBe(report.totals.netMinor);
        const turned = [...day.results.slice(turn % count), ...day.results.slice(0, turn % count)];
        expect(settleDay({ ...day, results: turned })).toEqual(report);
      }),
    );
  });

  it('products that share an agent share its result by their parts of its account; what no product has is the house’s', () => {
    const [pool] = sampleDay().pools;
    const pools = [
      { ...pool!, productId: 'small', venueShareE6: 250_000n, holders: [{ holder: ANA, units: 1n }] },
      { ...pool!, productId: 'large', venueShareE6: 500_000n, holders: [{ holder: BEN, units: 7n }] },
    ];
    const { shares } = settleDay(sampleDay({ pools, results: [result('-100')] }));
    expect(shares.map(({ holder, pooledMinor }) => [holder, pooledMinor])).toEqual([
      [ANA, -25_000_000n],
      [BEN, -50_000_000n],
      ['house', -25_000_000n],
    ]);
  });

  it('a result that names a person is that person’s own', () => {
    const { shares, agents } = settleDay(sampleDay({ results: [result('5', { user_id: BEN }), result('10')] }));
    expect(shares.find(({ holder }) => holder === BEN)).toMatchObject({
      ownMinor: 5_000_000n,
      pooledMinor: 2_000_000n,
      totalMinor: 7_000_000n,
    });
    expect(agents[0]).toMatchObject({ netMinor: 10_000_000n, operations: 1 });
  });

  it('a result that names nobody falls back on whom the last one of its kind named, and says so', () => {
    const nameless = [result('3', { agent_id: null }), result('4', { agent_id: null, symbol: 'XRP/USDT' })];
    const lastOwners = [{ symbol: 'BTC/USDT', exchange: 'paper', userId: ANA, agentId: null }];
    const report = settleDay(sampleDay({ results: nameless, lastOwners }));
    expect(report.shares.map(({ holder, totalMinor }) => [holder, totalMinor])).toEqual([
      [ANA, 3_000_000n],
      ['house', 4_000_000n],
    ]);
    expect(report.notes).toEqual([{ code: 'no-user', count: 2, about: 'BTC/USDT, XRP/USDT' }]);
  });

  it('without macro figures of the day it takes the last ones known, and says of when they are', () => {
    const atMs = at('2026-02-26T21:00Z');
    const macro = { sp500: decimal('6890'), vix: null, atMs };
    expect(settleDay(sampleDay({ macro }))).toMatchObject({
      macro: { isFallback: true, atMs },
      notes: [{ code: 'macro-fallback', count: 1, about: String(atMs) }],
    });
    expect(settleDay(sampleDay({ macro: null }))).toMatchObject({ macro: null, notes: [{ code: 'macro-missing' }] });
  });

  it('measures the fall and the reward over its days: -10 %, +5 %, -2 %', () => {
    const history = ['0.05', '-0.1', '0.05'].map((roi, index) => ({
      day: `2026-02-${25 + index}`,
      netMinor: 0n,
      roi: decimal(roi),
    }));
    const report = settleDay(sampleDay({ history, results: [result('-2000')] }));
    // by hand: the peak is 1.05, the low 1.05 x 0.9 = 0.945; later 0.99225, then 0.9724; 0.945 / 1.05 - 1 = -0.1
    expect(report.maxDrawdown).toEqual(decimal('-0.1'));
    // mean -0.005, sample deviation of (0.05, -0.1, 0.05, -0.02): 0.0718795288428261; x sqrt(365)
    const deviation = Math.sqrt((0.055 ** 2 + 0.095 ** 2 + 0.055 ** 2 + 0.015 ** 2) / 3);
    expect(Number(report.sharpe!.toFixed())).toBeCloseTo((-0.005 / deviation) * Math.sqrt(365), 9);
    expect(settleDay(sampleDay()).sharpe).toBeNull();
  });

  it('counts money and people that came and went', () => {
    const capital = [
      readFact('capital_data', { user_id: ANA, action: 'deposit', amount: '100' }),
      readFact('capital_data', { user_id: ANA, action: 'withdrawal', amount: 0.1 }),
    ];
    const people = [readFact('user_data', { user_id: BEN, action: 'create', email: 'b@example.org' })];
    expect(settleDay(sampleDay({ capital, people }))).toMatchObject({
      flows: { paidInMinor: 100_000_000n, paidOutMinor: 100_000n, movements: 2 },
      people: { joined: 1, left: 0, changed: 0 },
    });
  });
});

describe('the day on which a fact counts', () => {
  const closedUntilMs = at('2026-03-01T00:00Z');
  it('N14: what happened at 23:59:59.999 and is told after the close counts on the next day; the closed one stays', () => {
    const told = { atMs: at('2026-02-28T23:59:59.999Z'), receivedAtMs: at('2026-03-01T00:00:00.500Z') };
    expect(bookingDay({ ...told, closedUntilMs })).toEqual({ day: '2026-03-01', isLate: true });
    expect(bookingDay({ ...told, closedUntilMs: at('2026-02-28T00:00Z') })).toEqual({
      day: '2026-02-28',
      isLate: false,
    });
  });
  it('is never after the day on which we were told, whatever a market of another time says', () => {
    const receivedAtMs = at('2026-03-02T12:00Z');
    expect(bookingDay({ atMs: at('2031-01-01T00:00Z'), receivedAtMs, closedUntilMs })).toEqual({
      day: '2026-03-02',
      isLate: false,
    });
    expect(bookingDay({ atMs: at('2021-01-01T00:00Z'), receivedAtMs, closedUntilMs })).toEqual({
      day: '2026-03-01',
      isLate: true,
    });
  });
  it('N13, N14: is never closed, and is its own whenever that is open', () => {
    const instant = fc.integer({ min: at('2024-01-01T00:00Z'), max: at('2029-01-01T00:00Z') });
    fc.assert(
      fc.property(instant, instant, instant, (atMs, receivedAtMs, closedMs) => {
        const closed = dayOf(closedMs).fromMs;
        const { day, isLate } = bookingDay({ atMs, receivedAtMs, closedUntilMs: closed });
        expect(day >= dayOf(closed).key).toBe(true);
        if (!isLate) expect(day).toBe(dayOf(Math.min(atMs, receivedAtMs)).key);
      }),
    );
  });
});

describe('what is told', () => {
  it('is read exactly, from text or from a number as it is written', () => {
    for (const profit of ['0.1', 0.1, '-0.000000000000000001', 1e-7]) {
      const fact = readFact('trading_results', { symbol: 'BTC/USDT', exchange: 'paper', profit });
      expect(fact.profit.equals(new Decimal(profit))).toBe(true);
      expect(readFact('trading_results', writeFact('trading_results', fact))).toEqual(fact);
    }
  });
  it.each([
    ['trading_results', { symbol: 'BTC/USDT', exchange: 'paper', profit: '1e5' }, 'profit'],
    ['trading_results', { symbol: 'BTC/USDT', exchange: 'paper', profit: Number.NaN }, 'profit'],
    ['trading_results', { exchange: 'paper', profit: '1' }, 'symbol'],
    ['trading_results', { user_id: 'me', symbol: 'A', exchange: 'b', profit: '1' }, 'user_id'],
    ['capital_data', { user_id: ANA, action: 'deposit', amount: -1 }, 'amount'],
    ['capital_data', { user_id: ANA, action: 'steal', amount: 1 }, 'action'],
    ['user_data', { user_id: ANA, action: 'create' }, 'email'],
    ['macro_data', {}, 'sp500_price'],
    ['macro_data', { vix_price: 'high' }, 'vix_price'],
  ] as const)('I11: %s that cannot be read is refused, naming the field', (channel, payload, field) => {
    expect(() => readFact(channel, payload)).toThrow(field);
  });
  it('what is no object is refused as such', () => {
    for (const payload of [null, 7, 'text', []]) expect(() => readFact('macro_data', payload)).toThrow('payload');
  });
});
