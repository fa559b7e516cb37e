import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { balancesOf } from './balances.ts';
import type { Lot } from './lot.ts';
import { accruedManagementFeeMinor } from './management-fee.ts';
import { accruedFeeMinor, hurdledMarkE12 } from './performance-fee.ts';
import { announceTerms, type Pool } from './pool.ts';
import { PRICE_ONE_E12, UNIT_E12 } from './scale.ts';
import { DAY_MS, fundedPool, inCash, plainTerms, redeemAll, START_MS, struck, testPool } from './testing/test-pool.ts';

const UNIT = 1_000_000n;
const FEE = { performanceFeeE9: 200_000_000n };
const dayMs = (day: number): number => START_MS + day * DAY_MS;
const lot: Lot = {
  lotId: 'lot',
  holder: 'a',
  units: 1_000n * UNIT_E12,
  markE12: PRICE_ONE_E12,
  markedAtMs: START_MS,
  issuedAtMs: START_MS,
  termsVersion: 1,
  paidInMinor: 1_000n * UNIT,
};
const feesOf = (pool: Pool, day: number, equity: bigint): bigint[] =>
  struck(pool, day, { venueEquityMinor: equity, crystallise: true }).feeEvents.map(({ feeMinor }) => feeMinor);
const balanceOf = (pool: Pool, holder: string): bigint =>
  balancesOf(pool).find((balance) => balance.holder === holder)?.balanceMinor ?? 0n;

describe('the performance fee', () => {
  const pool = fundedPool(testPool(FEE), { a: 1_000n * UNIT });

  it('N8 taken twice is taken once', () => {
    const once = struck(pool, 31, { venueEquityMinor: 1_500n * UNIT });
    expect(once.feeEvents).toMatchObject([{ feeMinor: 100n * UNIT, why: 'month-end' }]);
    expect(feesOf(once.pool, 31.5, 1_500n * UNIT)).toEqual([]);
    expect(once.pool.units).toBe(pool.units);
  });
  it('N8 is not due again before a loss is recovered, and then on the new high alone', () => {
    let after = struck(pool, 31, { venueEquityMinor: 1_500n * UNIT, crystallise: true }).pool;
    after = struck(after, 32, { venueEquityMinor: 900n * UNIT, crystallise: true }).pool;
    expect(feesOf(after, 33, 1_500n * UNIT)).toEqual([]);
    // The investor holds 1,400 of 1,500: a tenth more is 140 of gain, 28 of fee. Units are rounded down: one minor off at most.
    const [fee] = feesOf(after, 33, 1_650n * UNIT);
    expect(28n * UNIT - fee!).toBeGreaterThanOrEqual(0n);
    expect(28n * UNIT - fee!).toBeLessThanOrEqual(1n);
  });
  it('N8 is the same after thirty daily looks and after one at the month’s end', () => {
    const daily = fc.array(fc.bigInt(500n * UNIT, 2_000n * UNIT), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(daily, (equities) => {
        let looked = pool;
        equities.forEach((venueEquityMinor, index) => {
          looked = struck(looked, 1.5 + index * 0.9, { venueEquityMinor, crystallise: false }).pool;
          balancesOf(looked);
        });
        const last = equities.at(-1)!;
        expect(feesOf(looked, 31, last)).toEqual(feesOf(pool, 31, last));
      }),
    );
  });
  it('is off the balance that is shown before it is taken, to the minor unit', () => {
    const shown = struck(pool, 20, { venueEquityMinor: 1_500n * UNIT }).pool;
    const taken = struck(shown, 31, { venueEquityMinor: 1_500n * UNIT }).pool;
    expect([balanceOf(shown, 'a'), balanceOf(taken, 'a')]).toEqual([1_400n * UNIT, 1_400n * UNIT]);
    expect([balanceOf(shown, 'manager'), balanceOf(taken, 'manager')]).toEqual([100n * UNIT, 100n * UNIT]);
  });
  it('N15 asks nobody to pay for gains made before joining', () => {
    const grown = struck(pool, 2, {
      venueEquityMinor: 2_000n * UNIT,
      requests: [{ kind: 'subscribe', requestId: 'b', holder: 'b', requestedAtMs: dayMs(1), cashMinor: 1_000n * UNIT }],
    }).pool;
    const { feeEvents } = struck(grown, 31, { venueEquityMinor: 2_000n * UNIT });
    expect(feeEvents.map(({ holder }) => holder)).toEqual(['a']);
  });
  it('is due in proportion on a redemption, and leaves the mark of the rest where it was', () => {
    const cash = inCash(struck(pool, 2, { venueEquityMinor: 1_500n * UNIT }).pool);
    const half = {
      ...redeemAll('r', 'a', { requestedAtMs: dayMs(2) }),
      ask: 'units' as const,
      quantity: pool.units / 2n,
    };
    const left = struck(cash, 3, { venueEquityMinor: 0n, requests: [half] });
    expect(left.feeEvents).toMatchObject([{ feeMinor: 50n * UNIT, why: 'redemption' }]);
    expect(within(left.dealt[0]!.cashMinor, 700n * UNIT)).toBe(true);
    expect(left.pool.lots[0]).toMatchObject({ units: pool.units / 2n, markE12: PRICE_ONE_E12 });
  });
  it('pays exactly the cash that was asked for, fee on top', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 1_300n * UNIT), fc.bigInt(300n * UNIT, 5_000n * UNIT), (quantity, equity) => {
        const cash = inCash(struck(pool, 2, { venueEquityMinor: equity }).pool);
        const ask = { ...redeemAll('r', 'a', { requestedAtMs: dayMs(2) }), ask: 'cash' as const, quantity };
        const [dealt] = struck(cash, 3, { venueEquityMinor: 0n, requests: [ask] }).dealt;
        const held = balanceOf(cash, 'a');
        return held >= quantity + 2n ? dealt!.cashMinor === quantity : dealt!.cashMinor <= held;
      }),
    );
  });
  it('conserves: what investors made and what managers were paid is what the fund made', () => {
    const joined = fundedPool(testPool({ ...FEE, managementFeeE9: 20_000_000n }), { a: 7n * UNIT, b: 11n * UNIT });
    const { pool: after, movements } = struck(joined, 40, { venueEquityMinor: 23_456_789n });
    const balances = balancesOf(after).reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n);
    const management = movements.find(({ reason }) => reason === 'management-fee')!.minor;
    expect(balances - 18n * UNIT + management).toBe(23_456_789n - 18n * UNIT);
  });
});

