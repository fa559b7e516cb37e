import type { StrategyInfo } from '@orbiquant/contracts';
import { readNumber } from '../parts/read-number.ts';
import { combinationsOf } from './combinations.ts';
import type { RunForm } from './run-form.ts';

/** How many combinations the ranges make as they are typed; null while one of them is no range. */
export function typedCombinations(form: RunForm, strategy: StrategyInfo | undefined, language: string): number | null {
  const typed = (strategy?.parameters ?? []).flatMap(({ name }) => (form.ranges[name]?.on ? [form.ranges[name]] : []));
  const ranges = typed.map(({ from, to, step }) => ({
    from: readNumber(from, language) ?? NaN,
    to: readNumber(to, language) ?? NaN,
    step: readNumber(step, language) ?? NaN,
  }));
  const count = combinationsOf(ranges);
  return Number.isFinite(count) && count > 0 ? count : null;
}
