import type { OrderBook } from '@orbiquant/contracts';

/** The order book as it stands at the venue now; `available: false` where no venue is followed. */
export type BookReader = (symbol: string, depth: number) => Promise<OrderBook>;

/** There is no venue to ask. */
export const noBook: BookReader = async (symbol) => ({ symbol, atMs: null, bids: [], asks: [], available: false });
