import type { Interval } from '@orbiquant/contracts';
import { nextOpenTime, openTimeOf } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';

const { floor, min } = Math;

/** Cuts at most, whatever was asked. */
export const CUTS_MAX = 40;

export type CutRequest = {
  readonly bars: Bars;
  readonly interval: Interval;
  /** Candles whose boundaries matter, beside hours and days. */
  readonly coarser: readonly Interval[];
  /** Bars before the first cut. */
  readonly from: number;
  readonly count: number;
};

/**
 * Where to take the future away. A cut at bar `c` leaves bars 0 to c - 1. Cuts are spread evenly, and moved so that
 * together they stand in every phase of every coarser candle (as far as their number allows): just before one closes,
 * just after, and in between. Further ones stand where bars are missing, where nothing trades, and where price jumps.
 */
export function chooseCuts(request: CutRequest): number[] {
  const { bars, from } = request;
  const last = bars.close.length - 1;
  const found = [...phaseCuts(request), ...eventCuts(request)].filter((cut) => cut > from && cut <= last);
  return [...new Set(found)].sort((a, b) => a - b).slice(0, CUTS_MAX);
}

/** Evenly spread, each moved on to the first bar in a phase that is still missing. */
function phaseCuts({ bars, interval, coarser, from, count }: CutRequest): number[] {
  const length = bars.close.length;
  const clocks = coarser.map((name) => ({ name, seen: new Set<number>() }));
  const spacing = (length - from) / (count + 1);
  return Array.from({ length: count }, (_unused, k) => {
    const start = floor(from + (k + 1) * spacing);
    const clock = clocks[k % clocks.length];
    if (!clock) return start;
    const end = min(floor(start + spacing), length - 1);
    for (let cut = start; cut < end; cut++) {
      const phase = phaseOf(bars.openTimeMs[cut - 1]!, interval, clock.name);
      if (clock.seen.has(phase)) continue;
      clock.seen.add(phase);
      return cut;
    }
    return start;
  });
}

/** Share of the coarser candle that is over when the bar closes; 1 where it closes with the bar. */
function phaseOf(openTimeMs: number, interval: Interval, coarser: Interval): number {
  const start = openTimeOf(openTimeMs, coarser);
  return (nextOpenTime(openTimeMs, interval) - start) / (nextOpenTime(start, coarser) - start);
}

/** Around the first gaps, inside the first silent stretches, at the greatest jump; after the start. */
function eventCuts({ bars, interval, from }: CutRequest): number[] {
  const { openTimeMs, volume, close, open } = bars;
  const gaps: number[] = [];
  const silent: number[] = [];
  let jump = from + 1;
  const size = (at: number): number => Math.abs(Math.log(open[at]! / close[at - 1]!));
  for (let at = from + 1; at < close.length; at++) {
    if (gaps.length < 6 && nextOpenTime(openTimeMs[at - 1]!, interval) < openTimeMs[at]!) gaps.push(at, at + 1);
    if (silent.length < 4 && volume[at] === 0 && volume[at - 1] === 0) silent.push(at);
    if (size(at) > size(jump)) jump = at;
  }
  return [...gaps, ...silent, jump];
}
