import { seededRng } from '@orbiquant/kernel';
import type { Bars } from '../indicator/bars.ts';

const HOUR_MS = 3_600_000;

/** Hourly bars of a geometric random walk, the same for the same seed; volumes above zero. */
export function randomBars(length: number, seed: string): Bars {
  const rng = seededRng(seed);
  const bars = emptyBars(length);
  let price = 100;
  for (let at = 0; at < length; at++) {
    const open = price * Math.exp(0.002 * rng.normal());
    const close = open * Math.exp(0.01 * rng.normal());
    bars.open[at] = open;
    bars.close[at] = close;
    bars.high[at] = Math.max(open, close) * (1 + 0.005 * rng.next());
    bars.low[at] = Math.min(open, close) * (1 - 0.005 * rng.next());
    bars.volume[at] = 1 + 1_000 * rng.next();
    price = close;
  }
  return bars;
}

/** Bars in which nothing happens: one price, no volume. */
export function flatBars(length: number, price = 0.1): Bars {
  const bars = emptyBars(length);
  for (const column of [bars.open, bars.high, bars.low, bars.close]) column.fill(price);
  return bars;
}

/**
 * A random walk that stands still for a while with trading going on, in which it jumps a thousandfold for one bar, and stands
 * still again without trading.
 */
export function awkwardBars(length: number, seed: string): Bars {
  const bars = randomBars(length, seed);
  const still = (from: number, to: number): void => {
    const price = bars.close[from]!;
    for (const column of [bars.open, bars.high, bars.low, bars.close]) column.fill(price, from, to);
  };
  still(Math.floor(length * 0.1), Math.floor(length * 0.4));
  const spike = Math.floor(length * 0.25);
  for (const column of [bars.open, bars.high, bars.low, bars.close]) column[spike] = column[spike]! * 1_000;
  bars.volume[spike] = 1e9;
  still(Math.floor(length * 0.7), length - 5);
  bars.volume.fill(0, Math.floor(length * 0.72), length - 5);
  return bars;
}

function emptyBars(length: number): Bars {
  const column = (): Float64Array => new Float64Array(length);
  const openTimeMs = Float64Array.from({ length }, (_, at) => 1_600_000_000_000 + at * HOUR_MS);
  return { openTimeMs, open: column(), high: column(), low: column(), close: column(), volume: column() };
}
