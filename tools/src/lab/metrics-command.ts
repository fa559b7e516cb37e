import { metricsOf } from '@orbiquant/quant';
import { filesOption, labArguments, numberOption, textOption } from './lab-arguments.ts';
import { jsonOut } from './json-out.ts';
import { numberOf, readTable } from './read-table.ts';
import { UsageError } from './usage-error.ts';

/** `metrics --in RETURNS.csv --periods-per-year N --json`: the measures of a series of simple returns (0.01 = 1 %). */
export async function metricsCommand(args: string[], write: (line: string) => void): Promise<number> {
  const given = labArguments(args, {
    in: { type: 'string', multiple: true },
    'periods-per-year': { type: 'string' },
    'risk-free': { type: 'string' },
    benchmark: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [file, ...more] = filesOption(given);
  if (!file || more.length > 0) throw new UsageError('metrics reads one file of returns');
  const returns = readReturns(file);
  const benchmark = textOption(given, 'benchmark');
  const periodsPerYear = numberOption(given, 'periods-per-year', 365);
  const options = {
    periodsPerYear,
    riskFree: numberOption(given, 'risk-free', 0),
    ...(benchmark ? { benchmark: readReturns(benchmark) } : {}),
  };
  write(jsonOut({ observations: returns.length, periodsPerYear, ...metricsOf(returns, options) }));
  return 0;
}

/** The last column of a file of returns; empty cells are left out, as a market that was closed. */
function readReturns(path: string): Float64Array {
  const { rows } = readTable(path);
  const cells = rows.map((row) => row.at(-1) ?? '').filter((cell) => cell !== '');
  const returns = Float64Array.from(cells, numberOf);
  const bad = returns.findIndex(Number.isNaN);
  if (bad >= 0) throw new UsageError(`${path}, row ${bad + 1}: ${cells[bad]} is not a return`);
  return returns;
}
