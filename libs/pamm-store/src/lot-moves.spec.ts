import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openPool, strikePool, type Pool, type PoolRequest } from '@orbiquant/pamm';
import { lotMovesOf } from './lot-moves.ts';
import { e12Of, e12Text, scaledOf, scaledText } from './scaled.ts';

const START_MS = 1_767_225_600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const newPool = (): Pool =>
  openPool({
    poolId: 'pool',
    currency: 'USDT',
    exponent: 6,
    managerId: 'house',
    openedAtMs: START_MS,
    stakeMinor: 1_000_000_000n,
    terms: {
      investmentMinMinor: 0n,
      performanceFeeE9: 200_000_000n,
      managementFeeE9: 10_000_000n,
      hurdleE9: 0n,
      lockUpMs: 0,
      noticeMs: 0,
      status: 'open',
      crystallisation: 'monthly',
    },
  });

type Step = { moveBps: number; holder: number; ask: 'in' | 'out' | 'all'; cash: number; days: number };
const step: fc.Arbitrary<Step> = fc.record({
  moveBps: fc.integer({ min: -900, max: 1_000 }),
  holder: fc.nat(3),
  ask: fc.constantFrom('in', 'in', 'out', 'all'),
  cash: fc.integer({ min: 1, max: 1_000_000_000 }),
  days: fc.integer({ min: 1, max: 20 }),
});

describe('moves of lots', () => {
  it('a lot is the sum of its moves after any history of gains, fees, entries and exits', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const kept = new Map<string, { units: bigint; paidIn: bigint; markE12: bigint }>();
        let pool = newPool();
        apply(kept, { ...pool, lots: [] }, { pool, feeEvents: [] });
        let atMs = START_MS;
        for (const [index, { moveBps, holder, ask, cash, days }] of steps.entries()) {
          const request = requestOf({ index, holder, ask, cash, atMs });
          atMs += days * DAY_MS;
          const venueEquityMinor = pool.venueMinor + (pool.venueMinor * BigInt(moveBps)) / 10_000n;
          const outcome = strikePool(pool, { atMs, venueEquityMinor, markedAtMs: atMs, requests: [request] });
          if (!outcome.ok) throw new Error(outcome.refusal.detail);
          apply(kept, pool, outcome);
          pool = outcome.pool;
        }
        const lots = new Map(
          pool.lots.map(({ lotId, units, paidInMinor: paidIn, markE12 }) => [lotId, { units, paidIn, markE12 }]),
        );
        expect(new Map([...kept].filter(([, { units }]) => units > 0n))).toEqual(lots);
        expect([...kept.values()].filter(({ units }) => units < 0n)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('figures go to the database and back unchanged', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }),
        fc.integer({ min: 1, max: 24 }),
        (value, places) => {
          expect(scaledOf(scaledText(value, places), places)).toBe(value);
        },
      ),
    );
    expect(e12Text(-1n)).toBe('-0.000000000001');
    expect(e12Of('0.5')).toBe(500_000_000_000n);
  });
});

type Kept = Map<string, { units: bigint; paidIn: bigint; markE12: bigint }>;
type Outcome = { pool: Pool; feeEvents: Parameters<typeof lotMovesOf>[0]['feeEvents'] };

function apply(kept: Kept, before: Pool, { pool: after, feeEvents }: Outcome): void {
  for (const { lot, units, paidInMinor, cause } of lotMovesOf({ before, after, feeEvents, burnt: 'redeem' })) {
    const known = kept.get(lot.lotId) ?? { units: 0n, paidIn: 0n, markE12: 0n };
    expect(cause === 'mark' ? units === 0n : units !== 0n).toBe(true);
    kept.set(lot.lotId, { units: known.units + units, paidIn: known.paidIn + paidInMinor, markE12: lot.markE12 });
  }
}

type Asked = { index: number; holder: number; ask: Step['ask']; cash: number; atMs: number };

function requestOf({ index, holder, ask, cash, atMs }: Asked): PoolRequest {
  const who = { requestId: `r${index}`, holder: `h${holder}`, requestedAtMs: atMs };
  if (ask === 'in') return { ...who, kind: 'subscribe', cashMinor: BigInt(cash) };
  return { ...who, kind: 'redeem', ask: ask === 'all' ? 'all' : 'cash', quantity: BigInt(cash) };
}
