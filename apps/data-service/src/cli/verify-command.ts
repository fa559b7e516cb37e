import type { Candle, Interval } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { aggregate, isComplete, isSameCandle, nextOpenTime, plain } from '@orbiquant/market';
import { ownSpan, readOwnCandles } from '@orbiquant/market-store';
import type { DataSource } from '@orbiquant/platform-db';
import { argumentsOf, report, seriesOf, withDatabase, type DataCommand } from './data-command.ts';

/** How our own coarser candles compare with those that the exchange itself published. */
export type Verification = {
  symbol: string;
  from: Interval;
  to: Interval;
  /** Pairs that were compared. */
  compared: number;
  /** Exchange candles for which finer candles are missing: [open time]. */
  missing: number[];
  differences: Array<{ openTimeMs: number; ours: Candle; theirs: Candle }>;
};

/** `data verify --symbol S --from 5m --to 1h [--json]`: exit code 1 when anything differs. */
export const verifyCommand: DataCommand = async (args, { databaseUrl, write }) => {
  const { values } = argumentsOf(args, {
    symbol: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  });
  const { symbol, interval: from } = seriesOf(values.symbol, values.from);
  const { interval: to } = seriesOf(values.symbol, values.to);
  const result = await withDatabase(databaseUrl, (db) => verify(db, { symbol, from, to }));
  const { compared, missing, differences } = result;
  report(result, { json: values.json ?? false, write }, [
    `${symbol}: ${compared} candles of ${to} compared with ${from}: ${differences.length} differences, ${missing.length} without finer data`,
  ]);
  return differences.length === 0 && compared > 0 ? 0 : 1;
};

/** Aggregates the stored finer candles and compares them with the stored candles of the coarser interval itself. */
export async function verify(
  db: DataSource,
  { symbol, from, to }: Pick<Verification, 'symbol' | 'from' | 'to'>,
): Promise<Verification> {
  const span = await ownSpan(db, symbol, to);
  if (!span)
    throw new AppError(
      'not-found',
      `No candles of ${symbol} are stored under ${to} itself: import the exchange's own first`,
    );
  const fromMs = span.firstMs;
  const toMs = nextOpenTime(span.lastMs, to);
  const theirs = await readOwnCandles(db, { symbol, interval: to, fromMs, toMs });
  const finer = await readOwnCandles(db, { symbol, interval: from, fromMs, toMs });
  const ours = new Map(
    aggregate(finer, from, to)
      .filter((candle) => isComplete(candle, to))
      .map((candle) => [candle.openTimeMs, plain(candle)]),
  );
  const pairs = theirs.map((candle) => ({ theirs: candle, ours: ours.get(candle.openTimeMs) }));
  return {
    symbol,
    from,
    to,
    compared: pairs.filter((pair) => pair.ours).length,
    missing: pairs.filter((pair) => !pair.ours).map((pair) => pair.theirs.openTimeMs),
    differences: pairs.flatMap((pair) =>
      pair.ours && !isSameCandle(pair.ours, pair.theirs)
        ? [{ openTimeMs: pair.theirs.openTimeMs, ours: pair.ours, theirs: pair.theirs }]
        : [],
    ),
  };
}
