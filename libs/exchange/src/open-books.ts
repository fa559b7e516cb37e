import { emptyBook } from './book.ts';
import type { ExchangeState } from './exchange-state.ts';
import { tickUnits } from './instrument.ts';
import type { Market } from './market.ts';

/** Opens a book for every instrument, around the last price its tape shows at the state's clock. */
export function openBooks(state: ExchangeState, market: Market): void {
  for (const [symbol, tape] of market.tapes) {
    const { series } = tape;
    const lastId = tape.lastIdAt(state.clockMs);
    const newest = tape.tradesFrom(lastId, 1, state.clockMs)[0];
    const ticks = newest?.price ?? series.at(0).open;
    const price = BigInt(ticks) * tickUnits(series.instrument);
    state.books.set(symbol, emptyBook(series.instrument, price, lastId));
  }
}
