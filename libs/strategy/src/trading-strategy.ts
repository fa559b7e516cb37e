import type { Interval, Vote } from '@orbiquant/contracts';
import type { FieldFault } from '@orbiquant/kernel';
import type { Bars, ParameterSpecs, ParameterValues } from '@orbiquant/quant';
import type { Intent } from './intent.ts';

/** Closed candles a strategy needs before it says anything, by interval; `base` is the one it decides on. */
export type WarmUp = Readonly<Partial<Record<Interval | 'base', number>>>;

/**
 * A rule that trades: the one implementation behind an agent's vote and a backtest. Pure and causal: what it says at a
 * bar depends on bars up to that one, on the account, and on nothing else.
 */
export interface TradingStrategy {
  /** Unique, kebab-case: `sma-cross`. */
  readonly name: string;
  readonly parameters: ParameterSpecs;
  /** Coarser intervals that it reads beside the base; they are folded from the base bars. */
  intervals(parameters: ParameterValues): readonly Interval[];
  warmUp(parameters: ParameterValues): WarmUp;
  /** What is wrong with values that are each in range but do not go together, by field. */
  conflicts?(parameters: ParameterValues): readonly FieldFault[];
  /** Computes its columns once, for all bars. */
  prepare(market: StrategyMarket, parameters: ParameterValues): PreparedStrategy;
}

/** The history of one instrument as a strategy reads it. */
export interface StrategyMarket {
  readonly symbol: string;
  readonly interval: Interval;
  readonly base: Bars;
  /** Bars of the intervals that the strategy asked for; the base interval itself is the base. */
  readonly coarser: ReadonlyMap<Interval, Bars>;
  /** Index of the last coarser candle that had closed when base bar `at` closed; -1 before the first. */
  closedIndexAt(interval: Interval, at: number): number;
}

/** A strategy over one instrument's history, asked once per closed bar, in order. */
export interface PreparedStrategy {
  /** What to do after the close of bar `at`; null = nothing. Reads columns at indexes <= `at` only. */
  decide(at: number, account: AccountView): readonly Intent[] | null;
  /** Its stance at the close of bar `at`, with the figures behind it; where there is one. */
  vote?(at: number): Vote;
}

/** The account as a strategy sees it at the close of a bar. Money in quote units, quantities in base units. */
export interface AccountView {
  /** What could be spent now. */
  readonly cash: number;
  /** Cash and positions at their last close. */
  readonly equity: number;
  /** Held of this instrument; negative when short. */
  readonly quantity: number;
  /** Average entry price, fees included; 0 when flat. */
  readonly averagePrice: number;
  /** The standing protective stop; NaN without one. */
  readonly stop: number;
  /** Bar of the fill that opened the present position; -1 when flat. */
  readonly heldSince: number;
  /** Orders of this instrument that still wait. */
  readonly openOrders: number;
  readonly canShort: boolean;
  /** Whether the order placed under this name still waits. */
  isResting(id: string): boolean;
  /** Base units filled so far of the newest order placed under this name; 0 when there is none. */
  filledOf(id: string): number;
}
