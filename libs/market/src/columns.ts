import type { Candle, CandleColumns } from '@orbiquant/contracts';

/** The six columns of a table of candles. */
export type Columns = Pick<CandleColumns, 'openTimeMs' | 'open' | 'high' | 'low' | 'close' | 'volume'>;

/** Candles column by column, in the order given: a third of the bytes of rows. */
export function columnsOf(candles: readonly Candle[]): Columns {
  const column = (name: keyof Candle): number[] => candles.map((candle) => candle[name]);
  return {
    openTimeMs: column('openTimeMs'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}
