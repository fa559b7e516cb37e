import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { Wallet, WithdrawalStatus } from '@orbiquant/contracts';
import { blockedBy } from './blocked-by.ts';
import { checkWithdrawal } from './check-withdrawal.ts';
import { mayCancel, stepsOf } from './steps-of.ts';
import { NOW_MS, wallet } from './testing/money-of-wallet.ts';

const walletWith = (over: Parameters<typeof wallet>[0] = {}): Wallet => z.decode(Wallet, wallet(over));

describe('what may leave', () => {
  it('is never more than any bound, nor less than the minimum', () => {
    const plain = walletWith();
    const most = [plain.limits.max, plain.limits.left24h, plain.limits.left30d, plain.available].map(
      ({ minor }) => minor,
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10_000_000n }), (cents) => {
        const text = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
        const checked = checkWithdrawal(text, plain, 'en');
        const fits = cents >= plain.limits.min.minor && most.every((bound) => cents <= bound);
        expect(checked.ok).toBe(fits);
        if (checked.ok) expect(checked.money.minor).toBe(cents);
      }),
    );
  });

  it('a part of a cent is refused, not rounded', () => {
    expect(checkWithdrawal('10,001', walletWith(), 'es')).toEqual({ ok: false, fault: 'too-fine' });
  });

  it('names first what a person can do something about', () => {
    const none = { status: 'none' as const, bank: null, coolOffUntilMs: NOW_MS };
    expect(blockedBy(walletWith())).toBeNull();
    expect(blockedBy(walletWith({ bank: none }))).toBe('bank');
    expect(blockedBy(walletWith({ bank: none, frozen: true }))).toBe('frozen');
    expect(blockedBy(walletWith({ owed: { currency: 'USDT', exponent: 6, minor: '1' } }))).toBe('owed');
  });
});

describe('the stages of a withdrawal', () => {
  it('only a paid one has arrived, and one that is over has nothing to come', () => {
    for (const status of WithdrawalStatus.options) {
      const states = stepsOf(status).map(({ state }) => state);
      expect(states.at(-1) === 'done').toBe(status === 'paid');
      expect(states.filter((state) => state === 'now').length).toBeLessThanOrEqual(1);
      if (states.includes('stopped')) expect(states.some((state) => state === 'now' || state === 'next')).toBe(false);
    }
  });

  it('what was sent cannot be taken back', () => {
    const canceled = WithdrawalStatus.options.filter((status) => mayCancel({ status }));
    expect(canceled).toEqual(['requested', 'approved']);
  });
});
