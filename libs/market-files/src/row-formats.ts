import type { Candle } from '@orbiquant/contracts';
import type { QualityFault } from '@orbiquant/market';

/** A row's candle, or why there is none in it. The time is told where it could be read. */
export type ParsedRow = { candle: Candle } | { fault: QualityFault; openTimeMs: number | null };

/** A way in which candle files are written. */
export type RowFormat = {
  name: 'ohlcv' | 'dated-export' | 'binance-klines';
  /** Taken from a running market, so that nothing proves that the newest bar had ended. */
  isSnapshot: boolean;
  parse: (fields: readonly string[]) => ParsedRow;
};

/** `ts,open,high,low,close,volume`; ts = open time. */
const ohlcv: RowFormat = {
  name: 'ohlcv',
  isSnapshot: false,
  parse: (fields) => (fields.length === 6 ? candleIn(fields, 0, 1) : unparsable),
};

/** `unix,date,symbol,open,high,low,close,Volume ..`: time twice, as a number and as text, which must agree. */
const datedExport: RowFormat = {
  name: 'dated-export',
  isSnapshot: true,
  parse: (fields) => {
    if (fields.length < 8) return unparsable;
    const row = candleIn(fields, 0, 3);
    if (!('candle' in row) || dateMs(fields[1] ?? '') === row.candle.openTimeMs) return row;
    return { fault: 'date-mismatch', openTimeMs: row.candle.openTimeMs };
  },
};

/** Binance public data: twelve columns without a header. @see https://github.com/binance/binance-public-data */
const binanceKlines: RowFormat = {
  name: 'binance-klines',
  isSnapshot: false,
  parse: (fields) => (fields.length === 12 || fields.length === 11 ? candleIn(fields, 0, 1) : unparsable),
};

const HEADERS: ReadonlyArray<[start: string, format: RowFormat]> = [
  ['ts,open,high,low,close,volume', ohlcv],
  ['unix,date,', datedExport],
  ['open_time,open,', binanceKlines],
];

/** The format that a header line announces, or that a first row without a header is in; null when it is neither. */
export function formatOf(text: string): { format: RowFormat; isHeader: boolean } | null {
  const fields = fieldsOf(text);
  const [, format] = HEADERS.find(([start]) => fields.join(',').toLowerCase().startsWith(start)) ?? [];
  if (format) return { format, isHeader: true };
  const isKline = fields.length === 12 && timeMs(fields[0] ?? '') !== null;
  return isKline ? { format: binanceKlines, isHeader: false } : null;
}

/** The columns of a row; these files quote nothing. */
export const fieldsOf = (text: string): string[] => text.split(',').map((field) => field.trim());

const unparsable: ParsedRow = { fault: 'unparsable', openTimeMs: null };

function candleIn(fields: readonly string[], timeAt: number, pricesAt: number): ParsedRow {
  const openTimeMs = timeMs(fields[timeAt] ?? '');
  if (openTimeMs === null) return unparsable;
  const [open = NaN, high = NaN, low = NaN, close = NaN, volume = NaN] = fields
    .slice(pricesAt, pricesAt + 5)
    .map(measured);
  return { candle: { openTimeMs, open, high, low, close, volume } };
}

/** What is not a number stays NaN, for the quality gate to name. */
const measured = (text: string): number => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN);

/** An instant in seconds, milliseconds or (Binance since 2025) microseconds: told apart by size. */
function timeMs(text: string): number | null {
  if (!/^\d{1,17}(\.0+)?$/.test(text)) return null;
  const value = Number(text);
  if (value < 1e11) return value * 1000;
  return value < 1e14 ? value : Math.floor(value / 1000);
}

const DATE = /^(\d{4})-(\d{2})-(\d{2}) (?:(\d{2}):(\d{2})(?::(\d{2}))?|(\d{2})-(AM|PM))$/;

/** `2021-08-11 00:00:00` or `2017-12-13 04-AM`, both UTC; NaN when it is neither. */
function dateMs(text: string): number {
  const match = DATE.exec(text);
  if (!match) return NaN;
  const [, year, month, day, hour24, minute = '0', second = '0', hour12, half] = match;
  const hour = hour12 === undefined ? Number(hour24) : (Number(hour12) % 12) + (half === 'PM' ? 12 : 0);
  return Date.UTC(Number(year), Number(month) - 1, Number(day), hour, Number(minute), Number(second));
}
