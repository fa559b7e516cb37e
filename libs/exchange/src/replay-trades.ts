import { candleSeries, type CandleSeries, type TapeCandle } from './candle-series.ts';
import type { TapeTrade } from './expand-candle.ts';
import { instrumentOf, type Instrument } from './instrument.ts';
import { INTERVAL_MS } from './intervals.ts';
import { faulty, mostDecimals, scaled, type RecordFile } from './record-file.ts';

const FILE_NAME = /^([A-Z0-9]{5,})-(trades|aggTrades)-/;
/** Candles of a record of trades are this long at the finest. */
const BASE_MS = INTERVAL_MS['1m'];

/** Which column holds what; Binance's public archives name none when they are older than 2025. */
const COLUMNS = {
  trades: { price: 1, quantity: 2, timeMs: 4, isBuyerMaker: 5, count: 7 },
  aggTrades: { price: 1, quantity: 2, timeMs: 5, isBuyerMaker: 6, count: 8 },
} as const;
type Columns = (typeof COLUMNS)[keyof typeof COLUMNS];

/** Whether a file's name says that it holds trades and not candles. */
export const isTradesFile = (name: string): boolean => FILE_NAME.test(name);

/**
 * Recorded trades as a series of one-minute candles, each of exactly its recorded trades: price, quantity, time and
 * aggressor stay as they were, ids are counted anew from 1. Files are named and written as in Binance's public data
 * (`BTCUSDT-trades-2025-01-01.csv`, or `-aggTrades-`), with or without a header, times in milli- or microseconds.
 *
 * @throws AppError `invalid-input` naming the file and line when a trade is not one or goes back in time.
 * @see    https://github.com/binance/binance-public-data, "Trades" and "AggTrades"
 */
export function replayTrades({ name, text }: RecordFile): CandleSeries {
  const [, symbol = '', kind] = FILE_NAME.exec(name) ?? [];
  if (kind !== 'trades' && kind !== 'aggTrades') throw faulty(name, 'the name must start like BTCUSDT-trades-');
  const columns = COLUMNS[kind];
  const rows = rowsOf(name, text, columns);
  const instrument = instrumentOf(symbol, {
    priceDecimals: mostDecimals(rows, [columns.price]),
    volumeDecimals: mostDecimals(rows, [columns.quantity]),
  });
  const first = isHeader(text.split(/\r?\n/, 1)[0] ?? '') ? 2 : 1;
  const trades = rows.map((row, k) => {
    const trade = tradeOf(row, { columns, instrument, id: k + 1 });
    return trade ?? refuse(name, k + first, 'not a trade');
  });
  const backwards = trades.findIndex((trade, k) => k > 0 && trade.timeMs < trades[k - 1]!.timeMs);
  if (backwards > 0) refuse(name, backwards + first, 'earlier than the trade before it');
  return seriesOf(instrument, trades);
}

function rowsOf(name: string, text: string, { count }: Columns): string[][] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const rows = (isHeader(lines[0] ?? '') ? lines.slice(1) : lines).map((line) => line.split(','));
  if (rows.length === 0) throw faulty(name, 'no trade in it');
  if (rows[0]!.length < count - 1) throw faulty(name, `a trade has ${count} columns`);
  return rows;
}

const isHeader = (line: string): boolean => /^[a-z]/i.test(line);

type Row = { columns: Columns; instrument: Instrument; id: number };

function tradeOf(row: string[], { columns, instrument, id }: Row): TapeTrade | null {
  const cell = (column: number): string => (row[column] ?? '').trim();
  const price = scaled(cell(columns.price), instrument.priceDecimals);
  const quantity = scaled(cell(columns.quantity), instrument.tapeDecimals);
  const timeMs = epochMs(cell(columns.timeMs));
  const maker = cell(columns.isBuyerMaker).toLowerCase();
  const isTrade = [price, quantity, timeMs].every((value) => Number.isSafeInteger(value) && value > 0);
  return isTrade && /^(true|false)$/.test(maker)
    ? { id, timeMs, price, quantity, isBuyerMaker: maker === 'true' }
    : null;
}

/** Binance writes microseconds since 2025 and milliseconds before: told apart by size. */
const epochMs = (text: string): number => {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  return value < 1e14 ? value : Math.floor(value / 1000);
};

function refuse(name: string, line: number, why: string): never {
  throw faulty(`${name}, line ${line}`, why);
}

function seriesOf(instrument: Instrument, trades: readonly TapeTrade[]): CandleSeries {
  const groups = minutesOf(trades);
  const series = candleSeries(instrument, BASE_MS, ({ openTimeMs }) => groups.get(openTimeMs)?.length ?? 0);
  for (const [openTimeMs, group] of groups) series.append(candleOf(openTimeMs, group));
  return { ...series, recordedTrades: (index) => groups.get(series.openTimeAt(index)) ?? [] };
}

function minutesOf(trades: readonly TapeTrade[]): Map<number, TapeTrade[]> {
  const minutes = new Map<number, TapeTrade[]>();
  for (const trade of trades) {
    const openTimeMs = Math.floor(trade.timeMs / BASE_MS) * BASE_MS;
    const group = minutes.get(openTimeMs);
    if (group) group.push(trade);
    else minutes.set(openTimeMs, [trade]);
  }
  return minutes;
}

function candleOf(openTimeMs: number, trades: readonly TapeTrade[]): TapeCandle {
  const candle = { openTimeMs, open: trades[0]!.price, high: 0, low: Infinity, close: 0, volume: 0 };
  for (const { price, quantity } of trades) {
    candle.high = Math.max(candle.high, price);
    candle.low = Math.min(candle.low, price);
    candle.close = price;
    candle.volume += quantity;
  }
  return candle;
}
