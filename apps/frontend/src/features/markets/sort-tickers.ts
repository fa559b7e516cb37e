import type { Ticker } from '@orbiquant/contracts';

export type SortKey = 'symbol' | 'last' | 'change24h' | 'quoteVolume24h';
export type Order = { by: SortKey; direction: 'asc' | 'desc' };

/** What a column is ordered by when it is first chosen. */
export const firstDirection = (by: SortKey): Order['direction'] => (by === 'symbol' ? 'asc' : 'desc');

/** The tickers whose name holds `query`, in order. */
export function sortTickers(tickers: readonly Ticker[], query: string, { by, direction }: Order): Ticker[] {
  const wanted = query.trim().toUpperCase().replace('-', '/');
  const sign = direction === 'asc' ? 1 : -1;
  return tickers
    .filter(({ symbol }) => symbol.includes(wanted) || symbol.replace('/', '').includes(wanted))
    .toSorted((a, b) => {
      const [left, right] = [a[by], b[by]];
      const order = typeof left === 'string' ? left.localeCompare(String(right)) : left - Number(right);
      return order * sign || a.symbol.localeCompare(b.symbol);
    });
}
