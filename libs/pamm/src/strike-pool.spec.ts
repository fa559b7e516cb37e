import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { balancesOf } from './balances.ts';
import { reopenPool, sendToVenue, type Pool } from './pool.ts';
import type { PoolRequest } from './requests.ts';
import { PRICE_ONE_E12 } from './scale.ts';
import { strikePool } from './strike-pool.ts';
import type { StrikeOrder, StrikeOutcome } from './strike-order.ts';
import { DAY_MS, fundedPool, inCash, redeemAll, START_MS, struck, subscribe, testPool } from './testing/test-pool.ts';

const UNIT = 1_000_000n;
const dayMs = (day: number): number => START_MS + day * DAY_MS;
const outcomeOf = (pool: Pool, order: Partial<StrikeOrder> = {}): StrikeOutcome =>
  strikePool(pool, {
    atMs: dayMs(2),
    venueEquityMinor: pool.venueMinor,
    markedAtMs: dayMs(2),
    requests: [],
    ...order,
  });
const refusalOf = (outcome: StrikeOutcome): string => (outcome.ok ? 'struck' : outcome.refusal.code);
const sum = fc.bigInt(1n, 10n ** 15n);
const cashOf = (minor: bigint): PoolRequest => subscribe('in', minor);

describe('dealing', () => {
  it('issues the first units at 1', () => {
    const { pool, dealt } = struck(testPool(), 1, { requests: [cashOf(250n * UNIT)] });
    expect(dealt).toMatchObject([{ units: 250n * 10n ** 12n, priceE12: PRICE_ONE_E12 }]);
    expect(pool).toMatchObject({ priceE12: PRICE_ONE_E12, navMinor: 250n * UNIT, cashMinor: 250n * UNIT });
  });

  it('N3 gives back no more than was put in, at any price and currency', () => {
    fc.assert(
      fc.property(
        fc.record({ others: sum, equity: sum, cash: sum, exponent: fc.constantFrom(0, 2, 6, 8, 18) }),
        ({ others, equity, cash, exponent }) => {
          const pool = fundedPool(testPool({}, { exponent }), { others });
          const joined = struck(pool, 2, { venueEquityMinor: equity, requests: [cashOf(cash)] });
          if (joined.dealt.length === 0) return joined.movements.some(({ reason }) => reason === 'subscription-refund');
          const requests = [redeemAll('out', 'in', { requestedAtMs: dayMs(2) })];
          const [left] = struck(joined.pool, 3, { requests }).dealt;
          // At most a millionth and one minor unit is lost to rounding; see UNITS_STEP_MIN and PRICE_STEP_MIN.
          return left!.cashMinor <= cash && left!.cashMinor >= cash - cash / 10n ** 6n - 2n;
        },
      ),
    );
  });

  it('N3 gives money back instead of issuing at a price of which a step is more than a millionth', () => {
    const fallen = fundedPool(testPool({}, { exponent: 0 }), { others: 1_000_002n });
    const { dealt, refused } = struck(fallen, 2, { venueEquityMinor: 1n, requests: [cashOf(10n ** 12n)] });
    expect(dealt).toEqual([]);
    expect(refused).toMatchObject([{ why: 'price-too-low' }]);
  });

  it('N3 changes nothing when a deposit is split in two', () => {
    fc.assert(
      fc.property(fc.bigInt(10n, 10n ** 12n), fc.bigInt(10n, 10n ** 12n), fc.bigInt(1n, 10n ** 12n), (a, b, equity) => {
        const pool = fundedPool(testPool(), { others: 77n * UNIT });
        const order = { venueEquityMinor: equity };
        const whole = struck(pool, 2, { ...order, requests: [cashOf(a + b)] });
        const split = struck(pool, 2, {
          ...order,
          requests: [subscribe('a', a, { holder: 'in' }), subscribe('b', b, { holder: 'in' })],
        });
        return whole.pool.units === split.pool.units || split.refused.length > 0;
      }),
    );
  });

  it('N2 does not depend on the order of the requests', () => {
    const pool = inCash(fundedPool(testPool({ performanceFeeE9: 200_000_000n }), { a: 100n * UNIT, b: 50n * UNIT }));
    const short = sendToVenue(pool, 100n * UNIT);
    const requests = [
      redeemAll('r1', 'a', { requestedAtMs: dayMs(1) }),
      redeemAll('r2', 'b', { requestedAtMs: dayMs(1) }),
      subscribe('s1', 3n * UNIT),
      subscribe('s2', 2n * UNIT, { holder: 's1' }),
    ];
    const order = { venueEquityMinor: 150n * UNIT };
    const first = struck(short, 2, { ...order, requests });
    fc.assert(
      fc.property(fc.shuffledSubarray(requests, { minLength: 4 }), (shuffled) => {
        expect(struck(short, 2, { ...order, requests: shuffled })).toEqual(first);
      }),
    );
  });

  it('takes a redemption from the oldest lot first', () => {
    const joined = struck(fundedPool(testPool(), { a: 100n * UNIT }), 2, {
      requests: [subscribe('second', 100n * UNIT, { holder: 'a' })],
    });
    const requests = [
      { ...redeemAll('r', 'a', { requestedAtMs: dayMs(2) }), ask: 'cash' as const, quantity: 120n * UNIT },
    ];
    const { pool } = struck(inCash(joined.pool), 3, { venueEquityMinor: 0n, requests });
    expect(pool.lots.map(({ lotId, units, paidInMinor }) => [lotId, units, paidInMinor])).toEqual([
      ['second', 80n * 10n ** 12n, 80n * UNIT],
    ]);
  });

  it('holds back what is locked or under notice, and deals it later without being asked again', () => {
    const terms = { lockUpMs: 10 * DAY_MS, noticeMs: 2 * DAY_MS };
    const pool = inCash(fundedPool(testPool(terms), { a: 100n * UNIT }));
    const request = redeemAll('r', 'a', { requestedAtMs: dayMs(10.5) });
    const whyAt = (day: number) =>
      struck(pool, day, { venueEquityMinor: 0n, requests: [request] }).waiting.map(({ why }) => why);
    expect([whyAt(10.8), whyAt(12)]).toEqual([['locked'], ['notice']]);
    expect(struck(pool, 12.5, { venueEquityMinor: 0n, requests: [request] }).dealt).toMatchObject([
      { cashMinor: 100n * UNIT },
    ]);
  });

  it('sells only lots that were held when asking', () => {
    const joined = struck(fundedPool(testPool(), { a: 100n * UNIT }), 3, {
      requests: [subscribe('later', 40n * UNIT, { holder: 'a' })],
    });
    const requests = [redeemAll('r', 'a', { requestedAtMs: dayMs(2) })];
    const { dealt, pool } = struck(inCash(joined.pool), 4, { venueEquityMinor: 0n, requests });
    expect(dealt).toMatchObject([{ cashMinor: 100n * UNIT }]);
    expect(pool.lots.map(({ lotId }) => lotId)).toEqual(['later']);
  });
  it('refuses who asks for more than there is with what there is', () => {
    const pool = inCash(fundedPool(testPool(), { a: 100n * UNIT }));
    const ask = (quantity: bigint, holder: string): PoolRequest => ({
      ...redeemAll(`r${quantity}${holder}`, holder, { requestedAtMs: dayMs(1) }),
      ask: 'cash',
      quantity,
    });
    const { dealt, refused } = struck(pool, 2, {
      venueEquityMinor: 0n,
      requests: [ask(1_000n * UNIT, 'a'), ask(1n, 'stranger')],
    });
    expect(dealt).toMatchObject([{ holder: 'a', cashMinor: 100n * UNIT }]);
    expect(refused).toMatchObject([{ request: { holder: 'stranger' }, why: 'nothing-held' }]);
  });

  it('gives money back below the least investment, except to who is in already', () => {
    const pool = fundedPool(testPool({ investmentMinMinor: 50n * UNIT }), { a: 100n * UNIT });
    const requests = [subscribe('a2', 1n * UNIT, { holder: 'a' }), subscribe('b', 49n * UNIT)];
    const { dealt, refused, movements } = struck(pool, 2, { requests });
    expect(dealt.map(({ holder }) => holder)).toEqual(['a']);
    expect(refused).toMatchObject([{ why: 'below-minimum' }]);
    expect(movements).toContainEqual({
      reason: 'subscription-refund',
      from: 'pending',
      to: 'wallet',
      minor: 49n * UNIT,
      holder: 'b',
      requestId: 'b',
    });
  });

  it('sweeps to the rounding account what is left when the last unit is gone, and starts again at 1', () => {
    const pool = struck(inCash(fundedPool(testPool(), { a: 3n * UNIT })), 2, { venueEquityMinor: 1n }).pool;
    const gone = struck(inCash(pool), 3, {
      venueEquityMinor: 0n,
      requests: [redeemAll('r', 'a', { requestedAtMs: dayMs(2) })],
    });
    expect(gone.pool).toMatchObject({ units: 0n, navMinor: 0n, cashMinor: 0n });
    expect(gone.movements.filter(({ reason }) => reason === 'rounding').length).toBeLessThanOrEqual(1);
    expect(struck(gone.pool, 4, { requests: [cashOf(5n * UNIT)] }).pool.priceE12).toBe(PRICE_ONE_E12);
  });

  it('gives the first buyer nothing of what an empty pool still has: it is the manager’s', () => {
    const { pool } = struck(testPool(), 1, { venueEquityMinor: 7n * UNIT, requests: [cashOf(10n * UNIT)] });
    expect(balancesOf(pool).map(({ holder, balanceMinor }) => [holder, balanceMinor])).toEqual([
      ['in', 10n * UNIT],
      ['manager', 7n * UNIT],
    ]);
  });
});

