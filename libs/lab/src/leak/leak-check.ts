import { INTERVALS, type Interval } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { dividesInto, nextOpenTime } from '@orbiquant/market';
import { checkBars, type Bars } from '@orbiquant/quant';
import { chooseCuts } from './choose-cuts.ts';
import { firstBars } from './copy-bars.ts';
import { explainLeak } from './explain-leak.ts';
import { futureBars } from './future-bars.ts';
import { GARBAGE_KINDS, garbageBars } from './garbage-bars.ts';
import type { LeakFinding, LeakReport } from './leak-report.ts';
import { LeakRun, type Found } from './leak-run.ts';
import type { LeakOutput, LeakSubject, ObservedSubject, Said } from './leak-subject.ts';
import { observedSubject } from './observe-subject.ts';
import { withOtherSurroundings } from './with-surroundings.ts';

/** How hard to look. */
export type LeakOptions = {
  /** Interval of the bars; worked out from their times unless told. */
  readonly interval?: Interval;
  /** Evenly spread cuts, beside those where bars are missing, nothing trades or price jumps; 24 unless told. */
  readonly cuts?: number;
};

const CUTS = 24;
/** Kinds of garbage after each cut; they take turns. */
const GARBAGE_PER_CUT = 2;
const FINDINGS_MAX = 50;
/** Bars without which there is no backtest. */
const BARS_MIN = 2;
/** Candles whose boundaries tempt, whether or not a subject says that it reads them. */
const TEMPTING: readonly Interval[] = ['1d', '4h', '1h'];

/**
 * Whether anything that a subject says at a bar depends on later bars: it is run again on prefixes, with its future
 * replaced by garbage and with more future, and must say the same about the past. It must also say the same twice, after
 * having seen other bars, at another time of day, and must leave its bars as they were. At most 5 + 3 x 40 runs.
 *
 * @param bars  Sound bars that go well beyond the subject's warm-up; `probeBars` makes such.
 * @throws      AppError `invalid-input` on unsound bars, bars of no known interval, or rules that do not compile.
 */
export function leakCheck(subject: LeakSubject, bars: Bars, options: LeakOptions = {}): LeakReport {
  checkBars(bars);
  const observed = observedSubject(subject);
  const interval = options.interval ?? intervalOf(bars);
  const run = new LeakRun(observed, interval);
  const whole = run.observe(bars);
  const place: Place = {
    observed,
    bars,
    interval,
    coarser: [...new Set([...observed.coarser, ...TEMPTING])].filter((name) => dividesInto(interval, name)),
    firstBar: firstSpoken(whole, bars.close.length),
  };
  checkSteady(run, whole, place);
  const cuts = run.found.length === 0 ? checkCuts(run, whole, { place, count: options.cuts ?? CUTS }) : [];
  const spoken = spokenBars(whole, bars.close.length);
  return {
    verdict: run.found.length > 0 ? 'leaks' : spoken > 0 ? 'clean' : 'not-proven',
    checked: {
      subject: observed.name,
      bars: bars.close.length,
      cuts,
      runs: run.runs,
      outputs: whole.map(({ name }) => name),
      spokenBars: spoken,
    },
    findings: findingsOf(run.found, place),
  };
}

type Place = {
  readonly observed: ObservedSubject;
  readonly bars: Bars;
  readonly interval: Interval;
  readonly coarser: readonly Interval[];
  /** First bar at which the subject says anything; the number of bars when it says nothing. */
  readonly firstBar: number;
};

/** The same bars, the same answer: twice, on another day, and after other bars. */
function checkSteady(run: LeakRun, whole: readonly LeakOutput[], { bars }: Place): void {
  const cut = bars.close.length;
  run.compare(whole, 'repeat', { bars, cut });
  if (run.found.length > 0) return;
  withOtherSurroundings(() => run.compare(whole, 'surroundings', { bars, cut }));
  if (run.found.length > 0) return;
  run.observe(garbageBars(bars, 0, 'huge'));
  run.compare(whole, 'carry-over', { bars, cut });
}

/** Other futures, the same past. */
function checkCuts(
  run: LeakRun,
  whole: readonly LeakOutput[],
  { place, count }: { place: Place; count: number },
): number[] {
  const { bars, interval, coarser, firstBar } = place;
  const from = Math.min(Math.max(firstBar, BARS_MIN), Math.floor(bars.close.length / 2));
  const cuts = chooseCuts({ bars, interval, coarser, from, count });
  cuts.forEach((cut, turn) => {
    run.compare(whole, 'prefix', { bars: firstBars(bars, cut), cut });
    for (let k = 0; k < GARBAGE_PER_CUT; k++) {
      const kind = GARBAGE_KINDS[(turn * GARBAGE_PER_CUT + k) % GARBAGE_KINDS.length]!;
      run.compare(whole, 'garbage', { bars: garbageBars(bars, cut, kind), cut });
    }
  });
  run.compare(whole, 'appended', { bars: futureBars(bars, interval), cut: bars.close.length });
  return cuts;
}

/** The earliest difference of each output and kind, in order of bars, explained by all differences of that output. */
function findingsOf(found: readonly Found[], { bars, coarser, firstBar }: Place): LeakFinding[] {
  const first = new Map<string, Found>();
  for (const each of found) {
    const key = `${each.kind}/${each.output}`;
    if (each.bar < (first.get(key)?.bar ?? Infinity)) first.set(key, each);
  }
  return [...first.values()]
    .sort((a, b) => a.bar - b.bar)
    .slice(0, FINDINGS_MAX)
    .map(({ kind, output, bar, cut, expected, actual }) => ({
      kind,
      output,
      bar,
      barTimeMs: bars.openTimeMs[bar]!,
      expected,
      actual,
      cutBar: cut,
      explanation: explainLeak(
        found.filter((each) => each.output === output && (each.kind === kind || isFuture(each) === isFuture({ kind }))),
        { bars, coarser, firstBar },
      ),
    }));
}

const isFuture = ({ kind }: Pick<Found, 'kind'>): boolean =>
  kind === 'prefix' || kind === 'garbage' || kind === 'appended';

const isSaid = (said: Said): boolean => said !== null && said === said;

function firstSpoken(outputs: readonly LeakOutput[], length: number): number {
  for (let bar = 0; bar < length; bar++)
    if (outputs.some((output) => !output.isCostly && isSaid(output.at(bar)))) return bar;
  return length;
}

function spokenBars(outputs: readonly LeakOutput[], length: number): number {
  let count = 0;
  for (let bar = 0; bar < length; bar++)
    if (outputs.some((output) => !output.isCostly && isSaid(output.at(bar)))) count++;
  return count;
}

/** The interval whose length is the shortest step between bars. */
function intervalOf({ openTimeMs }: Bars): Interval {
  let step = Infinity;
  for (let at = 1; at < openTimeMs.length; at++) step = Math.min(step, openTimeMs[at]! - openTimeMs[at - 1]!);
  const found = INTERVALS.find((name) => {
    const length = nextOpenTime(0, name);
    return length === step || (name === '1M' && step > length * 0.9 && step < length * 1.1);
  });
  if (found) return found;
  const message = `Bars ${step} ms apart are of no known interval`;
  throw new AppError('invalid-input', message, { errors: [{ path: 'bars.openTimeMs', code: 'invalid', message }] });
}
