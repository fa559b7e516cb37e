import type { MarketPlan } from './regime-market.ts';

/** Deviation of hourly returns in quiet and in wild weather: about 45 % and 95 % a year, as of a large coin. */
const QUIET = 0.0048;
const WILD = 0.0102;

/**
 * Two years of hours without anything to know: quiet and wild weeks, clustering, jumps, and no drift. Whatever a rule
 * earns here is luck.
 */
export const NOISE_PLAN: MarketPlan = {
  bars: 17_520,
  interval: '1h',
  fromMs: Date.UTC(2022, 0, 1),
  price: 30_000,
  regimes: [
    { drift: 0, volatility: QUIET, bars: 500 },
    { drift: 0, volatility: WILD, bars: 150 },
  ],
  clustering: { shock: 0.08, memory: 0.88 },
  jumps: { rate: 0.002, deviation: 0.02 },
  volume: 2_000,
};

/**
 * The same with an edge planted in it: rising and falling stretches of some days each, which a trend rule can see while
 * they last and nobody can see before.
 *
 * @param drift  Mean logarithmic growth per hour in a rising stretch, and its negative in a falling one, > 0.
 * @param bars   Mean length of a stretch, hours.
 */
export const edgePlan = (drift: number, bars: number): MarketPlan => ({
  ...NOISE_PLAN,
  regimes: [
    { drift, volatility: QUIET, bars },
    { drift: -drift, volatility: QUIET, bars },
  ],
});