describe('what a strike needs', () => {
  const pool = fundedPool(testPool(), { a: 100n * UNIT });

  it('N4 loses a victim at most a millionth to somebody who drives up the price of few units', () => {
    const attacked = fundedPool(testPool(), { attacker: 1n });
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 15n), fc.bigInt(1n, 10n ** 13n), (gift, cash) => {
        const joined = struck(attacked, 2, { venueEquityMinor: 1n + gift, requests: [subscribe('victim', cash)] });
        const holding = balancesOf(joined.pool).find(({ holder }) => holder === 'victim');
        const refunded = joined.movements.some(({ reason }) => reason === 'subscription-refund');
        return refunded ? !holding : holding!.balanceMinor >= cash - cash / 10n ** 6n - 2n;
      }),
    );
  });
  it('N4 opens no pool with less than its opening minimum', () => {
    const opening = testPool({}, { openingMinMinor: 100n * UNIT });
    const small = struck(opening, 1, { requests: [cashOf(99n * UNIT)] });
    expect(small.waiting).toMatchObject([{ why: 'opening-minimum' }]);
    expect(small.pool.units).toBe(0n);
    expect(struck(opening, 1, { requests: [cashOf(100n * UNIT)] }).dealt).toHaveLength(1);
  });
  it('N5 deals only what was asked for before the cut-off, at a later price', () => {
    const at = (requestedAtMs: number) => subscribe(`s${requestedAtMs}`, UNIT, { requestedAtMs });
    const early = dayMs(2) - 1;
    const { dealt, waiting } = struck(pool, 2, {
      venueEquityMinor: 200n * UNIT,
      requests: [at(early), at(early + 1), at(early + 2)],
    });
    expect(dealt).toMatchObject([{ requestId: `s${early}`, priceE12: 2n * PRICE_ONE_E12 }]);
    expect(waiting.map(({ why }) => why)).toEqual(['after-cut-off', 'after-cut-off']);
    expect(() => struck(pool, 2, { cutOffMs: dayMs(2) + 1, requests: [at(1)] })).toThrow('cut-off');
  });
  it('N5 strikes nothing while venue and books differ, or an order’s outcome is unknown', () => {
    expect(refusalOf(outcomeOf(pool, { differences: 1 }))).toBe('not-reconciled');
  });
  it.each([
    ['mark-missing', null],
    ['mark-stale', dayMs(2) - 3_600_001],
    ['mark-stale', dayMs(2) + 1],
    ['struck', dayMs(2) - 3_600_000],
  ])('N6 answers %s to a mark at %s', (code, markedAtMs) => {
    expect(refusalOf(outcomeOf(pool, { markedAtMs }))).toBe(code);
  });
  it.each([
    ['struck', '100', dayMs(2)],
    ['struck', '100.000001', dayMs(2)],
    ['claim-off', '100.000002', dayMs(2)],
    ['claim-off', '1000', dayMs(2)],
    ['claim-off', '-100', dayMs(2)],
    ['claim-unreadable', 'NaN', dayMs(2)],
    ['claim-unreadable', '1e2', dayMs(2)],
    ['claim-unreadable', '', dayMs(2)],
    ['claim-stale', '100', dayMs(1)],
    ['claim-stale', '100', dayMs(2) + 1],
    ['claim-stale', '100', NaN],
  ])('N9 answers %s to an outside claim of %s as of %s', (code, navText, asOfMs) => {
    expect(refusalOf(outcomeOf(pool, { claim: { navText, asOfMs }, claimToleranceMinor: 1n }))).toBe(code);
  });
  it('N14 books a result that comes late in the next strike; an old one cannot be made again', () => {
    const closed = struck(pool, 31, { venueEquityMinor: 110n * UNIT });
    const late = struck(closed.pool, 32, { venueEquityMinor: 113n * UNIT });
    expect(late.movements).toMatchObject([{ reason: 'trading-pnl', minor: 3n * UNIT }]);
    expect(refusalOf(outcomeOf(closed.pool, { atMs: dayMs(31), markedAtMs: dayMs(31) }))).toBe('not-newer');
  });
  it('takes every request once', () => {
    expect(() => struck(pool, 2, { requests: [cashOf(1n), cashOf(1n)] })).toThrow('once');
  });
});

