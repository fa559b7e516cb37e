import { INTERVALS, type Interval } from '@orbiquant/contracts';
import { invariant } from '@orbiquant/kernel';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A UTC day in milliseconds; UTC has no other kind. */
export const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05 was the first Monday of the epoch. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
/** Mean length of a Gregorian month; only a first guess. */
const MONTH_MEAN_MS = 30.436875 * DAY_MS;

const FIXED_MS: Partial<Record<Interval, number>> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '4h': 4 * HOUR_MS,
  '1d': DAY_MS,
  '1w': WEEK_MS,
};

/** Whether text names one of the nine intervals. */
export const isInterval = (text: string): text is Interval => (INTERVALS as readonly string[]).includes(text);

/** Start of the candle that an instant falls into: UTC, weeks on Monday, months on the 1st. Epoch ms. */
export function openTimeOf(atMs: number, interval: Interval): number {
  if (interval === '1M') return monthStart(monthIndexOf(atMs));
  const origin = interval === '1w' ? FIRST_MONDAY_MS : 0;
  const length = lengthMs(interval);
  return Math.floor((atMs - origin) / length) * length + origin;
}

/** Start of the candle after the one that opens at `openTimeMs`, which is also the end of that one. Epoch ms. */
export function nextOpenTime(openTimeMs: number, interval: Interval): number {
  return interval === '1M' ? monthStart(monthIndexOf(openTimeMs) + 1) : openTimeMs + lengthMs(interval);
}

/** Start of the candle before the one that opens at `openTimeMs`. Epoch ms. */
export const previousOpenTime = (openTimeMs: number, interval: Interval): number =>
  openTimeOf(openTimeMs - 1, interval);

/** Whether a candle is finished at the cursor: only then may anybody decide on it. */
export const isClosed = (openTimeMs: number, interval: Interval, asOfMs: number): boolean =>
  nextOpenTime(openTimeMs, interval) <= asOfMs;

/** Whether an instant is where a candle of the interval may open. */
export const isOnGrid = (openTimeMs: number, interval: Interval): boolean =>
  openTimeOf(openTimeMs, interval) === openTimeMs;

/** How many candles open in [fromMs, toMs) when none is missing. */
export function expectedBars(fromMs: number, toMs: number, interval: Interval): number {
  const first = isOnGrid(fromMs, interval) ? fromMs : nextOpenTime(openTimeOf(fromMs, interval), interval);
  if (first >= toMs) return 0;
  if (interval === '1M') return monthIndexOf(toMs - 1) - monthIndexOf(first) + 1;
  return Math.ceil((toMs - first) / lengthMs(interval));
}

/** Whether candles of `finer` join into whole candles of `coarser` (weeks into months do not). */
export function dividesInto(finer: Interval, coarser: Interval): boolean {
  if (finer === '1M' || finer === coarser) return false;
  if (coarser === '1M') return finer !== '1w';
  return lengthMs(coarser) > lengthMs(finer) && lengthMs(coarser) % lengthMs(finer) === 0;
}

/** The intervals that can be made of `base`, finest first. */
export const coarserThan = (base: Interval): Interval[] => INTERVALS.filter((interval) => dividesInto(base, interval));

/** Whether `left` is the finer of the two. */
export const isFiner = (left: Interval, right: Interval): boolean => INTERVALS.indexOf(left) < INTERVALS.indexOf(right);

/** Length of a candle in ms; that of a month depends on which. @throws Invariant for a month. */
export function lengthMs(interval: Interval): number {
  const length = FIXED_MS[interval];
  invariant(length !== undefined, 'a month has no fixed length: use nextOpenTime');
  return length;
}

/** Months since January 1970: a guess by the mean length, put right by the calendar. */
function monthIndexOf(atMs: number): number {
  let index = Math.floor(atMs / MONTH_MEAN_MS);
  while (monthStart(index) > atMs) index -= 1;
  while (monthStart(index + 1) <= atMs) index += 1;
  return index;
}

const monthStart = (index: number): number => Date.UTC(1970, index);
