import type { Disposition, SettledDay } from '@orbiquant/contracts';
import type { Decimal } from '@orbiquant/kernel';
import type { Fact } from './facts.ts';

/** Whoever holds units of a pool: a person's id, or `house`. Units in steps of 10^-12. */
export type Holder = { holder: string; units: bigint };

/** A product's pool at its newest strike before the day ended. */
export type PoolStanding = {
  productId: string;
  agentId: string;
  /** What the pool was worth, net of fees. Minor units. */
  navMinor: bigint;
  /** The part of its agent's account that is this product's, in millionths. */
  venueShareE6: bigint;
  holders: readonly Holder[];
};

/** A result of trading; `factId` tells it from every other. */
export type TradingResult = Fact<'trading_results'> & { factId: string };

/** Whose a result was that last named this symbol on this exchange. */
export type LastOwner = { symbol: string; exchange: string; userId: string | null; agentId: string | null };

/** Everything that a settlement is made of. */
export type DayInput = {
  day: string;
  /** `close`, or the minute of a look within the day. */
  cycle: string;
  fromMs: number;
  toMs: number;
  settledAtMs: number;
  currency: string;
  /** Decimal places of the currency. */
  exponent: number;
  results: readonly TradingResult[];
  capital: ReadonlyArray<Fact<'capital_data'>>;
  people: ReadonlyArray<Fact<'user_data'>>;
  /** The newest known before the day's end; null when there has never been one. Fields that nobody told are null. */
  macro: { sp500: Decimal | null; vix: Decimal | null; atMs: number } | null;
  pools: readonly PoolStanding[];
  lastOwners: readonly LastOwner[];
  /** What a person wants done with gains, where it is not to reinvest; accounts that are closed are `unclaimed`. */
  dispositions: ReadonlyMap<string, Disposition>;
  /** Days before, oldest first. */
  history: readonly SettledDay[];
  lateEvents: number;
  deadLetters: number;
};
