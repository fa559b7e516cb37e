import { invariant } from '@orbiquant/kernel';
import { UNIT_DECIMALS, units } from './units.ts';

/** What is traded on the exchange and on which grid. Tick, lot and tape step are powers of ten. */
export type Instrument = {
  /** Exchange spelling, e.g. `BTCUSDT`. */
  symbol: string;
  base: string;
  quote: string;
  /** Tick = 10^-priceDecimals quote per base. */
  priceDecimals: number;
  /** Order quantities are multiples of 10^-lotDecimals base. */
  lotDecimals: number;
  /** Volumes of the tape are multiples of 10^-tapeDecimals base; at least `lotDecimals`. */
  tapeDecimals: number;
  /** Smallest value of an order, in quote units. */
  minNotional: bigint;
};

const KNOWN_GRIDS: Record<string, [priceDecimals: number, lotDecimals: number]> = {
  BTCUSDT: [2, 5],
  ETHUSDT: [2, 4],
  SOLUSDT: [2, 3],
  BNBUSDT: [2, 3],
  XRPUSDT: [4, 1],
  ADAUSDT: [4, 1],
};
const QUOTES = ['USDT', 'USDC', 'FDUSD', 'EUR', 'USD', 'BTC', 'ETH', 'BNB'];

/**
 * The instrument a symbol names, on its usual grid or on the finer one its candles need.
 * @throws Invariant when no known quote asset ends the symbol, or when the grids are too fine for exact costs.
 */
export function instrumentOf(symbol: string, seen: { priceDecimals: number; volumeDecimals: number }): Instrument {
  const quote = QUOTES.find((asset) => symbol.endsWith(asset) && symbol.length > asset.length);
  invariant(quote, `cannot tell the quote asset of ${symbol}`);
  const [tick, lot] = KNOWN_GRIDS[symbol] ?? [seen.priceDecimals, Math.min(seen.volumeDecimals, 3)];
  const priceDecimals = Math.max(tick, seen.priceDecimals);
  const tapeDecimals = Math.max(lot, seen.volumeDecimals);
  invariant(priceDecimals + tapeDecimals <= UNIT_DECIMALS, `${symbol}: price and volume grids are too fine together`);
  const base = symbol.slice(0, -quote.length);
  return { symbol, base, quote, priceDecimals, lotDecimals: lot, tapeDecimals, minNotional: units('5') };
}

/** One tick, in units. */
export const tickUnits = (instrument: Instrument): bigint => 10n ** BigInt(UNIT_DECIMALS - instrument.priceDecimals);
/** One lot step, in units. */
export const lotUnits = (instrument: Instrument): bigint => 10n ** BigInt(UNIT_DECIMALS - instrument.lotDecimals);
/** One step of the tape's volume, in units. */
export const tapeUnits = (instrument: Instrument): bigint => 10n ** BigInt(UNIT_DECIMALS - instrument.tapeDecimals);
