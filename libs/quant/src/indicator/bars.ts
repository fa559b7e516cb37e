/**
 * Bars of one instrument as columns, equally long, oldest first: what indicators and backtests read.
 * `openTimeMs` is epoch ms UTC, strictly ascending; prices are in quote units, > 0; volume in base units, >= 0.
 */
export type Bars = {
  readonly openTimeMs: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
};

/** A column of `Bars`. */
export type BarColumn = keyof Bars;
