import type { Interval } from '@orbiquant/contracts';
import { dividesInto, openTimeOf, nextOpenTime } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';
import { leakCheck, type LeakOptions } from './leak-check.ts';
import type { LeakReport } from './leak-report.ts';
import type { LeakSubject, ObservedSubject } from './leak-subject.ts';
import { observedSubject } from './observe-subject.ts';
import { probeBars } from './probe-bars.ts';

/** What the gate is run on beside its own bars. */
export type LeakGateOptions = LeakOptions & {
  /** Names the made-up bars. */
  readonly seed?: string;
  /** Real bars to look at as well. */
  readonly realBars?: readonly Bars[];
};

/** Bars after the warm-up: three weeks of hours, so that every phase of a day can be cut. */
const BARS_AFTER = 500;
const BARS_MAX = 20_000;
/** Finest last: where a subject reads coarser candles, the coarsest base that they are made of. */
const BASES: readonly Interval[] = ['1d', '4h', '1h', '30m', '15m', '5m', '1m'];

/**
 * The gate that a user's strategy passes when it is saved, and every shipped one in continuous integration: a leak check
 * on made-up bars that are long enough for the subject's warm-up, and on real ones where they are given. One report each.
 */
export function leakGate(subject: LeakSubject, options: LeakGateOptions = {}): LeakReport[] {
  const observed = observedSubject(subject);
  const interval = options.interval ?? baseOf(observed);
  const count = Math.min(warmUpBars(observed, interval) + BARS_AFTER, BARS_MAX);
  const made = probeBars(options.seed ?? `leak-gate/${observed.name}`, count, interval);
  const { cuts } = options;
  const depth = cuts === undefined ? {} : { cuts };
  return [
    leakCheck(subject, made, { ...depth, interval }),
    ...(options.realBars ?? []).map((bars) => leakCheck(subject, bars, depth)),
  ];
}

const baseOf = ({ coarser }: ObservedSubject): Interval =>
  coarser.length === 0 ? '1h' : (BASES.find((base) => coarser.every((name) => dividesInto(base, name))) ?? '1m');

/** Base bars that a subject's warm-up takes when none is missing. */
function warmUpBars({ warmUp }: ObservedSubject, interval: Interval): number {
  const { base = 0, ...coarser } = warmUp;
  const length = (name: Interval): number => nextOpenTime(openTimeOf(0, name), name) - openTimeOf(0, name);
  const needed = Object.entries(coarser) as [Interval, number][];
  return Math.max(base, ...needed.map(([name, count]) => Math.ceil(((count + 1) * length(name)) / length(interval))));
}
