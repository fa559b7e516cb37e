import { AppError, invariant } from '@orbiquant/kernel';
import { judgeTermsChange } from './judge-terms-change.ts';
import type { Lot } from './lot.ts';
import { PRICE_ONE_E12, unitsForCash } from './scale.ts';
import { termsOfVersion, type Terms, type TermsVersion } from './terms.ts';

/** A pooled account between two strikes. Never changed in place: each function answers with the next one. */
export type Pool = {
  poolId: string;
  currency: string;
  /** Decimal places of the currency. */
  exponent: number;
  /** Whose lots pay no performance fee and receive it. */
  managerId: string;
  /** 1, 2, ...; a pool re-opened after a total loss is a new series with new units. */
  series: number;
  status: 'open' | 'closed';
  /** Oldest first; the version is the place plus one. */
  terms: readonly TermsVersion[];
  /** In order of issue. */
  lots: readonly Lot[];
  /** Sum of the lots' units. */
  units: bigint;
  /** Money in the pool that is not at the venue. Minor units. */
  cashMinor: bigint;
  /** Equity at the venue at the last strike, corrected by what was sent there or taken back since. Minor units. */
  venueMinor: bigint;
  /** Management fee owed and not paid, exact: minor units x milliseconds x 10^-9; the remainder below one minor unit stays in it. */
  feeNumerator: bigint;
  /** Least value of the first deposit into a pool without units. Minor units. */
  openingMinMinor: bigint;
  /** Null before the first strike. */
  struckAtMs: number | null;
  /** NAV per unit of the last strike, rounded down. */
  priceE12: bigint;
  /** What is owed to the holders of units after the last strike: cash + venue - accrued management fee. */
  navMinor: bigint;
};

/** What a new pool needs. */
export type NewPool = {
  poolId: string;
  currency: string;
  exponent: number;
  managerId: string;
  terms: Terms;
  openedAtMs: number;
  /** The manager's own money, already at the venue; units at 1. Default 0. */
  stakeMinor?: bigint;
  /** Default: the least investment, at least one currency unit. */
  openingMinMinor?: bigint;
};

/**
 * A new pool at 1 per unit.
 * @throws Invariant, when an amount is negative. @throws AppError invalid-input, when a term is out of its range.
 */
export function openPool(order: NewPool): Pool {
  const { poolId, currency, exponent, managerId, openedAtMs, stakeMinor = 0n } = order;
  invariant(stakeMinor >= 0n, 'a stake is not negative');
  checkTerms(order.terms);
  const terms = { ...order.terms, version: 1, announcedAtMs: openedAtMs, effectiveAtMs: openedAtMs, hurts: false };
  const oneUnit = 10n ** BigInt(exponent);
  const lots = stakeMinor > 0n ? [stakeLot(order, stakeMinor)] : [];
  return {
    poolId,
    currency,
    exponent,
    managerId,
    series: 1,
    status: 'open',
    terms: [terms],
    lots,
    units: lots[0]?.units ?? 0n,
    cashMinor: 0n,
    venueMinor: stakeMinor,
    feeNumerator: 0n,
    openingMinMinor: order.openingMinMinor ?? larger(terms.investmentMinMinor, oneUnit),
    struckAtMs: null,
    priceE12: PRICE_ONE_E12,
    navMinor: stakeMinor,
  };
}

/** The next series of a pool that was closed by a total loss: no units, no money, price 1; the old lots belong to the old series. */
export function reopenPool(pool: Pool): Pool {
  invariant(pool.status === 'closed', 'only a closed pool is re-opened');
  const empty = { lots: [], units: 0n, cashMinor: 0n, venueMinor: 0n, feeNumerator: 0n, navMinor: 0n };
  return { ...pool, ...empty, series: pool.series + 1, status: 'open', priceE12: PRICE_ONE_E12 };
}

/** Money sent from the pool to the venue; negative when taken back. Moves no value. @throws Invariant, when cash is short. */
export function sendToVenue(pool: Pool, minor: bigint): Pool {
  invariant(minor <= pool.cashMinor, 'a pool sends no more than its cash');
  return { ...pool, cashMinor: pool.cashMinor - minor, venueMinor: pool.venueMinor + minor };
}

/**
 * Announces new terms. Who joins from now on joins under them; for who is in they take effect when `judgeTermsChange`
 * says, and not before an earlier change.
 * @throws AppError invalid-input, when a term is out of its range.
 */
export function announceTerms(pool: Pool, next: Terms, announcedAtMs: number): Pool {
  checkTerms(next);
  const last = termsOfVersion(pool.terms, pool.terms.length);
  invariant(announcedAtMs >= last.announcedAtMs, 'terms are announced in the order of time');
  const { hurts, effectiveAtMs } = judgeTermsChange(last, next, announcedAtMs);
  const version: TermsVersion = {
    ...next,
    version: last.version + 1,
    announcedAtMs,
    effectiveAtMs: Math.max(effectiveAtMs, last.effectiveAtMs),
    hurts,
  };
  return { ...pool, terms: [...pool.terms, version] };
}

const larger = (left: bigint, right: bigint): bigint => (left > right ? left : right);

function stakeLot({ poolId, managerId, openedAtMs, exponent }: NewPool, stakeMinor: bigint): Lot {
  return {
    lotId: `${poolId}:stake`,
    holder: managerId,
    units: unitsForCash(stakeMinor, PRICE_ONE_E12, exponent),
    markE12: PRICE_ONE_E12,
    markedAtMs: openedAtMs,
    issuedAtMs: openedAtMs,
    termsVersion: 1,
    paidInMinor: stakeMinor,
  };
}

const NOT_NEGATIVE = ['investmentMinMinor', 'hurdleE9', 'lockUpMs', 'noticeMs'] as const;
const SHARES = ['performanceFeeE9', 'managementFeeE9'] as const;

function checkTerms(terms: Terms): void {
  const negative = NOT_NEGATIVE.filter((term) => terms[term] < 0);
  const beyond = SHARES.filter((term) => terms[term] < 0n || terms[term] >= 1_000_000_000n);
  const errors = [
    ...negative.map((path) => ({ path, code: 'negative', message: 'must not be negative' })),
    ...beyond.map((path) => ({ path, code: 'out-of-range', message: 'must be at least 0 and less than 100 %' })),
  ];
  if (errors.length > 0) throw new AppError('invalid-input', 'These terms cannot be offered', { errors });
}
