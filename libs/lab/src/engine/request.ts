import type { Interval } from '@orbiquant/contracts';
import type { Bars, ParameterValues } from '@orbiquant/quant';
import type { AccountView, Intent, TradingStrategy } from '@orbiquant/strategy';

/** The steps in which a venue lets an instrument be traded. Prices in quote units, quantities in base units, all >= 0. */
export type Filters = {
  readonly tickSize: number;
  readonly stepSize: number;
  readonly quantityMin: number;
  readonly notionalMin: number;
};

/** A payment between longs and shorts: at `atMs` a long pays `rate` of its notional (receives when negative). */
export type FundingRate = { readonly atMs: number; readonly rate: number };

/** One instrument of a backtest: its bars and how its venue treats it. */
export type LabInstrument = {
  readonly symbol: string;
  readonly interval: Interval;
  readonly bars: Bars;
  readonly market: 'spot' | 'perpetual';
  readonly filters: Filters;
  /** Perpetuals: payments, ascending in time. */
  readonly funding?: readonly FundingRate[];
  /** Perpetuals: notional per unit of equity, >= 1 (1 unless told). */
  readonly leverageMax?: number;
  /** Perpetuals: share of notional that must be left as equity, below it the venue closes the position (0 unless told). */
  readonly maintenanceMarginRate?: number;
  /** Bars of a finer interval inside the bars: they decide what happened first. */
  readonly finerBars?: Bars;
  /** The stretch that was asked for of a market that never closes: what is missing in it is said. Epoch ms, half-open. */
  readonly asked?: { readonly fromMs: number; readonly toMs: number };
};

/** What moves a price against an order that takes it. */
export type SlippageModel =
  | { readonly kind: 'none' }
  | { readonly kind: 'bps'; readonly bps: number }
  /** A share of the bar's high minus low. */
  | { readonly kind: 'range-share'; readonly share: number }
  /** coefficient x sqrt(quantity / volume of the bar), as a share of price. */
  | { readonly kind: 'square-root-impact'; readonly coefficient: number };

/** What a backtest takes for granted about execution; the fill rules are listed in docs/backtest.md. */
export type Assumptions = {
  /** Quote units at the start, > 0. */
  readonly cash: number;
  readonly makerFeeBps: number;
  readonly takerFeeBps: number;
  readonly slippage: SlippageModel;
  /** Whole bars, beyond the next open, before an order is with the venue. */
  readonly latencyBars: number;
  /** Time from the close that is decided on until the order is with the venue. */
  readonly latencyMs: number;
  /** Whether a resting limit fills when price reaches it, or only when price goes through it. */
  readonly limitFill: 'trade-through' | 'touch';
  /** Largest share of a bar's volume that one instrument's orders may take; Infinity = no cap. */
  readonly participationMax: number;
  readonly allowShort: boolean;
  /** Whether what is held after the last bar is sold at its close. */
  readonly closeAtEnd: boolean;
  readonly liquidationFeeBps: number;
};

/** An order that a strategy wishes, before it is sent. */
export type OrderProposal = {
  readonly symbol: string;
  readonly intent: Intent;
  /** Bar decided on, and the instant of its close. */
  readonly at: number;
  readonly atMs: number;
  /** Close of that bar, quote units. */
  readonly close: number;
};

/** The last word before an order is sent: a stable code refuses, null lets it pass. */
export type Approve = (proposal: OrderProposal, account: AccountView) => string | null;

/** One backtest. The same request gives the same result, to the last bit. */
export type BacktestRequest = {
  readonly instruments: readonly LabInstrument[];
  readonly strategy: TradingStrategy;
  readonly parameters: ParameterValues;
  readonly assumptions: Assumptions;
  /** Names the run's randomness; written on the run card. */
  readonly seed: string;
  /** Version of the code that runs, for the run card. */
  readonly codeVersion: string;
  readonly approve?: Approve;
};
