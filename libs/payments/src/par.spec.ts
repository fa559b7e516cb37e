import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { transfer, walletOf, type Posting } from '@orbiquant/ledger';
import { centsOfMinor, creditOf, debitOf, dollarsToWallet, minorOfCents, PAR_RATE_ID } from './par.ts';

const USER = '00000000-0000-7000-8000-000000000001';
const cents = fc.bigInt({ min: 1n, max: 10n ** 15n });
const sumIn = (postings: readonly Posting[], currency: string): bigint =>
  postings.reduce((sum, posting) => (posting.currency === currency ? sum + posting.minor : sum), 0n);

describe('dollars and wallet money at par', () => {
  it('N17: a conversion balances in each currency by itself, through accounts that name the pair', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        const postings = [
          ...dollarsToWallet(amount),
          { account: walletOf(USER), currency: 'USDT', minor: minorOfCents(amount) },
          { account: 'processor:clearing', currency: 'USD', minor: -amount },
        ];
        expect([sumIn(postings, 'USD'), sumIn(postings, 'USDT')]).toEqual([0n, 0n]);
        expect(transfer({ key: 'k', reason: 'deposit', memo: PAR_RATE_ID, postings }).postings).toHaveLength(4);
      }),
    );
  });
  it('N17: there and back is what it was, and what is no whole cent stays in the wallet', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (minor) => {
        const rest = minor - minorOfCents(centsOfMinor(minor));
        expect(rest >= 0n && rest < minorOfCents(1n)).toBe(true);
      }),
    );
    expect(centsOfMinor(minorOfCents(12_34n))).toBe(12_34n);
  });
  it('W21: money for a customer repays a debt first; money taken back beyond the wallet becomes one', () => {
    fc.assert(
      fc.property(cents, cents, (amount, standing) => {
        expect(sumIn(creditOf(USER, amount, -standing), 'USDT')).toBe(amount);
        expect(sumIn(debitOf(USER, amount, standing), 'USDT')).toBe(-amount);
        const taken = debitOf(USER, amount, standing).find(({ account }) => account === walletOf(USER))?.minor ?? 0n;
        expect(-taken <= standing).toBe(true);
      }),
    );
  });
});
