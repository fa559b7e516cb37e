import type { Interval } from '@orbiquant/contracts';
import { openTimeOf } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';
import type { LeakExplanation, LeakKind } from './leak-report.ts';

/** Where an output first differed, and from which bar on the future was another. */
export type Difference = { readonly kind: LeakKind; readonly bar: number; readonly cut: number };

/** Bars that a look at the next ones reaches at most. */
const NEXT_BARS = 3;

const BY_KIND: Readonly<Partial<Record<LeakKind, LeakExplanation>>> = {
  repeat: 'is-not-deterministic',
  'carry-over': 'keeps-state-between-runs',
  surroundings: 'reads-clock-or-chance',
  mutation: 'changes-its-input',
  threw: 'fails-without-later-bars',
};

/** What the differences of one output look like together. A guess for people, made from where they begin. */
export function explainLeak(
  differences: readonly Difference[],
  { bars, coarser, firstBar }: { bars: Bars; coarser: readonly Interval[]; firstBar: number },
): LeakExplanation {
  const known = BY_KIND[differences[0]!.kind];
  if (known) return known;
  const isEach = (test: (difference: Difference) => boolean): boolean => differences.every(test);
  if (isEach(({ kind, bar, cut }) => kind === 'prefix' && bar === cut - 1)) return 'depends-on-last-bar';
  if (isEach(({ bar, cut }) => cut - bar <= NEXT_BARS)) return 'reads-next-bars';
  if (isEach(({ bar }) => bar <= firstBar + NEXT_BARS)) return 'reads-whole-sample';
  const startOf = (bar: number, interval: Interval): number => openTimeOf(bars.openTimeMs[bar]!, interval);
  const isInside = (interval: Interval): boolean =>
    isEach(({ bar, cut }) => startOf(bar, interval) === startOf(cut - 1, interval));
  return coarser.some(isInside) ? 'reads-unfinished-candle' : 'depends-on-later-bars';
}
