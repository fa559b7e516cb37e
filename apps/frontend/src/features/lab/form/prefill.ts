import type { LabKind, StrategyInfo } from '@orbiquant/contracts';
import { COST_PRESETS, type CostPreset } from './cost-preset.ts';
import { usualParameters, usualRange } from './first-form.ts';
import { searches, type RunForm } from './run-form.ts';
import { pickPeriod, type Period } from './pick-period.ts';
import type { Coverage } from './use-coverage.ts';

/** What an address may change of a form: a suggested next step says it so. */
export type Prefill = {
  kind?: LabKind | undefined;
  strategy?: string | undefined;
  period?: Period | undefined;
  costs?: CostPreset | undefined;
};

type Known = { strategies: readonly StrategyInfo[]; coverage: Coverage | null; language: string };

/** A form with the changes of an address. A search that names no range yet begins with the usual ones of two parameters. */
export function prefilled(form: RunForm, { kind, strategy, period, costs }: Prefill, known: Known): RunForm {
  const { strategies, coverage, language } = known;
  const named = strategies.find(({ name }) => name === (strategy ?? form.strategy));
  const next: RunForm = {
    ...form,
    ...(kind ? { kind } : {}),
    ...otherStrategy(form, named, language),
    ...(costs ? COST_PRESETS[costs] : {}),
    ...(period && coverage ? pickPeriod(period, coverage) : {}),
  };
  return needsRanges(next) ? { ...next, ranges: usualRanges(named, language) } : next;
}

const otherStrategy = (form: RunForm, named: StrategyInfo | undefined, language: string): Partial<RunForm> =>
  named && named.name !== form.strategy
    ? { strategy: named.name, parameters: usualParameters(named, language), ranges: {} }
    : {};

const needsRanges = ({ kind, ranges }: RunForm): boolean =>
  searches(kind) && !Object.values(ranges).some(({ on }) => on);

const SEARCHED = 2;

/** The usual ranges of the first parameters. */
const usualRanges = (strategy: StrategyInfo | undefined, language: string): RunForm['ranges'] =>
  Object.fromEntries(
    (strategy?.parameters ?? []).slice(0, SEARCHED).map((spec) => [spec.name, usualRange(spec, language)]),
  );
