import { invariant } from '@orbiquant/kernel';
import type { Instrument } from './instrument.ts';
import { tradeCountOf, type TapeTrade } from './expand-candle.ts';

/** One base candle in whole ticks and tape steps, exact in a double. */
export type TapeCandle = { openTimeMs: number; open: number; high: number; low: number; close: number; volume: number };

/** Every base candle of one instrument, column by column, without gaps in index and with ascending open times. */
export type CandleSeries = {
  readonly instrument: Instrument;
  /** Length of a base candle. */
  readonly baseMs: number;
  length(): number;
  at(index: number): TapeCandle;
  openTimeAt(index: number): number;
  /** Number of trades before this candle; its first trade carries this number plus one as id. */
  tradesBefore(index: number): number;
  /** Index of the first candle that opens at or after `atMs`. */
  firstAtOrAfter(atMs: number): number;
  append(candle: TapeCandle): void;
  /** Trades of the candle at `index` where they were recorded; absent where only candles are, and trades are made of them. */
  readonly recordedTrades?: (index: number) => TapeTrade[];
};

const COLUMNS = 7;

/** An empty series that grows by `append`; how many trades a candle holds is the source's to say. */
export function candleSeries(
  instrument: Instrument,
  baseMs: number,
  countOf: (candle: TapeCandle) => number = (candle) => tradeCountOf(candle, instrument.symbol),
): CandleSeries {
  let size = 0;
  let trades = 0;
  let columns = new Float64Array(COLUMNS * 1024);
  const cell = (index: number, column: number): number => columns[index * COLUMNS + column] ?? 0;
  const openTimeAt = (index: number): number => cell(index, 0);
  const tradesBefore = (index: number): number => (index < size ? cell(index, 6) : trades);

  const at = (index: number): TapeCandle => ({
    openTimeMs: cell(index, 0),
    open: cell(index, 1),
    high: cell(index, 2),
    low: cell(index, 3),
    close: cell(index, 4),
    volume: cell(index, 5),
  });

  function append(candle: TapeCandle): void {
    invariant(size === 0 || candle.openTimeMs > openTimeAt(size - 1), 'candles come in ascending order of open time');
    invariant(candle.openTimeMs % baseMs === 0, 'a candle opens on the grid of its interval');
    if ((size + 1) * COLUMNS > columns.length) {
      const wider = new Float64Array(columns.length * 2);
      wider.set(columns);
      columns = wider;
    }
    const { openTimeMs, open, high, low, close, volume } = candle;
    columns.set([openTimeMs, open, high, low, close, volume, trades], size * COLUMNS);
    trades += countOf(candle);
    size += 1;
  }

  function firstAtOrAfter(atMs: number): number {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (openTimeAt(middle) < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return { instrument, baseMs, length: () => size, at, openTimeAt, tradesBefore, firstAtOrAfter, append };
}
