import type { Interval, LabKind, StrategyInfo } from '@orbiquant/contracts';
import { readNumber, writeNumber } from '../parts/read-number.ts';
import { COST_PRESETS, type CostPreset } from './cost-preset.ts';
import { usualParameters, usualRange } from './first-form.ts';
import { pickPeriod, type Period } from './pick-period.ts';
import { readyFor } from './ready-for.ts';
import type { RunForm } from './run-form.ts';
import type { Coverage } from './use-coverage.ts';

/** What an address may change of a form: a suggested next step says it so. */
export type Prefill = {
  kind?: LabKind | undefined;
  strategy?: string | undefined;
  period?: Period | undefined;
  costs?: CostPreset | undefined;
  interval?: Interval | undefined;
  /** Instruments, with commas between them. */
  symbols?: string | undefined;
  short?: boolean | undefined;
  cash?: number | undefined;
  /** What the stake of a trade is multiplied by. */
  stake?: number | undefined;
  /** Parameters to search, with commas between them. */
  search?: string | undefined;
};

type Known = { strategies: readonly StrategyInfo[]; coverage: Coverage | null; language: string };

/** A form with the changes of an address. */
export function prefilled(form: RunForm, wanted: Prefill, known: Known): RunForm {
  const { strategies, language } = known;
  const named = strategies.find(({ name }) => name === (wanted.strategy ?? form.strategy));
  const other = { ...form, ...otherStrategy(form, named, language) };
  const next: RunForm = {
    ...other,
    ...plainChanges(wanted, known),
    ...(wanted.stake ? { parameters: staked(other, wanted.stake, { named, language }) } : {}),
    ...(wanted.search ? { ranges: searching(wanted.search, named, language) } : {}),
  };
  return readyFor(next, { strategies, language });
}

const otherStrategy = (form: RunForm, named: StrategyInfo | undefined, language: string): Partial<RunForm> =>
  named && named.name !== form.strategy
    ? { strategy: named.name, parameters: usualParameters(named, language), ranges: {} }
    : {};

/** What stands in a field of its own. */
const plainChanges = (
  { kind, costs, period, ...wanted }: Prefill,
  { coverage, language }: Known,
): Partial<RunForm> => ({
  ...(costs ? COST_PRESETS[costs] : {}),
  ...(period && coverage ? pickPeriod(period, coverage) : {}),
  ...given({ kind, interval: wanted.interval, short: wanted.short }),
  ...(wanted.symbols ? { symbols: namesIn(wanted.symbols) } : {}),
  ...(wanted.cash ? { cash: writeNumber(wanted.cash, language) } : {}),
});

/** Only what is not left out. */
const given = (fields: Partial<Record<keyof RunForm, unknown>>): Partial<RunForm> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const namesIn = (text: string): string[] => text.split(',').filter((name) => name !== '');

/** Parameters by which a strategy is told how much to stake. */
export const STAKES: readonly string[] = ['risk', 'share'];

type Strategy = { named: StrategyInfo | undefined; language: string };

/** The stake made smaller, as far as the strategy allows. */
function staked({ parameters }: RunForm, times: number, { named, language }: Strategy): RunForm['parameters'] {
  const changed = (named?.parameters ?? [])
    .filter(({ name }) => STAKES.includes(name))
    .map(({ name, min, default: usual }) => {
      const value = (readNumber(parameters[name] ?? '', language) ?? usual) * times;
      return [name, writeNumber(Math.max(min, value), language)];
    });
  return { ...parameters, ...Object.fromEntries(changed) };
}

/** The usual ranges of the named parameters, and of no others. */
const searching = (text: string, named: StrategyInfo | undefined, language: string): RunForm['ranges'] =>
  Object.fromEntries(
    (named?.parameters ?? [])
      .filter(({ name }) => namesIn(text).includes(name))
      .map((spec) => [spec.name, usualRange(spec, language)]),
  );
