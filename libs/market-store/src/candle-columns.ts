import type { Candle } from '@orbiquant/contracts';
import { columnsOf } from '@orbiquant/market';

/** What a query selects to get a candle with `number`s in it; `numeric` -> `float8` rounds to the nearest double. */
export const CANDLE_SELECT =
  '(extract(epoch FROM open_time) * 1000)::float8 AS "openTimeMs", open::float8 AS open, high::float8 AS high, low::float8 AS low, close::float8 AS close, volume::float8 AS volume';

/** A rowset of candles from six array parameters, the first of which is `$from`. */
export const candleRowset = (from: number): string =>
  `(SELECT to_timestamp(t / 1000.0) AS open_time, o AS open, h AS high, l AS low, c AS close, v AS volume
      FROM unnest($${from}::float8[], $${from + 1}::numeric[], $${from + 2}::numeric[], $${from + 3}::numeric[], $${from + 4}::numeric[], $${from + 5}::numeric[]) AS x(t, o, h, l, c, v))`;

/** The six array parameters of `candleRowset`. */
export function candleParameters(candles: readonly Candle[]): number[][] {
  const { openTimeMs, open, high, low, close, volume } = columnsOf(candles);
  return [openTimeMs, open, high, low, close, volume];
}

/** A time for a query. */
export const at = (ms: number): Date => new Date(ms);
