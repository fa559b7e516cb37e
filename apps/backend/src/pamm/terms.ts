import type { PoolTerms, ProductTerms, TermsOffer } from '@orbiquant/contracts';
import { AppError, Decimal } from '@orbiquant/kernel';
import {
  judgeTermsChange,
  termsInForce,
  termsOffered,
  termsOfVersion,
  type Terms,
  type TermsVersion,
} from '@orbiquant/pamm';
import { loadPool, scaledOf, scaledText, termsOf, type PoolProduct } from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { money } from '../money.ts';

const RATE_PLACES = 9;

/** A rate in steps of 10^-9 as a fraction: 200_000_000 is 0.2. */
export const rateOf = (rateE9: bigint): Decimal => new Decimal(scaledText(rateE9, RATE_PLACES));

/** An operator's offer as terms of the pool. @throws AppError invalid-input, naming a rate with too many places or none at all. */
export function termsFrom(offer: TermsOffer, status: Terms['status']): Terms {
  const rates = { performanceFee: offer.performanceFee, managementFee: offer.managementFee, hurdle: offer.hurdle };
  const errors = Object.entries(rates)
    .filter(([, rate]) => rate.decimalPlaces() > RATE_PLACES || rate.isNegative() || rate.greaterThanOrEqualTo(1))
    .map(([path]) => ({ path, code: 'out-of-range', message: 'from 0 to below 1, with at most 9 decimal places' }));
  if (offer.investmentMinMinor <= 0n)
    errors.push({ path: 'investmentMinMinor', code: 'out-of-range', message: 'more than nothing' });
  if (errors.length > 0) throw new AppError('invalid-input', 'These terms cannot be offered', { errors });
  const e9 = (rate: Decimal): bigint => scaledOf(rate.toFixed(RATE_PLACES), RATE_PLACES);
  return {
    investmentMinMinor: offer.investmentMinMinor,
    performanceFeeE9: e9(offer.performanceFee),
    managementFeeE9: e9(offer.managementFee),
    hurdleE9: e9(offer.hurdle),
    lockUpMs: offer.lockUpMs,
    noticeMs: offer.noticeMs,
    status,
    crystallisation: 'monthly',
  };
}

/** The terms of a product at an instant: in force, offered, announced, and the window in which one may leave freely. */
export async function termsView(db: EntityManager, product: PoolProduct, nowMs: number): Promise<ProductTerms> {
  const history = await termsOf(db, product);
  const stored = await loadPool(db, product, []);
  const view = (terms: TermsVersion): PoolTerms => termsOfView(terms, product.currency);
  return {
    productId: product.productId,
    status: product.status,
    isLost: stored?.pool.status === 'closed',
    inForce: view(termsInForce(history, nowMs)),
    offered: view(termsOffered(history, nowMs)),
    announced: history.filter(({ effectiveAtMs }) => effectiveAtMs > nowMs).map(view),
    history: history.map(view),
    exitWindow: exitWindowOf(history, nowMs),
  };
}

const termsOfView = (terms: TermsVersion, currency: string): PoolTerms => ({
  version: terms.version,
  investmentMin: money(terms.investmentMinMinor, currency),
  performanceFee: rateOf(terms.performanceFeeE9),
  managementFee: rateOf(terms.managementFeeE9),
  hurdle: rateOf(terms.hurdleE9),
  lockUpMs: terms.lockUpMs,
  noticeMs: terms.noticeMs,
  announcedAtMs: terms.announcedAtMs,
  effectiveAtMs: terms.effectiveAtMs,
  hurts: terms.hurts,
});

/** The window of the newest change that hurts, while it lasts. */
function exitWindowOf(history: readonly TermsVersion[], nowMs: number): ProductTerms['exitWindow'] {
  const open = history.filter(
    ({ hurts, announcedAtMs, effectiveAtMs }) => hurts && announcedAtMs <= nowMs && nowMs < effectiveAtMs,
  );
  const newest = open.at(-1);
  return newest ? { fromMs: newest.announcedAtMs, toMs: newest.effectiveAtMs } : null;
}

/**
 * The next version of a product's terms, when they are announced now: what hurts holds for those who are in after
 * max(7 days, twice the notice), and never before an earlier change.
 */
export function nextVersion(history: readonly TermsVersion[], next: Terms, nowMs: number): TermsVersion {
  const last = termsOfVersion(history, history.length);
  const announcedAtMs = Math.max(nowMs, last.announcedAtMs);
  const { hurts, effectiveAtMs } = judgeTermsChange(last, next, announcedAtMs);
  return {
    ...next,
    version: last.version + 1,
    announcedAtMs,
    effectiveAtMs: Math.max(effectiveAtMs, last.effectiveAtMs),
    hurts,
  };
}
