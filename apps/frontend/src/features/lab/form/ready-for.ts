import type { StrategyInfo } from '@orbiquant/contracts';
import { fromField } from '../../../shared/format/times.ts';
import { DAY_MS } from '../parts/interval-days.ts';
import { readNumber, writeNumber } from '../parts/read-number.ts';
import { usualRange } from './first-form.ts';
import { searches, type RunForm } from './run-form.ts';

type Known = { strategies: readonly StrategyInfo[]; language: string };

const SEARCHED = 2;
/** Shares of the time that a window trains and tests on, where the usual ones do not fit. */
const TRAIN_SHARE = 0.2;
const TEST_SHARE = 0.1;

/**
 * The form with what its kind of run cannot do without: a search that names no range begins with the usual ones of two
 * parameters, and windows that the chosen time cannot hold become shorter.
 */
export function readyFor(form: RunForm, { strategies, language }: Known): RunForm {
  const strategy = strategies.find(({ name }) => name === form.strategy);
  const ranged = needsRanges(form) ? { ...form, ranges: usualRanges(strategy, language) } : form;
  return form.kind === 'walk-forward' ? { ...ranged, ...fittingWindows(ranged, language) } : ranged;
}

const needsRanges = ({ kind, ranges }: RunForm): boolean =>
  searches(kind) && !Object.values(ranges).some(({ on }) => on);

/** The usual ranges of the first parameters. */
const usualRanges = (strategy: StrategyInfo | undefined, language: string): RunForm['ranges'] =>
  Object.fromEntries(
    (strategy?.parameters ?? []).slice(0, SEARCHED).map((spec) => [spec.name, usualRange(spec, language)]),
  );

function fittingWindows(
  { from, to, trainDays, testDays }: RunForm,
  language: string,
): Partial<Pick<RunForm, 'trainDays' | 'testDays'>> {
  const [fromMs, toMs] = [fromField(from), fromField(to)];
  if (fromMs === null || toMs === null) return {};
  const days = (toMs - fromMs) / DAY_MS;
  const asked = (readNumber(trainDays, language) ?? 0) + (readNumber(testDays, language) ?? 0);
  if (asked <= days) return {};
  const part = (share: number): string => writeNumber(Math.max(1, Math.floor(days * share)), language);
  return { trainDays: part(TRAIN_SHARE), testDays: part(TEST_SHARE) };
}