describe('N7 a total loss', () => {
  const terms = { performanceFeeE9: 200_000_000n, managementFeeE9: 20_000_000n };
  const pool = fundedPool(testPool(terms), { a: 100n * UNIT, b: 50n * UNIT });
  const lost = struck(pool, 40, {
    venueEquityMinor: -7n * UNIT,
    requests: [cashOf(5n * UNIT), redeemAll('out', 'a')],
  });

  it('N7 closes the pool, gives waiting money back, pays and charges nobody', () => {
    expect(lost.pool).toMatchObject({ status: 'closed', navMinor: 0n, priceE12: 0n });
    expect(lost.refused.map(({ why }) => why)).toEqual(['pool-closed', 'pool-closed']);
    expect(lost.dealt).toEqual([]);
    expect(lost.movements).toEqual([
      { reason: 'trading-pnl', from: 'capital', to: 'trading-pnl', minor: 150n * UNIT },
      {
        reason: 'subscription-refund',
        from: 'pending',
        to: 'wallet',
        minor: 5n * UNIT,
        holder: 'in',
        requestId: 'in',
      },
    ]);
    expect(lost.shortfallMinor).toBe(7n * UNIT);
    expect(balancesOf(lost.pool).map(({ balanceMinor }) => balanceMinor)).toEqual([0n, 0n]);
  });
  it('N7 strikes no closed pool; re-opened, it is a new series at 1', () => {
    expect(refusalOf(outcomeOf(lost.pool, { atMs: dayMs(41), markedAtMs: dayMs(41) }))).toBe('pool-closed');
    const again = struck(reopenPool(lost.pool), 41, { venueEquityMinor: 0n, requests: [cashOf(5n * UNIT)] });
    expect(again.pool).toMatchObject({ series: 2, units: 5n * 10n ** 12n, navMinor: 5n * UNIT });
  });
  it('N7 books what is too little to be priced to the rounding account', () => {
    const many = fundedPool(testPool({}, { exponent: 18 }), { a: 10n ** 15n * 10n ** 18n });
    const { pool: closed, movements } = struck(many, 2, { venueEquityMinor: 999n });
    expect(closed).toMatchObject({ status: 'closed', navMinor: 0n });
    expect(movements).toEqual([
      { reason: 'trading-pnl', from: 'capital', to: 'trading-pnl', minor: 10n ** 33n - 999n },
      { reason: 'rounding', from: 'capital', to: 'rounding', minor: 999n },
    ]);
  });
  it('N7 leaves the manager of the accrued fee only what is there', () => {
    const owed = struck(pool, 20).pool;
    const { movements, pool: closed } = struck(owed, 21, { venueEquityMinor: 1_000n });
    expect(closed.status).toBe('closed');
    const paid = movements.filter(({ to }) => to === 'fees-accrued');
    expect(paid).toEqual([]);
    expect(movements[0]).toMatchObject({ reason: 'management-fee-waived', to: 'capital' });
  });
});

