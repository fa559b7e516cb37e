import type { Interval } from '@orbiquant/contracts';
import type { ParameterValues } from '@orbiquant/quant';
import type { WarmUp } from '../../trading-strategy.ts';
import type { Operand } from '../language/operand.ts';
import { indicatorValues, numberOf, sourcesOf, type RuleModel, type SeriesModel } from './rule-model.ts';
import { walkRules } from './walk-rules.ts';

/** Bars behind the newest one that have to be there, by interval; `base` are the bars that are decided on. */
export type LookBack = ReadonlyMap<Interval | 'base', number>;

/** What each series looks back under given values of the parameters. Across intervals it is an upper bound. */
export function lookBacksOf({ series }: RuleModel, values: ParameterValues): ReadonlyMap<string, LookBack> {
  const found = new Map<string, LookBack>();
  for (const [name, model] of series) found.set(name, lookBackOf(model, values, found));
  return found;
}

function lookBackOf(model: SeriesModel, values: ParameterValues, found: ReadonlyMap<string, LookBack>): LookBack {
  if (model.isConstant) return new Map();
  const own = model.indicator?.warmUp(indicatorValues(model, values))[model.output] ?? 0;
  const needed = new Map<Interval | 'base', number>([[model.interval ?? 'base', own]]);
  for (const { name, shift } of sourcesOf(model.series)) join(needed, found.get(name)!, own + shift);
  for (const shift of priceShifts(model)) join(needed, new Map([['base', 0]]), shift);
  return needed;
}

const priceShifts = ({ series }: SeriesModel): number[] =>
  'combine' in series ? [series.left, series.right].flatMap((term) => ('price' in term ? [term.shift ?? 0] : [])) : [];

function join(into: Map<Interval | 'base', number>, from: LookBack, extra: number): void {
  for (const [interval, bars] of from) into.set(interval, Math.max(into.get(interval) ?? 0, bars + extra));
}

/** Tells what every operand of the conditions and exits looks back, each with its path. */
export function tellLookBacks(
  model: RuleModel,
  values: ParameterValues,
  tell: (path: string, needed: LookBack) => void,
): void {
  const found = lookBacksOf(model, values);
  const tellSeries = (name: string, extra: number, path: string): void => {
    const needed = new Map<Interval | 'base', number>();
    join(needed, found.get(name)!, extra);
    tell(path, needed);
  };
  const tellOperand = (operand: Operand, extra: number, path: string): void => {
    if ('series' in operand) tellSeries(operand.series, (operand.shift ?? 0) + extra, path);
    if ('price' in operand) tell(path, new Map([['base', (operand.shift ?? 0) + extra]]));
    if ('position' in operand && operand.range !== undefined) tellSeries(operand.range, 0, path);
  };
  walkRules(model.rules, {
    operand: (operand, { part, path }) => void (part !== 'series' && tellOperand(operand, 0, path)),
    condition(condition, { path }) {
      if ('trend' in condition) tellOperand(condition.of, numberOf(condition.bars, values), path);
      if (!('crosses' in condition)) return;
      tellOperand(condition.left, 1, path);
      tellOperand(condition.right, 1, path);
    },
    name: (name, path) => void (!path.startsWith('series[') && tellSeries(name, 0, path)),
  });
}

/** Closed candles that a rule set needs before it may enter, by interval. */
export function warmUpOf(model: RuleModel, values: ParameterValues): WarmUp {
  const needed = new Map<Interval | 'base', number>([['base', 0]]);
  tellLookBacks(model, values, (_path, each) => join(needed, each, 0));
  return Object.fromEntries([...needed].map(([interval, bars]) => [interval, bars + 1]));
}
