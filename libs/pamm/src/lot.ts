/** Units that one holder got at one time, under one set of terms. */
export type Lot = {
  lotId: string;
  holder: string;
  /** Steps of 10^-12, > 0. */
  units: bigint;
  /** NAV per unit at issue or at the last crystallisation, whichever is later: the lot's high-water mark. Steps of 10^-12. */
  markE12: bigint;
  /** When the mark was set; the hurdle counts from here. Epoch milliseconds. */
  markedAtMs: number;
  issuedAtMs: number;
  /** The terms that hold for this lot; raised at the first crystallisation after newer terms took effect. */
  termsVersion: number;
  /** What was paid for the units that are left. Minor units. */
  paidInMinor: bigint;
};

/** What a lot paid or would pay to the manager. */
export type FeeEvent = {
  lotId: string;
  holder: string;
  /** Units moved to the manager. Steps of 10^-12. */
  feeUnits: bigint;
  /** The fee's value, rounded down to the minor unit. */
  feeMinor: bigint;
  markBeforeE12: bigint;
  priceE12: bigint;
  why: 'month-end' | 'redemption' | 'terms-change';
};
