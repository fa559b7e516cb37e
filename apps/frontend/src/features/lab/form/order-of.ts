import type { LabAssumptions, LabOrder, LabSearch, LabWindows, SearchRange, StrategyInfo } from '@orbiquant/contracts';
import { fromField } from '../../../shared/format/times.ts';
import { barsInDays, daysOfBars } from '../parts/interval-days.ts';
import { writeNumber } from '../parts/read-number.ts';
import { COMBINATIONS_MAX, combinationsOf } from './combinations.ts';
import type { Fault } from './fault.ts';
import { numberReader, type NumberReader } from './number-reader.ts';
import { searches, type RunForm } from './run-form.ts';

/** An order that can be sent, or everything that is wrong with what was typed, each under the field it belongs to. */
export type Ordered = { ok: true; order: LabOrder } | { ok: false; faults: readonly Fault[] };

type Known = { strategies: readonly StrategyInfo[]; language: string };

const SYMBOLS_MAX = 10;
const TRAIN_BARS_MIN = 50;
const TEST_BARS_MIN = 10;

/** What was typed as an order. The server checks again: it also knows the candles. */
export function orderOf(form: RunForm, { strategies, language }: Known): Ordered {
  const reader = numberReader(language);
  const strategy = strategies.find(({ name }) => name === form.strategy);
  const order: LabOrder = {
    kind: form.kind,
    strategy: form.strategy,
    ...(form.rules && form.strategy === 'rules' ? { rules: form.rules } : {}),
    parameters: parametersOf(form, strategy, reader),
    symbols: symbolsOf(form, reader),
    interval: form.interval,
    ...spanOf(form, reader),
    assumptions: assumptionsOf(form, reader),
    ...(searches(form.kind) ? { search: searchOf(form, strategy, reader) } : {}),
    ...(form.kind === 'walk-forward' ? { windows: windowsOf(form, reader, language) } : {}),
    paths: form.kind === 'monte-carlo' ? reader.whole('paths', form.paths, { min: 10, max: 20_000 }) : 1_000,
    seed: form.seed.trim() === '' ? 'lab' : form.seed.trim(),
  };
  return reader.faults.length > 0 ? { ok: false, faults: reader.faults } : { ok: true, order };
}

function parametersOf(form: RunForm, strategy: StrategyInfo | undefined, reader: NumberReader): Record<string, number> {
  const specs = new Map(strategy?.parameters.map((spec) => [spec.name, spec]));
  const searched = searches(form.kind) ? form.ranges : {};
  return Object.fromEntries(
    Object.entries(form.parameters)
      .filter(([name]) => !searched[name]?.on)
      .map(([name, text]) => {
        const spec = specs.get(name);
        const read = spec?.kind === 'integer' ? reader.whole : reader.number;
        return [name, read(`parameters.${name}`, text, { min: spec?.min ?? -Infinity, max: spec?.max ?? Infinity })];
      }),
  );
}

function symbolsOf({ symbols }: RunForm, { refuse }: NumberReader): string[] {
  if (symbols.length === 0) refuse({ field: 'symbols', code: 'empty' });
  if (symbols.length > SYMBOLS_MAX)
    refuse({ field: 'symbols', code: 'too-many', params: { count: symbols.length, max: SYMBOLS_MAX } });
  return [...symbols];
}

function spanOf({ from, to }: RunForm, { refuse }: NumberReader): { fromMs: number; toMs: number } {
  const [fromMs, toMs] = [fromField(from), fromField(to)];
  if (fromMs === null) refuse({ field: 'fromMs', code: 'missing' });
  if (toMs === null) refuse({ field: 'toMs', code: 'missing' });
  if (fromMs !== null && toMs !== null && fromMs >= toMs) refuse({ field: 'toMs', code: 'out-of-order' });
  return { fromMs: fromMs ?? 0, toMs: toMs ?? 0 };
}

function assumptionsOf(form: RunForm, reader: NumberReader): LabAssumptions {
  const cost = (name: 'makerFeeBps' | 'takerFeeBps' | 'slippageBps'): number =>
    reader.number(`assumptions.${name}`, form[name], { min: 0, max: 500 });
  return {
    cash: reader.number('assumptions.cash', form.cash, { min: 1, max: 1e9 }),
    makerFeeBps: cost('makerFeeBps'),
    takerFeeBps: cost('takerFeeBps'),
    slippageBps: cost('slippageBps'),
    latencyBars: reader.whole('assumptions.latencyBars', form.latencyBars, { min: 0, max: 100 }),
    limitFill: 'trade-through',
    participationMax: 0.1,
    allowShort: form.short,
    market: form.short ? 'perpetual' : 'spot',
    leverageMax: 1,
  };
}

function searchOf(form: RunForm, strategy: StrategyInfo | undefined, reader: NumberReader): LabSearch {
  const chosen = (strategy?.parameters ?? []).filter(({ name }) => form.ranges[name]?.on);
  const before = reader.faults.length;
  const ranges = Object.fromEntries(chosen.map((spec) => [spec.name, rangeOf(form, spec, reader)]));
  const count = combinationsOf(Object.values(ranges));
  if (chosen.length === 0) reader.refuse({ field: 'search.ranges', code: 'empty' });
  if (reader.faults.length === before && form.method === 'grid' && count > COMBINATIONS_MAX)
    reader.refuse({ field: 'search.ranges', code: 'too-many', params: { count, max: COMBINATIONS_MAX } });
  return {
    method: form.method,
    ranges,
    objectives: [form.objective],
    trialsMax:
      form.method === 'grid'
        ? Math.min(COMBINATIONS_MAX, Math.max(2, count))
        : reader.whole('search.trialsMax', form.trialsMax, { min: 2, max: COMBINATIONS_MAX }),
    tradesMin: reader.whole('search.tradesMin', form.tradesMin, { min: 0, max: 100_000 }),
  };
}

function rangeOf(form: RunForm, spec: StrategyInfo['parameters'][number], reader: NumberReader): SearchRange {
  const field = `search.ranges.${spec.name}`;
  const typed = form.ranges[spec.name]!;
  const read = spec.kind === 'integer' ? reader.whole : reader.number;
  const range = {
    from: read(field, typed.from, spec),
    to: read(field, typed.to, spec),
    step: read(field, typed.step, { min: spec.kind === 'integer' ? 1 : Number.MIN_VALUE, max: spec.max - spec.min }),
  };
  if (range.to < range.from) reader.refuse({ field, code: 'out-of-order' });
  return range;
}

function windowsOf(form: RunForm, reader: NumberReader, language: string): LabWindows {
  const bars = (name: string, text: string, least: number): number => {
    const field = `windows.${name}`;
    const days = reader.number(field, text, { min: 0, max: 100_000 });
    const count = barsInDays(days, form.interval);
    if (count < least && !reader.faults.some((fault) => fault.field === field))
      reader.refuse({
        field,
        code: 'too-short',
        params: { bars: least, days: writeNumber(daysOfBars(least, form.interval), language) },
      });
    return count;
  };
  return {
    mode: form.mode,
    trainBars: bars('trainBars', form.trainDays, TRAIN_BARS_MIN),
    testBars: bars('testBars', form.testDays, TEST_BARS_MIN),
    embargoBars: bars('embargoBars', form.embargoDays, 0),
  };
}
