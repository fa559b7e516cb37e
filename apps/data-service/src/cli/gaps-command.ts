import { qualityReports } from '@orbiquant/market-store';
import { Symbol } from '@orbiquant/contracts';
import { argumentsOf, report, withDatabase, type DataCommand } from './data-command.ts';

/** `data gaps [--symbol S] [--json]`: what is missing and what was refused, per stored series. */
export const gapsCommand: DataCommand = async (args, { databaseUrl, write }) => {
  const { values } = argumentsOf(args, { symbol: { type: 'string' } });
  const symbol = values.symbol === undefined ? undefined : Symbol.parse(values.symbol);
  const reports = await withDatabase(databaseUrl, (db) => qualityReports(db, { symbol, asOfMs: null }));
  report(
    { series: reports },
    { json: values.json ?? false, write },
    reports.map(({ symbol: name, interval, accepted, gaps, quarantined }) => {
      const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
      const refused = quarantined.reduce((sum, { rows }) => sum + rows, 0);
      return `${name} ${interval}: ${accepted} candles, ${missing} missing in ${gaps.length} gaps, ${refused} quarantined`;
    }),
  );
  return 0;
};
