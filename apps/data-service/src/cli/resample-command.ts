import { deriveSpan } from '../import-file.ts';
import { AppError } from '@orbiquant/kernel';
import { coarserThan } from '@orbiquant/market';
import { ownSpan } from '@orbiquant/market-store';
import { argumentsOf, report, seriesOf, withDatabase, type DataCommand } from './data-command.ts';

/** `data resample --symbol S --from 5m [--json]`: makes every coarser candle anew from the stored finer ones. */
export const resampleCommand: DataCommand = async (args, { databaseUrl, write }) => {
  const { values } = argumentsOf(args, { symbol: { type: 'string' }, from: { type: 'string' } });
  const series = seriesOf(values.symbol, values.from);
  const changed = await withDatabase(databaseUrl, async (db) => {
    const span = await ownSpan(db, series.symbol, series.interval);
    if (!span) throw new AppError('not-found', `No candles of ${series.symbol} are stored under ${series.interval}`);
    return deriveSpan(db, { ...series, ...span });
  });
  const result = { symbol: series.symbol, from: series.interval, to: coarserThan(series.interval), changed };
  report(result, { json: values.json ?? false, write }, [
    `${series.symbol}: ${changed} coarser candles are new or changed`,
  ]);
  return 0;
};
