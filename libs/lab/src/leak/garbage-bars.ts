import { seededRng } from '@orbiquant/kernel';
import type { Bars } from '@orbiquant/quant';
import { mapBars } from './copy-bars.ts';

const { exp, max, min } = Math;

/** Futures that could not be farther from the real one, and each could still be a market. */
export const GARBAGE_KINDS = ['huge', 'tiny', 'constant', 'reversed', 'walk', 'volume'] as const;
export type GarbageKind = (typeof GARBAGE_KINDS)[number];

/** Steps of a walk after which it begins again. */
const ROUND = 997;
const rng = seededRng('garbage');
/** A walk around 1 that ends where it began, its next values, and noise in [0, 1). Made once: a check needs many. */
const walk = Float64Array.from({ length: ROUND }, () => exp(0.4 * rng.normal()));
const noise = Float64Array.from({ length: ROUND }, () => rng.next());

const LEVEL: Readonly<Record<GarbageKind, number>> = {
  huge: 1e3,
  tiny: 1e-3,
  constant: 1,
  reversed: 1,
  walk: 1,
  volume: 1,
};

/**
 * The same bars up to `cut`, and from there on a future of some kind. Times stay as they are: when a market trades is
 * known in advance. All bars are sound.
 */
export function garbageBars(bars: Bars, cut: number, kind: GarbageKind): Bars {
  const made = mapBars(bars, (column) => column.slice());
  if (kind === 'reversed') reverseAfter(made, cut);
  else if (kind === 'volume')
    made.volume.set(
      bars.volume.subarray(cut).map((_unused, at) => 1e6 * noise[at % ROUND]!),
      cut,
    );
  else if (kind === 'constant') hold(made, cut);
  else wander(made, cut, LEVEL[kind]);
  return made;
}

/** The future backwards: the same bars in the opposite order, so that sums and extremes of it stay as they were. */
function reverseAfter(made: Bars, cut: number): void {
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) made[name].subarray(cut).reverse();
}

/** Nothing happens any more. */
function hold(made: Bars, cut: number): void {
  for (const name of ['open', 'high', 'low', 'close'] as const) made[name].fill(made.close[cut - 1] ?? 1, cut);
  made.volume.fill(0, cut);
}

/** A walk far above, far below or around the last known close. */
function wander(made: Bars, cut: number, factor: number): void {
  const level = (made.close[cut - 1] ?? 1) * factor;
  for (let at = cut; at < made.close.length; at++) {
    const spread = 0.02 * noise[at % ROUND]!;
    const open = max(level * walk[at % ROUND]!, 1e-9);
    const close = max(level * walk[(at + 1) % ROUND]!, 1e-9);
    made.open[at] = open;
    made.close[at] = close;
    made.high[at] = max(open, close) * (1 + spread);
    made.low[at] = min(open, close) * (1 - spread);
    made.volume[at] = 1e4 * noise[(at * 7) % ROUND]!;
  }
}
