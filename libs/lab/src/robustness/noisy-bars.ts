import type { Rng } from '@orbiquant/kernel';
import type { Bars } from '@orbiquant/quant';

/** Bound once: look-ups of globals in a loop are slow in a sandboxed realm. */
const { exp, log, max, min } = Math;

/**
 * The same bars as another venue might have seen them: open and close each off by a normal share of the bar's own
 * logarithmic range; high and low give way where they must.
 *
 * @param level  Deviation of the noise as a share of the range, >= 0 (0.1 = a tenth of it).
 * @returns      New bars of the same times and volumes; low <= open, close <= high.
 */
export function noisyBars(bars: Bars, level: number, rng: Rng): Bars {
  const { openTimeMs, volume } = bars;
  const count = volume.length;
  const [open, high, low, close] = [bars.open.slice(), bars.high.slice(), bars.low.slice(), bars.close.slice()];
  for (let at = 0; at < count; at++) {
    const deviation = level * log(high[at]! / low[at]!);
    const opened = open[at]! * exp(deviation * rng.normal());
    const closed = close[at]! * exp(deviation * rng.normal());
    open[at] = opened;
    close[at] = closed;
    high[at] = max(high[at]!, opened, closed);
    low[at] = min(low[at]!, opened, closed);
  }
  return { openTimeMs, open, high, low, close, volume };
}