describe('N18 more asked for than there is cash', () => {
  const pool = fundedPool(testPool({ performanceFeeE9: 200_000_000n }), { a: 100n * UNIT, b: 50n * UNIT });
  const short = sendToVenue(pool, -31n * UNIT);
  const requests = ['a', 'b'].map((holder) => redeemAll(`r-${holder}`, holder, { requestedAtMs: dayMs(1) }));
  const gate = struck(short, 2, { requests });

  it('N18 pays all in proportion to the last minor unit, without an overdraft', () => {
    expect(gate.dealt.map(({ cashMinor }) => cashMinor)).toEqual([20_666_667n, 10_333_333n]);
    expect(gate.pool.cashMinor).toBe(0n);
    expect(gate.gated.map(({ requestId }) => requestId)).toEqual(['r-a', 'r-b']);
  });
  it('N18 pays the rest when there is cash again, at the price of then', () => {
    const later = struck(sendToVenue(gate.pool, -119n * UNIT), 3, {
      venueEquityMinor: 11_900_000n,
      requests: gate.gated,
    });
    expect(later.gated).toHaveLength(2);
    const last = struck(inCash(later.pool), 4, { venueEquityMinor: 0n, requests: later.gated });
    expect(last.gated).toEqual([]);
    expect(last.pool.lots.map(({ holder }) => holder)).toEqual(['manager']);
  });
  it('N18 pays the accrued management fee only from what leavers left', () => {
    const owing = fundedPool(testPool({ managementFeeE9: 20_000_000n }), { a: 100n * UNIT });
    const asks = [redeemAll('r', 'a', { requestedAtMs: dayMs(1) })];
    const gated = struck(sendToVenue(owing, -10n * UNIT), 40, { requests: asks });
    expect(gated.movements.map(({ reason }) => reason)).toEqual(['management-fee', 'redemption']);
  });
});

describe('N16 sizes', () => {
  it.each([
    ['JPY', 0, 10n ** 15n],
    ['USDT', 6, 9_007_199_254_740_993n],
    ['ETH', 18, 123_456_789n * 10n ** 18n + 1n],
  ])('N16 keeps %s with %d decimal places exact beyond 2^53', (currency, exponent, cash) => {
    const pool = fundedPool(testPool({}, { currency, exponent }), { a: cash, b: 3n * cash });
    const grown = struck(pool, 2, { venueEquityMinor: 8n * cash + 1n });
    expect(balancesOf(grown.pool).reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n)).toBe(8n * cash + 1n);
    const { dealt } = struck(inCash(grown.pool), 3, {
      venueEquityMinor: 0n,
      requests: [redeemAll('r', 'b', { requestedAtMs: dayMs(2) })],
    });
    expect(dealt[0]!.cashMinor).toBeLessThanOrEqual(6n * cash + 1n);
    expect(dealt[0]!.cashMinor).toBeGreaterThanOrEqual(6n * cash - cash / 10n ** 11n - 1n);
  });
});
