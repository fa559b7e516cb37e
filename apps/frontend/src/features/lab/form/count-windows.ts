import { fromField } from '../../../shared/format/times.ts';
import { barsInDays, lengthMsOf } from '../parts/interval-days.ts';
import { readNumber } from '../parts/read-number.ts';
import type { RunForm } from './run-form.ts';

/** How many windows fit between the typed dates; null while something is missing. */
export function countWindows(form: RunForm, language: string): number | null {
  const [fromMs, toMs] = [fromField(form.from), fromField(form.to)];
  const bars = (text: string): number => barsInDays(readNumber(text, language) ?? NaN, form.interval);
  const [train, test, embargo] = [bars(form.trainDays), bars(form.testDays), bars(form.embargoDays)];
  if (fromMs === null || toMs === null || !(train > 0 && test > 0 && embargo >= 0)) return null;
  const all = Math.floor((toMs - fromMs) / lengthMsOf(form.interval));
  return Math.max(0, Math.floor((all - train - embargo) / test));
}
