/** Highs and lows of bars, equally long, oldest first, quote units. */
export type Ranges = { readonly high: Float64Array; readonly low: Float64Array };

/** Highs, lows and closes of bars, equally long, oldest first, quote units. */
export type Prices = Ranges & { readonly close: Float64Array };

/** All four prices of bars, equally long, oldest first, quote units. */
export type Candles = Prices & { readonly open: Float64Array };

/** Prices with the volume traded, base units, >= 0. */
export type TradedPrices = Prices & { readonly volume: Float64Array };
