import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getTickers, type Ticker } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { useLive } from '../../shared/live/use-live.ts';

const KEY = ['tickers'];

/** The last 24 hours of every instrument, kept fresh by live messages. */
export function useTickers() {
  const queries = useQueryClient();
  const tickers = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(getTickers, {}, { signal }),
    refetchInterval: 30_000,
  });
  useLive('tickers', 'ticker.updated', {
    message: (changed) => queries.setQueryData<Ticker[]>(KEY, (known) => known && merged(known, changed)),
  });
  return tickers;
}

function merged(known: readonly Ticker[], changed: readonly Ticker[]): Ticker[] {
  const bySymbol = new Map(known.map((ticker) => [ticker.symbol, ticker]));
  for (const ticker of changed) bySymbol.set(ticker.symbol, ticker);
  return [...bySymbol.values()];
}
