import { seededRng } from '@orbiquant/kernel';
import type { Bars } from '@orbiquant/quant';

const HOUR_MS = 3_600_000;

/** A seeded random walk as hourly bars: log steps of `volatility` a bar, now and then a gap at the open. */
export function randomBars(seed: string, count: number, volatility = 0.01): Bars {
  const rng = seededRng(seed);
  const columns = () => new Float64Array(count);
  const bars = {
    openTimeMs: columns(),
    open: columns(),
    high: columns(),
    low: columns(),
    close: columns(),
    volume: columns(),
  };
  let price = 100;
  for (let at = 0; at < count; at++) {
    const open = price * (rng.below(10) === 0 ? Math.exp(volatility * rng.normal()) : 1);
    const close = open * Math.exp(volatility * rng.normal());
    bars.openTimeMs[at] = at * HOUR_MS;
    bars.open[at] = open;
    bars.close[at] = close;
    bars.high[at] = Math.max(open, close) * (1 + volatility * rng.next());
    bars.low[at] = Math.min(open, close) * (1 - volatility * rng.next());
    bars.volume[at] = 10 + 1000 * rng.next();
    price = close;
  }
  return bars;
}
