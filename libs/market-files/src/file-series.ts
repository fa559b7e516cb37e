import { basename } from 'node:path';
import { INTERVALS, withSlash, type Interval } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';

/** Whose candles a file holds. */
export type FileSeries = { symbol: string; interval: Interval };

const NAME = new RegExp(`(?:^|[^A-Z0-9])([A-Z0-9]{5,})[-_](${INTERVALS.join('|')})(?![A-Za-z0-9])`);

/**
 * Symbol and interval of a candle file: as given, else as its name says (`BTCUSDT-5m-2025Q1.csv.gz`).
 * @throws AppError invalid-input when neither tells.
 */
export function fileSeriesOf(path: string, given: Partial<FileSeries> = {}): FileSeries {
  const [, symbol, interval] = NAME.exec(basename(path)) ?? [];
  const found = { symbol: given.symbol ?? symbol, interval: given.interval ?? (interval as Interval | undefined) };
  if (found.symbol && found.interval) return { symbol: withSlash(found.symbol), interval: found.interval };
  throw new AppError(
    'invalid-input',
    `${basename(path)}: the name does not say whose candles these are, such as BTCUSDT-5m-2025Q1.csv; give --symbol and --interval`,
  );
}
