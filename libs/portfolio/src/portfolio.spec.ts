import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fill } from '@orbiquant/contracts';
import { Decimal, sumDecimals } from '@orbiquant/kernel';
import { applyFill, baseChange, flatPosition, quoteChange } from './apply-fill.ts';
import { holdingFormula, issueUnits, strikeNav, valueOf } from './strike-nav.ts';

const d = (value: string | number): Decimal => new Decimal(value);
type Trade = { side: 'buy' | 'sell'; quantity: string; price: string; fee?: string; feeAsset?: string };
const trade = ({ side, quantity, price, fee = '0', feeAsset = 'USDT' }: Trade): Fill => ({
  fillId: 'f',
  agentId: 'orion',
  orderId: 'o',
  decisionId: 'd',
  venueTradeId: '1',
  venueOrderId: '1',
  symbol: 'BTC/USDT',
  side,
  price: d(price),
  quantity: d(quantity),
  fee: d(fee),
  feeAsset,
  filledAtMs: 1,
});
const buy = (quantity: string, price: string): Fill => trade({ side: 'buy', quantity, price });
const flat = flatPosition('orion', 'BTC/USDT');

describe('a position', () => {
  it('realises profit only on the part that closes', () => {
    const bought = applyFill(flat, buy('2', '100'));
    const trimmed = applyFill(bought, trade({ side: 'sell', quantity: '0.5', price: '140', fee: '1' }));
    expect(trimmed).toMatchObject({ quantity: d('1.5'), averagePrice: d(100), realisedPnl: d(19), feesPaid: d(1) });
  });
  it('nets a fee that was taken in the base asset', () => {
    const bought = applyFill(flat, trade({ side: 'buy', quantity: '1', price: '100', fee: '0.001', feeAsset: 'BTC' }));
    expect(bought.quantity.toFixed()).toBe('0.999');
    expect(bought.averagePrice.times(bought.quantity).toDecimalPlaces(10).toFixed()).toBe('100');
    expect(bought.feesPaid.toFixed()).toBe('0.1');
  });
  it('opens the other way with what goes beyond flat', () => {
    const turned = applyFill(applyFill(flat, buy('1', '100')), trade({ side: 'sell', quantity: '3', price: '110' }));
    expect(turned).toMatchObject({ quantity: d(-2), averagePrice: d(110), realisedPnl: d(10) });
    expect(applyFill(turned, buy('2', '100')).realisedPnl.toFixed()).toBe('30');
  });

  it('a fee above the proceeds is a loss of the short, not a gain', () => {
    const sold = applyFill(flat, trade({ side: 'sell', quantity: '0.001', price: '0.01', fee: '0.0001' }));
    expect(sold.averagePrice.toFixed()).toBe('-0.09');
    const back = applyFill(sold, buy('0.001', '0.01'));
    expect(back.realisedPnl.toFixed()).toBe('-0.0001');
  });
  it('a fee that takes all that was bought is a loss of what it cost', () => {
    const gone = applyFill(flat, trade({ side: 'buy', quantity: '1', price: '100', fee: '1', feeAsset: 'BTC' }));
    expect(gone).toMatchObject({ quantity: d(0), averagePrice: d(0), realisedPnl: d(-100) });
  });

  const step = fc.record({
    side: fc.constantFrom<'buy' | 'sell'>('buy', 'sell'),
    quantity: fc.integer({ min: 1, max: 1_000_000 }).map((n) => d(n).div(1000).toFixed()),
    price: fc.integer({ min: 1, max: 10_000_000 }).map((n) => d(n).div(100).toFixed()),
    fee: fc.integer({ min: 0, max: 10 }).map((n) => d(n).div(10_000).toFixed()),
    feeAsset: fc.constantFrom('BTC', 'USDT', 'BNB'),
  });
  const fills = fc.array(step.map(trade), { maxLength: 30 });

  it('is the sum of its fills, and conserves money: realised + unrealised = cash in hand + holdings', () => {
    fc.assert(
      fc.property(fills, fc.integer({ min: 1, max: 90_000 }), (steps, mark) => {
        const end = steps.reduce(applyFill, flat);
        const cash = sumDecimals(steps.map(quoteChange));
        expect(end.quantity.toFixed()).toBe(sumDecimals(steps.map(baseChange)).toFixed());
        const unrealised = end.quantity.times(d(mark).minus(end.averagePrice));
        const gap = end.realisedPnl.plus(unrealised).minus(cash).minus(end.quantity.times(mark));
        expect(gap.abs().lessThan('1e-9')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a strike', () => {
  const cash = fc.bigInt({ min: 10_000_000n, max: 10n ** 15n });
  const equity = fc.bigInt({ min: 1_000_000n, max: 10n ** 24n }).map((n) => d(n.toString()).div('1e12'));

  it('is cash and positions less fees, over the units', () => {
    expect(
      strikeNav({
        poolCashMinor: 1_000_000n,
        equity: d('100.5000009'),
        accruedFeesMinor: 500_000n,
        units: d(100),
        exponent: 6,
      }),
    ).toEqual({
      navMinor: 101_000_000n,
      navPerUnit: d('1.01'),
    });
    expect(holdingFormula(d('10.5'), d('1.010305945534'), 6)).toBe('10.5 × 1.010305945534 = 10.608212');
  });
  it('N7: a pool with nothing left has no price', () => {
    expect(
      strikeNav({ poolCashMinor: 0n, equity: d('-3'), accruedFeesMinor: 0n, units: d(1), exponent: 6 }),
    ).toBeNull();
    expect(
      strikeNav({ poolCashMinor: 0n, equity: d('0.000001'), accruedFeesMinor: 0n, units: d('1e13'), exponent: 6 }),
    ).toBeNull();
  });
  it('N3: money that goes in and is valued at once never gains, and loses at most one minor unit and a unit step', () => {
    fc.assert(
      fc.property(cash, equity, (minor, worth) => {
        const struck = strikeNav({
          poolCashMinor: 0n,
          equity: worth.plus(1),
          accruedFeesMinor: 0n,
          units: d(1_000),
          exponent: 6,
        });
        if (!struck) return;
        const back = valueOf(issueUnits(minor, struck.navPerUnit, 6), struck.navPerUnit, 6);
        expect(back).toBeLessThanOrEqual(minor);
        const step = BigInt(struck.navPerUnit.times('1e-6').ceil().toFixed());
        expect(minor - back).toBeLessThanOrEqual(1n + step);
      }),
    );
  });
  it('N1: what all holders are told adds up to no more than the NAV, and to less by at most a minor unit each and the rounding of the price', () => {
    fc.assert(
      fc.property(fc.array(cash, { minLength: 1, maxLength: 20 }), equity, (queue, worth) => {
        const exponent = 6;
        const struck = strikeNav({
          poolCashMinor: 0n,
          equity: worth.plus(1),
          accruedFeesMinor: 0n,
          units: d(1_000),
          exponent,
        });
        if (!struck) return;
        const units = [d(1_000), ...queue.map((minor) => issueUnits(minor, struck.navPerUnit, exponent))];
        const nav = struck.navMinor + queue.reduce((sum, minor) => sum + minor, 0n);
        const told = units
          .map((each) => valueOf(each, struck.navPerUnit, exponent))
          .reduce((sum, minor) => sum + minor, 0n);
        const slack =
          BigInt(units.length) +
          BigInt(sumDecimals(units).plus(struck.navPerUnit.times(units.length)).times('1e-6').ceil().toFixed());
        expect(told).toBeLessThanOrEqual(nav);
        expect(nav - told).toBeLessThanOrEqual(slack);
      }),
    );
  });
  it('N2: everybody gets the same units in whatever order the queue is dealt', () => {
    fc.assert(
      fc.property(fc.array(cash, { minLength: 2, maxLength: 10 }), fc.infiniteStream(fc.nat()), (queue, noise) => {
        const price = d('1.234567890123');
        const shuffled = queue
          .map((minor) => ({ minor, rank: noise.next().value as number }))
          .sort((a, b) => a.rank - b.rank);
        const dealt = new Map(shuffled.map(({ minor }) => [minor, issueUnits(minor, price, 6).toFixed()]));
        expect(queue.map((minor) => dealt.get(minor))).toEqual(
          queue.map((minor) => issueUnits(minor, price, 6).toFixed()),
        );
      }),
    );
  });
  it('N4: who joins after a gift to a tiny pool loses at most one step of a unit', () => {
    const gifted = strikeNav({
      poolCashMinor: 0n,
      equity: d('1000000.000001'),
      accruedFeesMinor: 0n,
      units: d('0.000001'),
      exponent: 6,
    });
    if (!gifted) throw new Error('has a price');
    const units = issueUnits(10_000_000n, gifted.navPerUnit, 6);
    expect(10_000_000n - valueOf(units, gifted.navPerUnit, 6)).toBeLessThanOrEqual(
      BigInt(gifted.navPerUnit.times('1e-12').times('1e6').ceil().toFixed()) + 1n,
    );
  });
});
