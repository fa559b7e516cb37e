import type { Interval } from '@orbiquant/contracts';
import { indicators, type Indicator } from '@orbiquant/quant';
import type { RuleParameter } from '../language/rule-number.ts';
import type { IndicatorSeries, Series } from '../language/series.ts';
import { checkNumber } from './check-number.ts';
import { suggestion, type RuleFaults } from './rule-fault.ts';
import { sourcesOf, type SeriesModel } from './rule-model.ts';

type Known = {
  readonly parameters: ReadonlyMap<string, RuleParameter>;
  readonly series: ReadonlyMap<string, SeriesModel>;
  readonly faults: RuleFaults;
};

/** Looks up every name of a series and tells what does not fit; the series that it reads have been resolved before. */
export function resolveSeries(series: Series, path: string, known: Known): SeriesModel {
  const indicator = 'indicator' in series ? (indicators.get(series.indicator) ?? null) : null;
  if ('indicator' in series) checkIndicator(series, { path, indicator, known });
  const sources = sourcesOf(series).flatMap(({ name, field }) => {
    const source = known.series.get(name);
    return source ? [{ source, field }] : [];
  });
  checkIntervals(series, sources, { path, faults: known.faults });
  const isConstant = 'value' in series || ('combine' in series && isConstantCombination(series, sources));
  const interval = isConstant ? null : intervalOf(series);
  return { series, path, interval, isConstant, indicator, output: outputIndex(series, indicator) };
}

type Source = { readonly source: SeriesModel; readonly field: string };

const intervalOf = (series: Series): Interval | null => ('value' in series ? null : (series.interval ?? null));

function checkIntervals(
  series: Series,
  sources: readonly Source[],
  { path, faults }: { path: string; faults: RuleFaults },
): void {
  const interval = intervalOf(series);
  if ('combine' in series && interval !== null) checkCombined(series, path, faults);
  if (!needsSameInterval(series)) return;
  for (const { source, field } of sources)
    if (!source.isConstant && source.interval !== interval)
      faults.add(`${path}.${field}`, 'interval-mismatch', mismatch(source, interval));
}

const needsSameInterval = (series: Series): boolean =>
  'indicator' in series || ('combine' in series && series.interval !== undefined);

const mismatch = ({ series, interval: other }: SeriesModel, interval: string | null): string =>
  `'${series.name}' is made of ${other ?? 'the base'} bars, this of ${interval ?? 'the base'} bars`;

const isConstantCombination = (
  { left, right }: Extract<Series, { combine: unknown }>,
  sources: readonly Source[],
): boolean => [left, right].every((term) => !('price' in term)) && sources.every(({ source }) => source.isConstant);

/** Prices of a combination are columns of the base: on coarser candles a price is a series of its own. */
function checkCombined(series: Extract<Series, { combine: unknown }>, path: string, faults: RuleFaults): void {
  for (const field of ['left', 'right'] as const)
    if ('price' in series[field])
      faults.add(`${path}.${field}.price`, 'interval-mismatch', 'declare this price as a series of that interval');
}

const outputIndex = (series: Series, indicator: Indicator | null): number =>
  'indicator' in series && series.output !== undefined
    ? Math.max(indicator?.outputs.indexOf(series.output) ?? 0, 0)
    : 0;

type Asked = { readonly path: string; readonly indicator: Indicator | null; readonly known: Known };

function checkIndicator(series: IndicatorSeries, { path, indicator, known }: Asked): void {
  const { faults } = known;
  if (!indicator) {
    const near = suggestion(series.indicator, [...indicators.keys()]);
    const message = `there is no indicator '${series.indicator}'${near}`;
    return faults.add(`${path}.indicator`, 'unknown-indicator', message);
  }
  checkOutput(series, indicator, { path, faults });
  if (series.source !== undefined && !indicator.inputs.includes('source')) {
    const message = `${indicator.name} reads ${indicator.inputs.join(', ')} of the bars, no other series`;
    faults.add(`${path}.source`, 'no-source', message);
  }
  for (const [name, value] of Object.entries(series.parameters ?? {})) {
    const spec = Object.hasOwn(indicator.parameters, name) ? indicator.parameters[name] : undefined;
    const at = `${path}.parameters.${name}`;
    if (spec) {
      const { kind, min, max } = spec;
      checkNumber(value, { min, max, isWhole: kind === 'integer' }, { path: at, ...known });
    } else {
      const message = `${indicator.name} has no parameter '${name}'${suggestion(name, Object.keys(indicator.parameters))}`;
      faults.add(at, 'unknown-parameter', message);
    }
  }
}

function checkOutput(
  { output }: IndicatorSeries,
  { name, outputs }: Indicator,
  { path, faults }: { path: string; faults: RuleFaults },
): void {
  if (output === undefined ? outputs.length === 1 : outputs.includes(output)) return;
  const message =
    output === undefined
      ? `${name} gives several series; say which: ${outputs.join(', ')}`
      : `${name} gives no '${output}'${suggestion(output, outputs)}`;
  faults.add(`${path}.output`, 'wrong-output', message);
}
