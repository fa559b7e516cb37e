import { getMarketClock } from '@orbiquant/contracts';
import { AppError, type Clock } from '@orbiquant/kernel';
import { newestStruckAtMs } from '@orbiquant/pamm-store';
import type { DataSource } from '@orbiquant/platform-db';
import { HOUSE, type Peers } from './peers.ts';

const LISTEN_EVERY_MS = 250;

/** Whose days and months the pools live in: those on the wall, or in a replay those of the market that is replayed. */
export type CalendarKind = 'wall' | 'market';

/** What day it is for pools: terms, lock-ups, fees, strikes of days, months. Money is booked, and paid, by the wall. */
export type Calendar = {
  kind: CalendarKind;
  /** Epoch ms; never goes back. @throws AppError service-unavailable, when the market's time has never been heard. */
  nowMs: () => number;
  /** The newest instant that is known, null when none is. */
  known: () => number | null;
  /** Told of an instant of the market by whoever heard of one. */
  hear: (marketMs: number) => void;
};

/** By the clock of this house. */
export const wallCalendar = (clock: Pick<Clock, 'nowMs'>): Calendar => ({
  kind: 'wall',
  nowMs: () => clock.nowMs(),
  known: () => clock.nowMs(),
  hear: () => undefined,
});

/** By the market: never ahead of it, and never behind what was struck. `startMs`: the newest strike there is, or null. */
export function marketCalendar(startMs: number | null): Calendar {
  let newestMs = startMs;
  return {
    kind: 'market',
    nowMs: () => {
      if (newestMs === null)
        throw new AppError('service-unavailable', 'The time of the market is not known yet', { retryable: true });
      return newestMs;
    },
    known: () => newestMs,
    hear: (marketMs) => {
      newestMs = Math.max(newestMs ?? marketMs, marketMs);
    },
  };
}

/** The calendar of a house; that of a market goes on from the newest strike. */
export const openCalendar = async (db: DataSource, clock: Clock, kind: CalendarKind): Promise<Calendar> =>
  kind === 'wall' ? wallCalendar(clock) : marketCalendar(await newestStruckAtMs(db.manager));

/** Keeps the calendar of a market up to date until `signal` aborts. While the market cannot be heard, time stands. */
export async function followMarket(
  { calendar, peers, clock }: { calendar: Calendar; peers: Peers; clock: Clock },
  signal: AbortSignal,
): Promise<void> {
  if (calendar.kind === 'wall') return;
  while (!signal.aborted) {
    await peers['data-service'].call(getMarketClock, {}, { person: HOUSE }).then(
      ({ nowMs }) => calendar.hear(nowMs),
      () => undefined,
    );
    await clock.sleep(LISTEN_EVERY_MS, signal);
  }
}
