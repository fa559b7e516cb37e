import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal, InvariantError } from '@orbiquant/kernel';
import { DEMO_BANK, kindOf, mayBeNegative, tradingPnlOf, walletOf } from './accounts.ts';
import { auditTransfer, balanceMismatches, startAudit } from './audit.ts';
import { chainHashOf, GENESIS_HASH, type BookedTransfer } from './chain.ts';
import { floorToMinor, toUnits } from './currency.ts';
import { contentHashOf, move, reverse, transfer, type Transfer } from './transfer.ts';

const user = (n: number): string => walletOf(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const pay = (minor: bigint, key = 'k'): Transfer =>
  move({ key, reason: 'demo-funding', memo: '', from: DEMO_BANK, to: user(1), currency: 'USDT', minor });

function book(transfers: readonly Transfer[]): BookedTransfer[] {
  let previousHash = GENESIS_HASH;
  return transfers.map((each, at) => {
    const unhashed = {
      ...each,
      transferId: `t${at}`,
      seq: BigInt(at + 1),
      bookedAtMs: at,
      contentHash: contentHashOf(each),
      previousHash,
    };
    previousHash = chainHashOf(unhashed);
    return { ...unhashed, hash: previousHash };
  });
}

describe('a transfer', () => {
  it('takes from one what it gives to the other', () => {
    expect(pay(5n).postings).toEqual([
      { account: user(1), currency: 'USDT', minor: 5n },
      { account: DEMO_BANK, currency: 'USDT', minor: -5n },
    ]);
  });
  it.each([
    [
      'that does not sum to zero',
      [
        { account: user(1), currency: 'USDT', minor: 1n },
        { account: DEMO_BANK, currency: 'USDT', minor: -2n },
      ],
    ],
    [
      'that sums to zero only across currencies',
      [
        { account: user(1), currency: 'USDT', minor: 1n },
        { account: DEMO_BANK, currency: 'USD', minor: -1n },
      ],
    ],
    ['with one posting', [{ account: user(1), currency: 'USDT', minor: 0n }]],
    [
      'that names an account twice',
      [
        { account: user(1), currency: 'USDT', minor: 1n },
        { account: user(1), currency: 'USDT', minor: -1n },
      ],
    ],
    [
      'to an account that the chart does not know',
      [
        { account: 'x', currency: 'USDT', minor: 1n },
        { account: DEMO_BANK, currency: 'USDT', minor: -1n },
      ],
    ],
  ])('%s is refused', (_name, postings) => {
    expect(() => transfer({ key: 'k', reason: 'demo-funding', memo: '', postings })).toThrow(InvariantError);
  });
  it('is undone by its reverse', () => {
    const sum = [...pay(7n).postings, ...reverse(pay(7n)).postings].reduce(
      (total, { minor, account }) => (account === DEMO_BANK ? total + minor : total),
      0n,
    );
    expect(sum).toBe(0n);
  });
  it('lets only outside accounts and trading results stand below zero', () => {
    expect(
      [user(1), DEMO_BANK, tradingPnlOf(user(2).slice(9, 45))].map((account) => mayBeNegative(kindOf(account))),
    ).toEqual([false, true, true]);
  });
});

describe('minor units', () => {
  it('N16: amounts beyond 2^53 and 18 decimals come back to the last digit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }),
        fc.constantFrom(0, 2, 6, 8, 18),
        (minor, exponent) => {
          expect(floorToMinor(toUnits(minor, exponent), exponent)).toBe(minor);
        },
      ),
    );
  });
  it('floor towards what the house owes less', () => {
    expect([floorToMinor(new Decimal('1.999'), 2), floorToMinor(new Decimal('-1.991'), 2)]).toEqual([199n, -200n]);
  });
});

describe('the audit', () => {
  const arbitrary = fc.array(
    fc.record({ to: fc.integer({ min: 1, max: 5 }), minor: fc.bigInt({ min: 1n, max: 10n ** 30n }) }),
    { minLength: 1, maxLength: 20 },
  );
  const chainOf = (steps: ReadonlyArray<{ to: number; minor: bigint }>): BookedTransfer[] =>
    book(
      steps.map(({ to, minor }, at) =>
        move({
          key: `k${at}`,
          reason: 'demo-funding',
          memo: '',
          from: DEMO_BANK,
          to: user(to),
          currency: 'USDT',
          minor,
        }),
      ),
    );

  it('finds nothing in honest books, whatever was booked', () => {
    fc.assert(
      fc.property(arbitrary, (steps) => {
        const audit = startAudit();
        chainOf(steps).forEach((each) => auditTransfer(audit, each));
        expect(audit).toMatchObject({ unbalanced: 0, chainBreaks: 0, firstBad: null });
        expect([...audit.sums.values()]).toEqual([0n]);
        expect(balanceMismatches(audit, audit.balances)).toEqual([]);
      }),
    );
  });
  it('names the first row when one amount anywhere was changed', () => {
    fc.assert(
      fc.property(arbitrary, fc.nat(), (steps, pick) => {
        const at = pick % steps.length;
        const forged = chainOf(steps).map((each, index) =>
          index === at
            ? { ...each, postings: each.postings.map((posting) => ({ ...posting, minor: posting.minor * 2n })) }
            : each,
        );
        const audit = startAudit();
        forged.forEach((each) => auditTransfer(audit, each));
        expect(audit.firstBad).toBe(`transfer ${at + 1}: its postings are not what was booked`);
      }),
    );
  });
  it('notices a row that was left out', () => {
    const audit = startAudit();
    chainOf([
      { to: 1, minor: 1n },
      { to: 2, minor: 2n },
      { to: 3, minor: 3n },
    ])
      .filter((_each, at) => at !== 1)
      .forEach((each) => auditTransfer(audit, each));
    expect(audit.firstBad).toBe('transfer 3: follows 1');
  });
});
