import { AppError } from '@orbiquant/kernel';
import type { NavClaim } from '@orbiquant/pamm';
import { isStruckAfterDay, strikeOfPeriod, type PoolProduct, type Strike } from '@orbiquant/pamm-store';
import { periodOfKey } from '@orbiquant/periods';
import type { Deps } from '../deps.ts';
import { strike } from './strike.ts';

/** Which day, and what somebody outside says it ended with. */
export type DayWish = { dayKey: string; claim?: NavClaim; claimToleranceMinor?: bigint };

/**
 * The strike that ends a day, made once: of the venue's statement as it is now, which is the first after the day. What was
 * traded before midnight and told of later is in the next. A claim from outside is compared, never used.
 *
 * @throws AppError conflict, when the day is not over or a later one was struck; what `strike` throws.
 */
export async function strikeForDay(deps: Deps, product: PoolProduct, { dayKey, ...claimed }: DayWish): Promise<Strike> {
  const day = periodOfKey(dayKey);
  if (day.kind !== 'day') throw new AppError('invalid-input', 'A day is wanted');
  const period = `day:${dayKey}`;
  const known = await strikeOfPeriod(deps.db.manager, product.productId, period);
  if (known) return known;
  if (deps.calendar.nowMs() < day.toMs) throw new AppError('conflict', `${dayKey} is not over`);
  if (await isStruckAfterDay(deps.db.manager, product.productId, dayKey))
    throw new AppError('conflict', 'A later day was struck');
  return strike(deps, { product, period, ...claimed });
}
