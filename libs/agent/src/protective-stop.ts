import { Decimal, type Decimal as Exact } from '@orbiquant/kernel';
import type { Instrument, RangePrediction } from '@orbiquant/contracts';
import { atr } from '@orbiquant/quant';
import { columnOf, type MarketView } from '@orbiquant/strategy';
import { quantizePrice } from '@orbiquant/trading';
import type { AgentProfile } from './profile.ts';

const ATR_PERIOD = 14;
/** A stop closer than this share of price would be hit by noise; one farther would make the position meaningless. */
const DISTANCE_MIN = 0.004;
const DISTANCE_MAX = 0.15;

/**
 * Where a long position is given up: below the close by the larger of the agent's average true ranges and half of the
 * range that the model expects (an active model only; in shadow it has no say).
 *
 * @returns  A multiple of the tick, or null while the average true range is warming up.
 */
export function protectiveStop(
  profile: AgentProfile,
  view: MarketView,
  { instrument, prediction }: { instrument: Instrument; prediction: RangePrediction | null },
): Exact | null {
  const columns = {
    high: columnOf(view, profile.stopInterval, 'high'),
    low: columnOf(view, profile.stopInterval, 'low'),
    close: columnOf(view, profile.stopInterval, 'close'),
  };
  const range = atr(columns, ATR_PERIOD).at(-1);
  const close = view.closed[profile.mandate.decisionInterval]?.at(-1)?.close;
  if (range === undefined || Number.isNaN(range) || close === undefined) return null;
  const expected = prediction?.status === 'active' ? prediction.expectedLogRange / 2 : 0;
  const distance = Math.min(Math.max((range * profile.stopRanges) / close, expected, DISTANCE_MIN), DISTANCE_MAX);
  return quantizePrice(close * (1 - distance), instrument, 'down');
}

/**
 * The trailing stop: it only ever rises, and only by a step worth a message to the venue (a quarter of its distance).
 *
 * @returns  The new stop price, or null when the standing one stays.
 */
export function trailedStop(standing: Exact, candidate: Exact | null, lastClose: Exact): Exact | null {
  if (!candidate || candidate.lte(standing) || candidate.gte(lastClose)) return null;
  const step = lastClose.minus(candidate).div(4);
  return candidate.minus(standing).gte(Decimal.max(step, 0)) ? candidate : null;
}
