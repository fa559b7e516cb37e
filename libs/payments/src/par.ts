import { conversionOf, exponentOf, receivableOf, walletOf, type Posting } from '@orbiquant/ledger';

/** What wallets are kept in. */
export const WALLET_CURRENCY = 'USDT';
/** What the payment processor moves. */
export const CARD_CURRENCY = 'USD';
/** The rate that the house converts at: 1 USDT = 1.00 USD, both ways, for everybody. */
export const PAR_RATE_ID = 'par-1';

const CONVERSION = conversionOf('USD-USDT');
const MINOR_PER_CENT = 10n ** BigInt(exponentOf(WALLET_CURRENCY) - exponentOf(CARD_CURRENCY));

/** Cents of a dollar as minor units of the wallet's currency, at par: exact, because a cent is a whole number of them. */
export const minorOfCents = (cents: bigint): bigint => cents * MINOR_PER_CENT;

/** Whole cents in a wallet's balance, rounded down: what could be withdrawn of it. */
export const centsOfMinor = (minor: bigint): bigint => minor / MINOR_PER_CENT;

/** Dollars that came in become wallet money: the two conversion postings of a transfer. `cents` < 0 turns them round. */
export const dollarsToWallet = (cents: bigint): Posting[] => [
  { account: CONVERSION, currency: CARD_CURRENCY, minor: cents },
  { account: CONVERSION, currency: WALLET_CURRENCY, minor: -minorOfCents(cents) },
];

/** Money for a customer: what they owe us is repaid first, the rest goes to the wallet. `receivableMinor` <= 0. */
export function creditOf(userId: string, minor: bigint, receivableMinor: bigint): Posting[] {
  const owed = -receivableMinor;
  const repaid = owed < minor ? owed : minor;
  return nonZero([
    { account: receivableOf(userId), currency: WALLET_CURRENCY, minor: repaid },
    { account: walletOf(userId), currency: WALLET_CURRENCY, minor: minor - repaid },
  ]);
}

/** Money taken back from a customer: from the wallet as far as it goes, the rest is owed to us. `walletMinor` >= 0. */
export function debitOf(userId: string, minor: bigint, walletMinor: bigint): Posting[] {
  const taken = walletMinor < minor ? walletMinor : minor;
  return nonZero([
    { account: walletOf(userId), currency: WALLET_CURRENCY, minor: -taken },
    { account: receivableOf(userId), currency: WALLET_CURRENCY, minor: taken - minor },
  ]);
}

/** Postings without those that move nothing. */
export const nonZero = (postings: readonly Posting[]): Posting[] => postings.filter(({ minor }) => minor !== 0n);
