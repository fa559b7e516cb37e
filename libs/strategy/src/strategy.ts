import type { Interval, Vote } from '@orbiquant/contracts';
import type { MarketView } from './market-view.ts';

/** A pure view of the market: what it needs, and what it says on what is known. */
export interface Strategy {
  readonly name: string;
  /** Closed candles that it reads, by interval; with fewer it answers `none`. */
  readonly warmUp: Readonly<Partial<Record<Interval, number>>>;
  /** `long` wants to hold, `flat` wants out, `short` is bearish, `none` has no view (warm-up or no set-up). */
  vote(view: MarketView): Vote;
}

/** The interval that lacks candles for a strategy's warm-up, with what is there and what is needed; null when none does. */
export function missingWarmUp(
  strategy: Strategy,
  view: MarketView,
): { interval: string; have: number; need: number } | null {
  for (const [interval, need] of Object.entries(strategy.warmUp)) {
    const have = view.closed[interval as Interval]?.length ?? 0;
    if (have < need) return { interval, have, need };
  }
  return null;
}

/** The vote of a strategy that does not know enough yet. */
export function warmingUp(strategy: string, missing: { interval: string; have: number; need: number }): Vote {
  return { strategy, stance: 'none', strength: 0, reasons: [{ code: 'strategy.warm-up', params: missing }] };
}
