import type { Mandate } from '@orbiquant/contracts';

const DAY_MS = 86_400_000;
const DAYS = { day: 1, week: 7, month: 30 } as const;

/** Where the rolling period of the loss limit begins, market time. */
export const lossPeriodStart = (atMs: number, period: Mandate['lossPeriod']): number => atMs - DAYS[period] * DAY_MS;