describe('the hurdle', () => {
  it('grows the mark by simple interest on 365 days, rounded up', () => {
    const year = { ...lot, markE12: PRICE_ONE_E12 };
    expect(hurdledMarkE12(year, 50_000_000n, START_MS + 365 * DAY_MS)).toBe(1_050_000_000_000n);
    expect(hurdledMarkE12(year, 50_000_000n, START_MS + 73 * DAY_MS)).toBe(1_010_000_000_000n);
    expect(hurdledMarkE12(year, 50_000_000n, START_MS + 1)).toBe(PRICE_ONE_E12 + 2n);
  });
  it('frees the return below it of fee, and only that', () => {
    const terms = { ...plainTerms, ...FEE, hurdleE9: 50_000_000n };
    const at = (priceE12: bigint) =>
      accruedFeeMinor(lot, terms, { priceE12, atMs: START_MS + 365 * DAY_MS, exponent: 6 });
    expect([at(1_049_999_999_999n), at(1_050_000_000_000n), at(1_150_000_000_000n)]).toEqual([0n, 0n, 20n * UNIT]);
  });
  it('starts again from the price and the day at which a fee was taken', () => {
    const pool = fundedPool(testPool({ ...FEE, hurdleE9: 365_000_000n }), { a: 1_000n * UNIT });
    const taken = struck(pool, 11, { venueEquityMinor: 1_110n * UNIT, crystallise: true });
    expect(taken.feeEvents).toMatchObject([{ feeMinor: 20n * UNIT }]);
    // Ten days at 0.1 % on a mark of 1.11 free 0.0111 a unit: a price of 1.1211 owes nothing, one step more does.
    const priced = (priceE12: bigint) =>
      accruedFeeMinor(
        { ...taken.pool.lots[0]!, units: 10n ** 30n },
        { ...plainTerms, ...FEE, hurdleE9: 365_000_000n },
        { priceE12, atMs: dayMs(21), exponent: 6 },
      );
    expect(priced(1_121_100_000_000n)).toBe(0n);
    expect(priced(1_121_100_000_001n)).toBeGreaterThan(0n);
  });
  it('counts on while no fee is taken', () => {
    const pool = fundedPool(testPool({ ...FEE, hurdleE9: 365_000_000n }), { a: 1_000n * UNIT });
    const below = struck(pool, 11, { venueEquityMinor: 1_005n * UNIT, crystallise: true });
    expect(below.feeEvents).toEqual([]);
    // Twenty days at 0.1 % a day free 20 of 30.
    expect(feesOf(below.pool, 21, 1_030n * UNIT)).toEqual([2n * UNIT]);
  });
});

describe('the management fee', () => {
  const terms = { managementFeeE9: 20_000_000n };
  const pool = fundedPool(testPool(terms), { a: 1_000n * UNIT + 1n });

  it('is 2 % of a steady pool after 365 days', () => {
    const { pool: after } = struck(pool, 366, { crystallise: false });
    expect(accruedManagementFeeMinor(after)).toBe(20n * UNIT);
    expect(after.navMinor).toBe(980n * UNIT + 1n);
  });
  it('N8 accrues the same in any number of steps, to the last fraction', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 29 * DAY_MS }), { maxLength: 40 }), (cuts) => {
        let split = pool;
        for (const cut of cuts.toSorted((a, b) => a - b))
          split = struck(split, 1 + cut / DAY_MS, {
            atMs: dayMs(1) + cut,
            markedAtMs: dayMs(1) + cut,
            crystallise: false,
          }).pool;
        const whole = struck(pool, 31).pool;
        expect(struck(split, 31).pool.feeNumerator).toBe(whole.feeNumerator);
      }),
    );
  });
  it('is paid monthly in cash, as far as there is cash, and the remainder is carried', () => {
    const [short, rich] = [pool, inCash(pool)].map((each) => struck(each, 40, { venueEquityMinor: each.venueMinor }));
    const paidBy = (movements: readonly { reason: string; minor: bigint }[]) =>
      movements.find(({ reason }) => reason === 'management-fee-paid')?.minor;
    expect(paidBy(short!.movements)).toBeUndefined();
    expect(paidBy(rich!.movements)).toBe((1_000n * UNIT * 2n * 39n) / (100n * 365n));
    expect(accruedManagementFeeMinor(rich!.pool)).toBe(0n);
    expect(rich!.pool.feeNumerator).toBeGreaterThan(0n);
  });
  it('changes its rate at the instant when new terms take effect', () => {
    const dearer = announceTerms(pool, { ...plainTerms, managementFeeE9: 40_000_000n }, dayMs(1));
    const { pool: after } = struck(dearer, 366, { crystallise: false });
    const minorYears = 1_000n * UNIT + 1n;
    expect(accruedManagementFeeMinor(after)).toBe((minorYears * (2n * 7n + 4n * 358n)) / (100n * 365n));
  });
});

const within = (found: bigint, wanted: bigint): boolean => found - wanted <= 1n && wanted - found <= 1n;
