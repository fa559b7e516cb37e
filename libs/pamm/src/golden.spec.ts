import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { balancesOf } from './balances.ts';
import type { Lot } from './lot.ts';
import { accruedFeeMinor } from './performance-fee.ts';
import type { Pool } from './pool.ts';
import { PRICE_ONE_E12, UNIT_E12 } from './scale.ts';
import { fundedPool, inCash, plainTerms, redeemAll, START_MS, struck, testPool } from './testing/test-pool.ts';

const GOLDEN = 'golden/pamm/pamm_examples.json';
const UNIT = 1_000_000n;
const minor = (units: number): bigint => BigInt(Math.round(units * 1_000_000));
const pct = (percent: number): bigint => BigInt(percent) * 10_000_000n;

type Golden = { id: string; expected: Record<string, number & number[]> & number[][] };

describeWithShared('the published examples', GOLDEN, () => {
  const examples = JSON.parse(readFileSync(sharedPath(GOLDEN), 'utf8')) as Golden[];
  const expectedOf = (id: string): Golden['expected'] => examples.find((example) => example.id === id)!.expected;
  const balanceOf = (pool: Pool, holder: string): bigint =>
    balancesOf(pool).find((balance) => balance.holder === holder)?.balanceMinor ?? 0n;
  const worth = (pool: Pool, equity: number, order = {}) =>
    struck(pool, 40, { venueEquityMinor: minor(equity), ...order });

  it('pro-rata+fee: 600 of the manager and 400 of an investor grow to 3,000 with a fee of 20 %', () => {
    const expected = expectedOf('pro-rata+fee');
    const pool = fundedPool(testPool({ performanceFeeE9: pct(20) }), { manager: 600n * UNIT, investor: 400n * UNIT });
    const { pool: after, feeEvents } = worth(pool, 3_000);
    expect(feeEvents.map(({ feeMinor }) => feeMinor)).toEqual([minor(expected['fee']!)]);
    expect(balanceOf(after, 'investor')).toBe(minor(expected['investorFinal']!));
    expect(balanceOf(after, 'manager')).toBe(minor(expected['managerFinal']!));
    expect(balanceOf(after, 'investor') + minor(expected['fee']!) - 400n * UNIT).toBe(
      minor(expected['investorProfit']!),
    );
  });

  it('3-investors: 2,000, 3,000 and 5,000 share 10 % with a fee of 20 %', () => {
    const expected = expectedOf('3-investors');
    const paidIn = { a: 2_000n * UNIT, b: 3_000n * UNIT, c: 5_000n * UNIT };
    const { pool, feeEvents } = worth(fundedPool(testPool({ performanceFeeE9: pct(20) }), paidIn), 11_000);
    const net = Object.entries(paidIn).map(([holder, cash]) => balanceOf(pool, holder) - cash);
    const fees = feeEvents.map(({ feeMinor }) => feeMinor);
    expect(fees).toEqual(expected['fee']!.map(minor));
    expect(net).toEqual(expected['net']!.map(minor));
    expect(net.map((each, index) => each + fees[index]!)).toEqual(expected['gross']!.map(minor));
    expect(balanceOf(pool, 'manager')).toBe(minor(expected['managerFee']!));
  });

  it('2-investors-no-fee-split: 600 and 400 share 1,000, with and without a fee of 10 %', () => {
    const expected = expectedOf('2-investors-no-fee-split');
    const paidIn = { a: 600n * UNIT, b: 400n * UNIT };
    const { pool } = worth(fundedPool(testPool(), paidIn), 2_000);
    expect([balanceOf(pool, 'a') - paidIn.a, balanceOf(pool, 'b') - paidIn.b]).toEqual(
      expected['grossSplit']!.map(minor),
    );
    const { feeEvents } = worth(fundedPool(testPool({ performanceFeeE9: pct(10) }), paidIn), 2_000);
    expect(feeEvents.map(({ feeMinor }) => feeMinor)).toEqual(expected['fee10pctDerived']!.map(minor));
  });

  it('unit-NAV-HWM: 1.05, 1.02, 1.065 pay 0.01, nothing, 0.005 per unit', () => {
    const original = 1_000n * UNIT;
    let pool = fundedPool(testPool({ performanceFeeE9: pct(20) }), { investor: original });
    const rows = [1.05, 1.02, 1.065].map((gross, index) => {
      const before = balanceOf(pool, 'investor');
      const equity = (pool.venueMinor * minor(gross) * 1_000n) / before;
      const { pool: after, feeEvents } = struck(pool, 40 + index, { venueEquityMinor: equity, crystallise: true });
      pool = after;
      const feeMinor = feeEvents[0]?.feeMinor ?? 0n;
      return [gross, feeMinor, balanceOf(after, 'investor')];
    });
    const expected = examples.find(({ id }) => id === 'unit-NAV-HWM')!.expected as number[][];
    const perUnit = expected.map(([gross, fee, net]) => [gross, minor(fee! * 1_000), minor(net! * 1_000)]);
    rows.forEach(([gross, fee, net], index) => {
      const [wantGross, wantFee, wantNet] = perUnit[index]!;
      expect(gross).toBe(wantGross);
      expect(within(fee as bigint, wantFee as bigint, 1n)).toBe(true);
      expect(within(net as bigint, wantNet as bigint, 1n)).toBe(true);
    });
  });

  it('account-HWM-with-withdrawal: 50,000 with a fee of 30 %, 2,000 taken out after the first month', () => {
    const expected = expectedOf('account-HWM-with-withdrawal');
    const terms = { performanceFeeE9: pct(30) };
    const funded = fundedPool(testPool(terms), { investor: 50_000n * UNIT });
    const m1 = worth(funded, 55_000);
    const requestedAtMs = START_MS + 40 * 86_400_000;
    const leave = struck(inCash(m1.pool), 41, {
      requests: [
        redeemAll('fee', 'manager', { requestedAtMs }),
        { ...redeemAll('out', 'investor', { requestedAtMs }), ask: 'cash', quantity: 2_000n * UNIT },
      ],
      venueEquityMinor: 0n,
    });
    const m2 = struck(leave.pool, 70, { venueEquityMinor: -2_000n * UNIT, crystallise: true });
    const m3 = struck(m2.pool, 100, { venueEquityMinor: 2_000n * UNIT, crystallise: true });
    const fees = [m1, leave, m2, m3].flatMap(({ feeEvents }) => feeEvents.map(({ feeMinor }) => feeMinor));
    // The manager's redemption is rounded down by one minor unit, which stays with the investor.
    expect(within(balanceOf(leave.pool, 'investor'), minor(expected['m2OpeningAndHWM']!), 1n)).toBe(true);
    expect(within(balanceOf(m2.pool, 'investor'), minor(expected['m2Equity']!), 1n)).toBe(true);
    expect(within(m3.navBeforeFlowsMinor, minor(expected['m3Equity']!), 1n)).toBe(true);
    expect(fees).toHaveLength(2);
    expect(within(fees[0]!, minor(expected['m1Fee']!), 0n)).toBe(true);
    expect(within(fees[1]!, minor(expected['m3Fee']!), 1n)).toBe(true);
    expect(within(fees[0]! + fees[1]!, minor(expected['totalFees']!), 1n)).toBe(true);
    const profit = balanceOf(m3.pool, 'investor') + 2_000n * UNIT - 50_000n * UNIT;
    expect(within(profit, minor(expected['netProfit']!), 1n)).toBe(true);
  });

  it('cumulative-PnL-HWM: 15,000 / 25,000 / -5,000 / 10,000 pay on new highs alone', () => {
    const expected = expectedOf('cumulative-PnL-HWM');
    const cumulative = [15_000, 25_000, -5_000, 10_000];
    const capital = 100_000;
    const priceAt = (profit: number): bigint => (PRICE_ONE_E12 * BigInt(capital + profit)) / BigInt(capital);
    const feesAt = (percent: number): number[] =>
      cumulative.map((profit, index) => {
        const lot: Lot = { ...wholeLot, units: BigInt(capital) * UNIT_E12, markE12: priceAt(expected['HWM']![index]!) };
        const look = { priceE12: priceAt(profit), atMs: START_MS, exponent: 6 };
        return Number(accruedFeeMinor(lot, { ...plainTerms, performanceFeeE9: pct(percent) }, look) / UNIT);
      });
    const marks = cumulative.map((_, index) => Math.max(0, ...cumulative.slice(0, index)));
    expect(marks).toEqual(expected['HWM']);
    expect(feesAt(33)).toEqual(expected['fee33pct']);
    expect(feesAt(30)).toEqual(expected['fee30pct']);
  });
});

const wholeLot: Lot = {
  lotId: 'lot',
  holder: 'investor',
  units: UNIT_E12,
  markE12: PRICE_ONE_E12,
  markedAtMs: START_MS,
  issuedAtMs: START_MS,
  termsVersion: 1,
  paidInMinor: 0n,
};

const within = (found: bigint, wanted: bigint, off: bigint): boolean => found - wanted <= off && wanted - found <= off;
