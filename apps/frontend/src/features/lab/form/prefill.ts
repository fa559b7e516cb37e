import type { LabKind, StrategyInfo } from '@orbiquant/contracts';
import { COST_PRESETS, type CostPreset } from './cost-preset.ts';
import { usualParameters } from './first-form.ts';
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
};

type Known = { strategies: readonly StrategyInfo[]; coverage: Coverage | null; language: string };

/** A form with the changes of an address. */
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
  return readyFor(next, { strategies, language });
}

const otherStrategy = (form: RunForm, named: StrategyInfo | undefined, language: string): Partial<RunForm> =>
  named && named.name !== form.strategy
    ? { strategy: named.name, parameters: usualParameters(named, language), ranges: {} }
    : {};
