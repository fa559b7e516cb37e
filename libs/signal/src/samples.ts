import type { Candle } from '@orbiquant/contracts';
import { BASELINES, baselineAt, HORIZON_BARS, type Baseline } from './baselines.ts';
import { BARS_NEEDED, featuresAt } from './feature-row.ts';
import { logBars, logSpan, type LogBars } from './log-bars.ts';

const HOUR_MS = 3_600_000;

/** A moment in the past: what could be seen then, and what came of it. */
export type Sample = {
  /** The decision's instant: the close of the newest candle seen, epoch ms. */
  atMs: number;
  features: Float64Array;
  baselines: Record<Baseline, number>;
  /** ln(high / low) of the next `HORIZON_BARS` bars, > 0. */
  outcome: number;
};

/** Which moments to take: decided in [fromMs, toMs), every `stride`-th bar. */
export type Taking = { fromMs: number; toMs: number; stride: number };

/** The moments of a series at which a week lies whole behind and the horizon whole ahead; none spans a gap. */
export function samplesOf(candles: readonly Candle[], { fromMs, toMs, stride }: Taking): Sample[] {
  const bars = logBars(candles);
  const samples: Sample[] = [];
  for (let at = BARS_NEEDED - 1; at + HORIZON_BARS < candles.length; at += stride) {
    const atMs = bars.openTimeMs[at]! + HOUR_MS;
    if (atMs >= fromMs && atMs < toMs && isUnbroken(bars, at)) samples.push(sampleAt(bars, at));
  }
  return samples.filter(({ outcome }) => outcome > 0);
}

function sampleAt(bars: LogBars, at: number): Sample {
  const baselines = Object.fromEntries(BASELINES.map((name) => [name, baselineAt(name, bars, at)]));
  return {
    atMs: bars.openTimeMs[at]! + HOUR_MS,
    features: featuresAt(bars, at),
    baselines: baselines as Sample['baselines'],
    outcome: logSpan(bars, at + 1, at + 1 + HORIZON_BARS),
  };
}

const isUnbroken = ({ openTimeMs }: LogBars, at: number): boolean =>
  openTimeMs[at + HORIZON_BARS]! - openTimeMs[at + 1 - BARS_NEEDED]! === (BARS_NEEDED - 1 + HORIZON_BARS) * HOUR_MS;
