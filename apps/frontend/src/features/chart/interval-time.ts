import type { Interval } from '@orbiquant/contracts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** 5 January 1970 was the first Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

const LENGTH_MS: Record<Exclude<Interval, '1M'>, number> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '4h': 240 * MINUTE_MS,
  '1d': DAY_MS,
  '1w': 7 * DAY_MS,
};

/** Start of the candle that an instant falls into, UTC. */
export function floorTo(atMs: number, interval: Interval): number {
  if (interval === '1M') return monthStart(atMs, 0);
  const origin = interval === '1w' ? FIRST_MONDAY_MS : 0;
  const length = LENGTH_MS[interval];
  return Math.floor((atMs - origin) / length) * length + origin;
}

/** A candle boundary moved by whole candles; negative moves back. */
export const moveBy = (atMs: number, interval: Interval, count: number): number =>
  interval === '1M' ? monthStart(atMs, count) : atMs + count * LENGTH_MS[interval];

/** Whole candles from one boundary to another. */
export function candlesBetween(fromMs: number, toMs: number, interval: Interval): number {
  if (interval !== '1M') return Math.round((toMs - fromMs) / LENGTH_MS[interval]);
  const [from, to] = [new Date(fromMs), new Date(toMs)];
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
}

function monthStart(atMs: number, add: number): number {
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + add, 1);
}
