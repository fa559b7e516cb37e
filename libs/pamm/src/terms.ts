import { invariant } from '@orbiquant/kernel';

/** What an investor agrees to. Rates in steps of 10^-9 (200_000_000 = 20 %). */
export type Terms = {
  /** Least first investment of a holder. Minor units, >= 0. */
  investmentMinMinor: bigint;
  /** Share of the gain above the mark that goes to the manager, 0..10^9. */
  performanceFeeE9: bigint;
  /** Yearly fee on the pool's value, simple, actual/365, 0..10^9. */
  managementFeeE9: bigint;
  /** Yearly return on the mark that is free of performance fee, simple, actual/365, >= 0. */
  hurdleE9: bigint;
  /** How long a lot may not be redeemed after its issue. Milliseconds. */
  lockUpMs: number;
  /** How long before a strike a redemption must have been asked for. Milliseconds. */
  noticeMs: number;
  /** Whether new money is taken. */
  status: 'open' | 'closed';
  /** When the performance fee is taken: at the first strike of each month. */
  crystallisation: 'monthly';
};

/** Terms as they stand in a pool's history. */
export type TermsVersion = Terms & {
  /** 1, 2, 3 ... without gaps. */
  version: number;
  announcedAtMs: number;
  /** From when they hold for those who had joined before; not before `announcedAtMs`. */
  effectiveAtMs: number;
  /** Whether they are worse for an investor than the version before, in any point. */
  hurts: boolean;
};

/** A version by its number. @throws Invariant, when there is none. */
export function termsOfVersion(history: readonly TermsVersion[], version: number): TermsVersion {
  const terms = history[version - 1];
  invariant(terms, `the pool has no terms of version ${version}`);
  return terms;
}

/** The version that holds for everybody at an instant. */
export function termsInForce(history: readonly TermsVersion[], atMs: number): TermsVersion {
  for (let version = history.length; version > 1; version--) {
    const terms = termsOfVersion(history, version);
    if (terms.effectiveAtMs <= atMs) return terms;
  }
  return termsOfVersion(history, 1);
}

/** The version that somebody joins who asks at an instant: the newest that was announced by then. */
export function termsOffered(history: readonly TermsVersion[], atMs: number): TermsVersion {
  for (let version = history.length; version > 1; version--) {
    const terms = termsOfVersion(history, version);
    if (terms.announcedAtMs <= atMs) return terms;
  }
  return termsOfVersion(history, 1);
}
