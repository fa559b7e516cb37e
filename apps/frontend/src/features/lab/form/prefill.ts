import type { LabKind } from '@orbiquant/contracts';
import { COST_PRESETS, type CostPreset } from './cost-preset.ts';
import { searches, type RunForm } from './run-form.ts';
import { usualRange } from './first-form.ts';
import type { StrategyInfo } from '@orbiquant/contracts';
import { pickPeriod, type Period } from './pick-period.ts';
import type { Coverage } from './use-coverage.ts';

/** What an address may change of a form: a suggested next step says it so. */
export type Prefill = { kind?: LabKind | undefined; period?: Period | undefined; costs?: CostPreset | undefined };

type Known = { strategy: StrategyInfo | undefined; coverage: Coverage | null; language: string };

/** A form with the changes of an address. A search that names no range yet begins with the usual ones of two parameters. */
export function prefilled(form: RunForm, { kind, period, costs }: Prefill, { strategy, coverage, language }: Known): RunForm {
  const next: RunForm = {
    ...form,
    ...(kind ? { kind } : {}),
    ...(costs ? COST_PRESETS[costs] : {}),
    ...(period && coverage ? pickPeriod(period, coverage) : {}),
  };
  if (!searches(next.kind) || Object.values(next.ranges).some(({ on }) => on)) return next;
  const [first, second] = strategy?.parameters ?? [];
  const chosen = [first, second].filter((spec) => spec !== undefined);
  return { ...next, ranges: Object.fromEntries(chosen.map((spec) => [spec.name, usualRange(spec, language)])) };
}
