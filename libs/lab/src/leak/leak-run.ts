import type { Interval } from '@orbiquant/contracts';
import type { Bars } from '@orbiquant/quant';
import { BAR_COLUMNS, copyBars } from './copy-bars.ts';
import type { Difference } from './explain-leak.ts';
import type { LeakKind } from './leak-report.ts';
import type { LeakOutput, ObservedSubject, Said } from './leak-subject.ts';

/** A difference with what was said on either side. */
export type Found = Difference & { readonly output: string; readonly expected: Said; readonly actual: Said };

/** Costly outputs are asked at the last bars before a cut, and at every so many before those. */
const ASKED_LAST = 24;
const ASKED_EVERY = 31;

/** One check under way: runs the subject, each time over bars of its own, and notes every difference. */
export class LeakRun {
  readonly found: Found[] = [];
  runs = 0;
  private readonly subject: ObservedSubject;
  private readonly interval: Interval;

  constructor(subject: ObservedSubject, interval: Interval) {
    this.subject = subject;
    this.interval = interval;
  }

  /** What the subject says over a copy of some bars; changes that it makes to them are noted. */
  observe(bars: Bars): readonly LeakOutput[] {
    this.runs++;
    const given = copyBars(bars);
    const outputs = this.subject.observe(given, this.interval);
    for (const name of BAR_COLUMNS) {
      const bar = given[name].findIndex((value, at) => value !== bars[name][at]);
      if (bar >= 0)
        this.note({
          kind: 'mutation',
          output: name,
          bar,
          cut: bars.close.length,
          expected: bars[name][bar]!,
          actual: given[name][bar]!,
        });
    }
    return outputs;
  }

  /** Compares what is said over other bars with what was said, at the bars before `cut`. */
  compare(whole: readonly LeakOutput[], kind: LeakKind, { bars, cut }: { bars: Bars; cut: number }): void {
    const other = this.tried(bars, cut);
    if (other) this.compareOutputs(whole, other, { kind, cut });
  }

  compareOutputs(
    whole: readonly LeakOutput[],
    other: readonly LeakOutput[],
    { kind, cut }: { kind: LeakKind; cut: number },
  ): void {
    const names = new Map(other.map((output) => [output.name, output]));
    for (const output of whole) {
      const twin = names.get(output.name);
      const bar = twin ? firstDifference(output, twin, cut) : 0;
      if (bar >= 0)
        this.note({ kind, output: output.name, bar, cut, expected: output.at(bar), actual: twin?.at(bar) ?? null });
    }
  }

  /** A subject that fails where it did not before leans on bars that are not there. */
  private tried(bars: Bars, cut: number): readonly LeakOutput[] | null {
    try {
      return this.observe(bars);
    } catch (cause) {
      this.note({ kind: 'threw', output: '*', bar: cut - 1, cut, expected: null, actual: String(cause).slice(0, 200) });
      return null;
    }
  }

  private note(found: Found): void {
    this.found.push(found);
  }
}

/** First bar before `cut` at which two outputs differ; -1 when none does. */
function firstDifference(one: LeakOutput, two: LeakOutput, cut: number): number {
  if (!one.isCostly) return differenceIn(one, two, { from: 0, to: cut, step: 1 });
  const last = cut > ASKED_LAST ? cut - ASKED_LAST : 0;
  const early = differenceIn(one, two, { from: 0, to: last, step: ASKED_EVERY });
  return early >= 0 ? early : differenceIn(one, two, { from: last, to: cut, step: 1 });
}

type Stretch = { readonly from: number; readonly to: number; readonly step: number };

function differenceIn(one: LeakOutput, two: LeakOutput, { from, to, step }: Stretch): number {
  for (let bar = from; bar < to; bar += step) if (!isSame(one.at(bar), two.at(bar))) return bar;
  return -1;
}

/** The same figure or text; NaN is the same as NaN. */
const isSame = (one: Said, two: Said): boolean => one === two || (one !== one && two !== two);
