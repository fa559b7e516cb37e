import type { Interval } from '@orbiquant/contracts';
import type { Indicator, ParameterValues } from '@orbiquant/quant';
import type { RuleNumber, RuleParameter } from '../language/rule-number.ts';
import type { Rules } from '../language/rules.ts';
import type { Series } from '../language/series.ts';

/** A series whose names have all been looked up. */
export type SeriesModel = {
  readonly series: Series;
  readonly path: string;
  /** Null = the bars that are decided on. */
  readonly interval: Interval | null;
  /** The same number at every bar. */
  readonly isConstant: boolean;
  readonly indicator: Indicator | null;
  /** Place of the wanted output among those of the indicator. */
  readonly output: number;
};

/** A rule set that has been found sound, with its series in an order in which each comes after those it reads. */
export type RuleModel = {
  readonly rules: Rules;
  readonly parameters: ReadonlyMap<string, RuleParameter>;
  readonly series: ReadonlyMap<string, SeriesModel>;
};

/** The value of a number that may be a parameter. */
export const numberOf = (number: RuleNumber, values: ParameterValues): number =>
  typeof number === 'number' ? number : values[number.parameter]!;

/** What each indicator parameter of a series is under given values; defaults of the indicator where nothing is said. */
export function indicatorValues({ series, indicator }: SeriesModel, values: ParameterValues): ParameterValues {
  const given = 'indicator' in series ? (series.parameters ?? {}) : {};
  return Object.fromEntries(
    Object.entries(indicator?.parameters ?? {}).map(([name, spec]) => {
      const set = Object.hasOwn(given, name) ? given[name] : undefined;
      return [name, set === undefined ? spec.default : numberOf(set, values)];
    }),
  );
}

/** Series that a series reads. */
export function sourcesOf(series: Series): { readonly name: string; readonly field: string; readonly shift: number }[] {
  if ('indicator' in series)
    return series.source === undefined ? [] : [{ name: series.source, field: 'source', shift: 0 }];
  if (!('combine' in series)) return [];
  return (['left', 'right'] as const).flatMap((field) => {
    const term = series[field];
    return 'series' in term ? [{ name: term.series, field: `${field}.series`, shift: term.shift ?? 0 }] : [];
  });
}
