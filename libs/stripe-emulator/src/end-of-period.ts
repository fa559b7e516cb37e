import type { PriceRecurring } from './payment-objects.ts';

const DAY_SEC = 86_400;
const DAYS = { day: 1, week: 7 } as const;
const MONTHS = { month: 1, year: 12 } as const;

/**
 * When the n-th period ends that began at an anchor: months keep the anchor's day, or take their last one where they are shorter.
 * @param anchorSec UTC seconds. @param count Periods since the anchor, >= 1.
 * @see https://docs.stripe.com/billing/subscriptions/billing-cycle
 */
export function endOfPeriod(anchorSec: number, { interval, interval_count }: PriceRecurring, count: number): number {
  const steps = interval_count * count;
  if (interval === 'day' || interval === 'week') return anchorSec + DAYS[interval] * steps * DAY_SEC;
  const anchor = new Date(anchorSec * 1000);
  const month = anchor.getUTCMonth() + MONTHS[interval] * steps;
  const lastDay = new Date(Date.UTC(anchor.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(anchor.getUTCDate(), lastDay);
  return Date.UTC(anchor.getUTCFullYear(), month, day) / 1000 + (anchorSec % DAY_SEC);
}
