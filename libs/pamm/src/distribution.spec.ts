import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { statementOf } from './account-month.ts';
import { balancesOf } from './balances.ts';
import { parseMinor } from './parse-minor.ts';
import { payOutMonth, type PayOutChoice } from './pay-out-month.ts';
import { sendToVenue } from './pool.ts';
import { growthOf, linkGrowth, returnE12 } from './returns.ts';
import { DAY_MS, fundedPool, inCash, redeemAll, START_MS, struck, subscribe, testPool } from './testing/test-pool.ts';

const UNIT = 1_000_000n;
const dayMs = (day: number): number => START_MS + day * DAY_MS;

describe('the month of an account', () => {
  it('counts no flow as profit', () => {
    const month = { openingMinor: 100n, closingMinor: 170n, subscribedMinor: 60n, redeemedMinor: 10n, feeMinor: 5n };
    expect(statementOf({ holder: 'a', ...month })).toMatchObject({ grossProfitMinor: 25n, netProfitMinor: 20n });
  });
});

describe('paying out a month', () => {
  const pool = struck(
    inCash(
      fundedPool(testPool({ performanceFeeE9: 200_000_000n, lockUpMs: 900 * DAY_MS }), {
        a: 100n * UNIT,
        b: 100n * UNIT,
      }),
    ),
    31,
    { venueEquityMinor: 50n * UNIT },
  ).pool;
  const choice = (holder: string, rest: Partial<PayOutChoice> = {}): PayOutChoice => ({
    holder,
    netProfitMinor: 20n * UNIT,
    choice: 'pay-out',
    ...rest,
  });
  const balanceOf = (of: typeof pool, holder: string) =>
    balancesOf(of).find((balance) => balance.holder === holder)!.balanceMinor;

  it('pays the net profit of who chose so, and moves nothing of who reinvests', () => {
    const { pool: after, movements, feeEvents } = payOutMonth(pool, [choice('a'), choice('b', { choice: 'reinvest' })]);
    expect(movements).toEqual([
      { reason: 'distribution', from: 'capital', to: 'wallet', minor: 20n * UNIT, holder: 'a' },
    ]);
    expect(feeEvents).toEqual([]);
    expect([balanceOf(pool, 'a'), balanceOf(after, 'a')]).toEqual([120n * UNIT, 100n * UNIT]);
    expect(balanceOf(after, 'b')).toBe(120n * UNIT);
    expect(after.navMinor).toBe(pool.navMinor - 20n * UNIT);
  });
  it('N19 books the share of a frozen or deleted account as unclaimed; nothing is lost', () => {
    const { movements } = payOutMonth(pool, [
      choice('a', { standing: 'frozen' }),
      choice('b', { standing: 'deleted', choice: 'reinvest' }),
    ]);
    expect(movements.map(({ to, minor, holder }) => [holder, to, minor])).toEqual([
      ['a', 'unclaimed', 20n * UNIT],
      ['b', 'unclaimed', 20n * UNIT],
    ]);
  });
  it('N19 pays redemptions of a frozen account to its unclaimed share, and keeps its subscriptions waiting', () => {
    const free = inCash(fundedPool(testPool(), { a: 100n * UNIT }));
    const { dealt, waiting, refused, movements } = struck(free, 2, {
      venueEquityMinor: 0n,
      requests: [
        redeemAll('r', 'a', { requestedAtMs: dayMs(1) }),
        subscribe('s', UNIT, { holder: 'a' }),
        subscribe('d', UNIT),
      ],
      standings: new Map([
        ['a', 'frozen'],
        ['d', 'deleted'],
      ]),
    });
    expect(dealt).toMatchObject([{ payTo: 'unclaimed', cashMinor: 100n * UNIT }]);
    expect(waiting).toMatchObject([{ why: 'account-frozen' }]);
    expect(refused).toMatchObject([{ why: 'account-deleted' }]);
    expect(movements.map(({ to, minor }) => [to, minor])).toEqual([
      ['unclaimed', UNIT],
      ['unclaimed', 100n * UNIT],
    ]);
  });
  it('N18 pays in proportion when cash is short, and leaves the rest invested', () => {
    const short = sendToVenue(pool, pool.cashMinor - 10n * UNIT - 1n);
    const { paid, pool: after } = payOutMonth(short, [choice('b'), choice('a')]);
    expect(paid.map(({ holder, paidMinor, gatedMinor }) => [holder, paidMinor, gatedMinor])).toEqual([
      ['a', 5n * UNIT + 1n, 15n * UNIT - 1n],
      ['b', 5n * UNIT, 15n * UNIT],
    ]);
    expect(after.cashMinor).toBe(0n);
  });
  it('pays nothing for a loss, and never more than is held', () => {
    expect(payOutMonth(pool, [choice('a', { netProfitMinor: -1n })]).paid).toEqual([]);
    const [paid] = payOutMonth(pool, [choice('a', { netProfitMinor: 130n * UNIT })]).paid;
    expect(paid!.paidMinor).toBeLessThanOrEqual(120n * UNIT);
  });
  it('is for an open, struck pool and distinct accounts', () => {
    expect(() => payOutMonth(testPool(), [])).toThrow('strike');
    expect(() => payOutMonth(pool, [choice('a'), choice('a')])).toThrow('once');
  });
});

describe('returns', () => {
  it('link stretches between flows, so that a deposit is no profit', () => {
    // 100 -> 110, 90 paid in, 200 -> 180: 1.1 x 0.9 - 1 = -1 %, though the percentages add up to 0.
    const growth = linkGrowth([
      { openingMinor: 100n, closingMinor: 110n },
      { openingMinor: 200n, closingMinor: 180n },
    ]);
    expect(returnE12(growth)).toBe(-10_000_000_000n);
  });
  it('of a pool are those of its price, whatever came and went', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.bigInt(1n, 10n ** 9n), fc.bigInt(1n, 10n ** 9n))), (steps) => {
        const stretches = steps.map(([openingMinor, closingMinor]) => ({ openingMinor, closingMinor }));
        const { numerator, denominator } = linkGrowth(stretches);
        const straight = steps.reduce((product, [, closing]) => product * closing, 1n);
        const base = steps.reduce((product, [opening]) => product * opening, 1n);
        return numerator * base === straight * denominator;
      }),
    );
  });
  it('of nothing are none, and a total loss stays one', () => {
    expect(growthOf({ openingMinor: 0n, closingMinor: 5n })).toBeNull();
    const lost = linkGrowth([
      { openingMinor: 5n, closingMinor: 0n },
      { openingMinor: 0n, closingMinor: 0n },
      { openingMinor: 7n, closingMinor: 9n },
    ]);
    expect(returnE12(lost)).toBe(-1_000_000_000_000n);
  });
  it('are rounded down when shown', () => {
    expect(returnE12({ numerator: 4n, denominator: 3n })).toBe(333_333_333_333n);
    expect(returnE12({ numerator: 2n, denominator: 3n })).toBe(-333_333_333_334n);
  });
});

describe('reading an amount', () => {
  it.each([
    ['1.5', 6, 1_500_000n],
    ['-0.07', 2, -7n],
    ['9007199254740993', 0, 9_007_199_254_740_993n],
    ['1.999', 2, 199n],
    ['1,000', 2, null],
    [' 1', 2, null],
    ['.5', 2, null],
    ['Infinity', 2, null],
  ])('N16 reads %j with %d places as %s', (text, exponent, minor) => {
    expect(parseMinor(text, exponent)).toBe(minor);
  });
});
