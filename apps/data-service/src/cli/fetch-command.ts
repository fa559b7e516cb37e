import { INTERVALS, type Candle, type Interval } from '@orbiquant/contracts';
import { AppError, systemClock } from '@orbiquant/kernel';
import type { MarketDataProvider } from '@orbiquant/market';
import { ccxtProvider, connectMarket } from '@orbiquant/market-ccxt';
import { listIfNew, ownSpan } from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';
import { fetchInto } from '../live/backfill.ts';
import { argumentsOf, instantOf, report, seriesOf, withDatabase, type DataCommand } from './data-command.ts';
import { progressBar } from './progress-bar.ts';

type Fetch = { symbol: string; intervals: readonly Interval[]; fromMs: number; toMs: number };
type Fetched = { interval: Interval; rows: number };

/** `data fetch SYMBOL INTERVAL --from D [--to D] --exchange NAME [--url U] [--timeframes 5m 1h 4h] [--json]` */
export const fetchCommand: DataCommand = async (args, { databaseUrl, write }) => {
  const { values, positionals } = argumentsOf(args, {
    from: { type: 'string' },
    to: { type: 'string' },
    exchange: { type: 'string' },
    url: { type: 'string' },
    timeframes: { type: 'boolean' },
  });
  const [name, ...rest] = positionals;
  // every interval among the arguments counts, those after --timeframes too
  const intervals = [...new Set(rest)].map((text) => seriesOf(name, text).interval);
  const [finest] = [...intervals].sort((a, b) => INTERVALS.indexOf(a) - INTERVALS.indexOf(b));
  if (!values.from || !values.exchange || !finest)
    throw new AppError('invalid-input', 'Give SYMBOL INTERVAL --from DATE --exchange NAME');
  const order: Fetch = {
    symbol: seriesOf(name, finest).symbol,
    intervals,
    fromMs: instantOf(values.from),
    toMs: values.to ? instantOf(values.to) : systemClock.nowMs(),
  };
  const provider = ccxtProvider(connectMarket({ exchange: values.exchange, baseUrl: values.url }), {
    name: values.exchange,
    clock: systemClock,
    baseInterval: finest,
  });
  const fetched = await withDatabase(databaseUrl, (db) => fetchAll(db, provider, order)).finally(() =>
    provider.close(),
  );
  report(
    { symbol: order.symbol, exchange: values.exchange, fetched },
    { json: values.json ?? false, write },
    fetched.map(({ interval, rows }) => `${order.symbol} ${interval}: ${rows} candles`),
  );
  return 0;
};

async function fetchAll(db: DataSource, provider: MarketDataProvider, order: Fetch): Promise<Fetched[]> {
  const instrument = (await provider.instruments()).find(({ symbol }) => symbol === order.symbol);
  if (!instrument) throw new AppError('not-found', `${provider.name} has no instrument ${order.symbol}`);
  await listIfNew(db, { ...instrument, providers: [provider.name, 'file'] });
  const fetched: Fetched[] = [];
  for (const interval of order.intervals) {
    const bar = progressBar(`${order.symbol} ${interval}`);
    const series = { ...instrument, baseInterval: interval };
    const rows = await fetchInto(
      { db, provider: closedOnly(provider), instrument: series, onProgress: (count) => bar.show(`${count} candles`) },
      { fromMs: await resumeAt(db, order, interval), toMs: order.toMs, announce: false },
    );
    bar.end();
    fetched.push({ interval, rows });
  }
  return fetched;
}

/** What an earlier, interrupted fetch of the same stretch stored is not fetched again. */
async function resumeAt(db: DataSource, { symbol, fromMs, toMs }: Fetch, interval: Interval): Promise<number> {
  const stored = await ownSpan(db, symbol, interval);
  return stored && stored.firstMs <= fromMs && stored.lastMs >= fromMs && stored.lastMs < toMs ? stored.lastMs : fromMs;
}

/** The newest candle that a venue shows may still be open: it is left out. */
function closedOnly(provider: MarketDataProvider): MarketDataProvider {
  return {
    ...provider,
    async *candles(range) {
      const newestMs = await provider.newestOpenTime(range.symbol, range.interval);
      for await (const page of provider.candles(range))
        yield page.filter(({ openTimeMs }: Candle) => openTimeMs < (newestMs ?? 0));
    },
  };
}
