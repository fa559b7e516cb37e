import type { Interval } from '@orbiquant/contracts';
import { seededRng, type Rng } from '@orbiquant/kernel';
import { nextOpenTime, openTimeOf } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';

const { exp, floor, max, min } = Math;

/** Where the walk begins: Monday, 1 January 2024, UTC. */
const FROM_MS = 1_704_067_200_000;

/** What a stretch of the walk is like. Volatility and drift are log steps a bar. */
type Regime = { readonly volatility: number; readonly drift: number; readonly isSilent: boolean };

/**
 * Bars on which leaks show: a seeded walk that changes its drift and its volatility, jumps, stands still without
 * volume, and misses bars, some of them over a change of day. All of them could be real.
 *
 * @param seed      Same seed, same bars.
 * @param count     Bars, >= 1.
 * @param interval  Their length; open times lie on its grid.
 */
export function probeBars(seed: string, count: number, interval: Interval): Bars {
  const rng = seededRng(seed);
  const column = (): Float64Array => new Float64Array(count);
  const bars: Bars = {
    openTimeMs: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let price = 100;
  let atMs = openTimeOf(FROM_MS, interval);
  let regime = nextRegime(rng);
  for (let at = 0; at < count; at++) {
    if (rng.below(40) === 0) regime = nextRegime(rng);
    if (at > 0 && rng.below(60) === 0) atMs = afterGap(atMs, interval, 1 + rng.below(9));
    price = writeBar(bars, { at, atMs, price, rng, regime });
    atMs = nextOpenTime(atMs, interval);
  }
  return bars;
}

function nextRegime(rng: Rng): Regime {
  return {
    volatility: 0.002 * exp(2.2 * rng.next()),
    drift: 0.004 * (rng.next() - 0.5),
    isSilent: rng.below(5) === 0,
  };
}

function afterGap(atMs: number, interval: Interval, missing: number): number {
  let next = atMs;
  for (let k = 0; k < missing; k++) next = nextOpenTime(next, interval);
  return next;
}

type Step = {
  readonly at: number;
  readonly atMs: number;
  readonly price: number;
  readonly rng: Rng;
  readonly regime: Regime;
};

/** Writes one bar and gives its close. */
function writeBar(bars: Bars, { at, atMs, price, rng, regime }: Step): number {
  const { volatility, drift, isSilent } = regime;
  const jump = rng.below(50) === 0 ? exp(12 * volatility * rng.normal()) : exp(0.3 * volatility * rng.normal());
  const step = exp(drift + volatility * rng.normal());
  const open = isSilent ? price : price * jump;
  // prices stay where a walk of any length can be computed with
  const close = isSilent ? price : max(min(open * step, 1e6), 1e-2);
  bars.openTimeMs[at] = atMs;
  bars.open[at] = open;
  bars.close[at] = close;
  bars.high[at] = isSilent ? price : max(open, close) * (1 + 0.6 * volatility * rng.next());
  bars.low[at] = isSilent ? price : min(open, close) * (1 - 0.6 * volatility * rng.next());
  bars.volume[at] = isSilent ? 0 : floor(1_000 * exp(rng.normal())) + 1;
  return close;
}
