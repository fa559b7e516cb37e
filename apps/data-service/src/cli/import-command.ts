import { Interval } from '@orbiquant/contracts';
import { systemClock } from '@orbiquant/kernel';
import { importFile, type ImportReport } from '../import-file.ts';
import { argumentsOf, report, withDatabase, type DataCommand } from './data-command.ts';
import { progressBar } from './progress-bar.ts';

/** `data import FILES... [--symbol S --interval I] [--trust-last-bar] [--json]` */
export const importCommand: DataCommand = async (args, { databaseUrl, write }) => {
  const { values, positionals } = argumentsOf(args, {
    symbol: { type: 'string' },
    interval: { type: 'string' },
    'trust-last-bar': { type: 'boolean' },
  });
  const reports = await withDatabase(databaseUrl, async (db) => {
    const done: ImportReport[] = [];
    for (const path of positionals) {
      const bar = progressBar(path);
      const order = {
        path,
        symbol: values.symbol,
        interval: values.interval === undefined ? undefined : Interval.parse(values.interval),
        trustLastBar: values['trust-last-bar'] ?? false,
      };
      done.push(
        await importFile(order, { db, clock: systemClock, onProgress: ({ lines }) => bar.show(`${lines} rows`) }),
      );
      bar.end();
    }
    return done;
  });
  const result = { files: reports, rows: reports.reduce((sum, { rows }) => sum + rows, 0) };
  report(result, { json: values.json ?? false, write }, reports.map(sentenceOf));
  return positionals.length > 0 ? 0 : 2;
};

function sentenceOf({ file, symbol, interval, inserted, revised, unchanged, quarantined }: ImportReport): string {
  const refused = Object.entries(quarantined).map(([reason, rows]) => `${rows} ${reason}`);
  return `${file}: ${symbol} ${interval}, ${inserted} new, ${revised} revised, ${unchanged} unchanged, quarantined: ${refused.join(', ') || 'none'}`;
}
