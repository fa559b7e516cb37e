import type { Candle, CandleColumns, Interval, Ticker } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { aggregate, columnsOf, DAY_MS, openTimeOf, plain, tickerOf } from '@orbiquant/market';
import {
  gapsAmong,
  readCandles,
  readInstruments,
  type ListedInstrument,
  type ServedCandle,
} from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';
import type { MarketPulse } from './market-pulse.ts';

/** A request for candles, decoded. */
export type CandlesQuery = {
  symbol: string;
  interval: Interval;
  from?: number | undefined;
  to?: number | undefined;
  limit: number;
  forming: boolean;
  asOf?: number | undefined;
};

/** Reads of the market, each behind the cursor. */
export type MarketReads = {
  candles(query: CandlesQuery): Promise<CandleColumns>;
  tickers(asOf?: number): Promise<Ticker[]>;
};

/** Intervals from which a forming candle is put together, coarse to fine, so that a month is not read bar by bar. */
const STEPS: readonly Interval[] = ['1d', '1h'];

export function marketReads(db: DataSource, pulse: MarketPulse): MarketReads {
  async function candles(query: CandlesQuery): Promise<CandleColumns> {
    const { symbol, interval } = query;
    const instrument = await listed(db, symbol);
    const asOfMs = query.asOf ?? (await pulse.nowMs());
    const closed = await readCandles(db, {
      symbol,
      interval,
      asOfMs,
      limit: query.limit,
      fromMs: query.from,
      toMs: query.to,
    });
    const forming = query.forming ? await formingCandle({ db, pulse }, query, { instrument, asOfMs }) : null;
    const rows = forming ? [...closed, forming].slice(-query.limit) : closed;
    return {
      symbol,
      interval,
      asOfMs,
      providers: counted(rows),
      ...columnsOf(rows),
      lastIsForming: forming !== null,
      gaps: await gapsAmong(db, symbol, { interval, candles: forming ? rows.slice(0, -1) : rows }),
      nextToMs: rows.length === query.limit ? (rows[0]?.openTimeMs ?? null) : null,
    };
  }

  async function tickers(asOf?: number): Promise<Ticker[]> {
    const asOfMs = asOf ?? (await pulse.nowMs());
    const instruments = await readInstruments(db);
    const rows = await Promise.all(
      instruments.map((instrument) =>
        tickerAt(db, instrument, { asOfMs, live: asOf === undefined ? pulse.formingOf(instrument.symbol) : [] }),
      ),
    );
    return rows.filter((row) => row !== null);
  }

  return { candles, tickers };
}

type Sources = { db: DataSource; pulse: MarketPulse };

/** The candle that is open at the cursor; trades of the moment belong to it only when the cursor is now. */
async function formingCandle(
  { db, pulse }: Sources,
  { symbol, interval, from, to, asOf }: CandlesQuery,
  { instrument, asOfMs }: { instrument: ListedInstrument; asOfMs: number },
): Promise<ServedCandle | null> {
  const openTimeMs = openTimeOf(asOfMs, interval);
  if (openTimeMs >= (to ?? Infinity) || openTimeMs < (from ?? 0)) return null;
  const base = instrument.baseInterval;
  const closed = await closedParts(db, { symbol, base, openTimeMs, asOfMs });
  const live = asOf === undefined ? pulse.formingOf(symbol) : [];
  const [candle] = aggregate(
    inOrder([...closed, ...live.filter((bar) => bar.openTimeMs >= openTimeMs)]),
    base,
    interval,
  );
  return candle ? { ...plain(candle), provider: `forming:${base}`, complete: true, source: base } : null;
}

async function tickerAt(
  db: DataSource,
  { symbol, baseInterval: base }: ListedInstrument,
  { asOfMs, live }: { asOfMs: number; live: readonly Candle[] },
): Promise<Ticker | null> {
  const closed = await closedParts(db, { symbol, base, openTimeMs: asOfMs - DAY_MS, asOfMs });
  const [first, ...rest] = inOrder([...closed, ...live]);
  return first ? tickerOf(symbol, [first, ...rest], asOfMs) : null;
}

/** A candle may become durable between the two reads and then stand in both: the stored one, which comes first, counts. */
function inOrder(candles: readonly Candle[]): Candle[] {
  const byTime = new Map<number, Candle>();
  for (const candle of candles) if (!byTime.has(candle.openTimeMs)) byTime.set(candle.openTimeMs, candle);
  return [...byTime.values()].sort((a, b) => a.openTimeMs - b.openTimeMs);
}

type Span = { symbol: string; base: Interval; openTimeMs: number; asOfMs: number };

/** Closed candles that cover [openTimeMs, asOfMs) as far as possible: days, then hours, then base candles. */
async function closedParts(db: DataSource, { symbol, base, openTimeMs, asOfMs }: Span): Promise<Candle[]> {
  const parts: Candle[] = [];
  let fromMs = openTimeMs;
  for (const interval of [...STEPS.filter((step) => step !== base), base]) {
    if (openTimeOf(fromMs, interval) !== fromMs && interval !== base) continue;
    parts.push(...(await readCandles(db, { symbol, interval, asOfMs, limit: 5_000, fromMs })));
    fromMs = Math.max(fromMs, openTimeOf(asOfMs, interval));
  }
  return parts;
}

/** An instrument that is listed. @throws AppError not-found */
export async function listed(db: DataSource, symbol: string): Promise<ListedInstrument> {
  const found = (await readInstruments(db)).find((instrument) => instrument.symbol === symbol);
  if (!found) throw new AppError('not-found', `No instrument is named ${symbol}`);
  return found;
}

function counted(rows: readonly ServedCandle[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { provider } of rows) counts[provider] = (counts[provider] ?? 0) + 1;
  return counts;
}
