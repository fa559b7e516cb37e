import { invariant } from '@orbiquant/kernel';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The nine candle lengths the exchange serves, finest first; a month has no fixed length and stands at 0. */
export const INTERVAL_MS = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '4h': 240 * MINUTE_MS,
  '1d': DAY_MS,
  '1w': 7 * DAY_MS,
  '1M': 0,
} as const satisfies Record<string, number>;

/** A candle length by its exchange name. */
export type Interval = keyof typeof INTERVAL_MS;

/** Whether a text names one of the nine candle lengths. */
export const isInterval = (text: string): text is Interval => Object.hasOwn(INTERVAL_MS, text);

const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Open time of the candle that contains `atMs`: UTC days, weeks from Monday, months from the first. */
export function openTimeOf(atMs: number, interval: Interval): number {
  if (interval === '1M') return monthStart(atMs, 0);
  if (interval === '1w') return Math.floor((atMs - FIRST_MONDAY_MS) / (7 * DAY_MS)) * 7 * DAY_MS + FIRST_MONDAY_MS;
  return Math.floor(atMs / INTERVAL_MS[interval]) * INTERVAL_MS[interval];
}

/** Open time of the candle after the one that opens at `openTimeMs`. */
export function nextOpenTime(openTimeMs: number, interval: Interval): number {
  return interval === '1M' ? monthStart(openTimeMs, 1) : openTimeMs + INTERVAL_MS[interval];
}

/** The interval whose length is `lengthMs`. @throws Invariant when none has it. */
export function intervalOfLength(lengthMs: number): Interval {
  const found = (Object.keys(INTERVAL_MS) as Interval[]).find((name) => INTERVAL_MS[name] === lengthMs);
  invariant(found, `no candle interval lasts ${lengthMs} ms`);
  return found;
}

/** Whether candles of `interval` are whole numbers of base candles. */
export const isMultipleOf = (interval: Interval, baseMs: number): boolean =>
  interval === '1M' ? DAY_MS % baseMs === 0 : INTERVAL_MS[interval] % baseMs === 0;

function monthStart(atMs: number, plusMonths: number): number {
  const { year, month } = civilMonth(Math.floor(atMs / DAY_MS));
  const index = year * 12 + month - 1 + plusMonths;
  return daysBefore(Math.floor(index / 12), (index % 12) + 1) * DAY_MS;
}

/** Proleptic Gregorian month of a day number. @see H. Hinnant, chrono-compatible low-level date algorithms. */
function civilMonth(day: number): { year: number; month: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const cycles = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - cycles) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month };
}

function daysBefore(year: number, month: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5);
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
