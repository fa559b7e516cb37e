import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal, InvariantError } from '@orbiquant/kernel';
import {
  DEMO_BANK,
  kindOf,
  mayBeNegative,
  PAYOUT_CLEARING,
  tradingPnlOf,
  walletOf,
  withdrawalPendingOf,
} from './accounts.ts';
import { floorToMinor, toUnits } from './currency.ts';
import { move, reverse, transfer, type Transfer } from './transfer.ts';
import { reserved, settled, voided } from './two-phase.ts';

const user = (n: number): string => walletOf(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const pay = (minor: bigint, key = 'k'): Transfer =>
  move({ key, reason: 'demo-funding', memo: '', from: DEMO_BANK, to: user(1), currency: 'USDT', minor });

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

describe('a movement in two phases', () => {
  const pending = withdrawalPendingOf(user(1).slice(9, 45));
  const reservation = reserved(
    move({ key: 'w1', reason: 'withdrawal-request', memo: '', from: user(1), to: pending, currency: 'USD', minor: 5n }),
  );
  const onward = (minor: bigint): Omit<Transfer, 'key'> =>
    move({ key: '', reason: 'withdrawal-paid', memo: '', from: pending, to: PAYOUT_CLEARING, currency: 'USD', minor });

  it('ends once: going on and coming back share one key', () => {
    expect(settled(reservation, onward(5n)).key).toBe(voided(reservation).key);
    expect(settled(reservation, onward(5n)).key).not.toBe(reservation.key);
  });
  it('comes back to where it was', () => {
    const sums = [...reservation.postings, ...voided(reservation).postings].map(({ minor }) => minor);
    expect(sums.reduce((sum, minor) => sum + minor, 0n)).toBe(0n);
    expect(voided(reservation).postings).toContainEqual({ account: user(1), currency: 'USD', minor: 5n });
  });
  it('cannot go on with another amount than was reserved', () => {
    expect(() => settled(reservation, onward(4n))).toThrow(InvariantError);
  });
});
