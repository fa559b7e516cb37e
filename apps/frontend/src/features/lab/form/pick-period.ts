import { toField } from '../../../shared/format/times.ts';
import { DAY_MS } from '../parts/interval-days.ts';
import type { RunForm } from './run-form.ts';
import type { Coverage } from './use-coverage.ts';

export const PERIODS = ['month', 'quarter', 'all'] as const;
export type Period = (typeof PERIODS)[number];

const DAYS: Readonly<Record<Period, number>> = { month: 30, quarter: 90, all: Infinity };

/** The dates of a quick pick: so far back from the newest candle, and no further than there are candles. */
export function pickPeriod(period: Period, { fromMs, toMs }: Coverage): Pick<RunForm, 'from' | 'to'> {
  return { from: toField(Math.max(fromMs, toMs - DAYS[period] * DAY_MS)), to: toField(toMs) };
}
