import type { Rng } from '@orbiquant/kernel';

const PRICE_START = 200_00;
const PRICE_MIN = 20_00;

/** A market with one price, in hundredths of the quote currency for a whole unit of the base. */
export type Market = { price: number };

export const newMarket = (rng: Rng): Market => ({ price: PRICE_START + rng.below(100_00) });

/** The price after some time: up or down by at most 8 %. */
export function moveMarket(market: Market, rng: Rng): void {
  market.price = Math.max(PRICE_MIN, Math.round(market.price * (0.92 + 0.165 * rng.next())));
}
