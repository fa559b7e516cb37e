import type { LabReason, LabVerdict } from '@orbiquant/contracts';
import {
  backtestOverfitting,
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  sharpeEvidence,
  type SharpeEvidence,
} from '@orbiquant/quant';
import { independentTrials } from './independent-trials.ts';
import { reason } from './reason.ts';
import type { TrialRecord } from './trial-record.ts';

/** What is judged, and all that was tried on the way to it. */
export type Judged = {
  /** Daily simple returns of the combination that is put forward, costs included. */
  readonly returns: Float64Array;
  readonly trades: number;
  readonly totalReturn: number;
  /** Every combination that was tried on this data set, this one and earlier runs included. */
  readonly tried: readonly TrialRecord[];
  /** How many of those the present search made itself; all, unless told. */
  readonly searched?: number;
  /** Daily returns of some that the present search made, of the same days. */
  readonly series: readonly Float64Array[];
};

/** Confidence that a real edge is there, beyond what the number of trials explains. */
export const CONFIDENCE_MIN = 0.95;
/** Closed trades below which nothing is said. */
export const TRADES_MIN = 10;
/** Above this share of splits in which the winner of one half is below the middle of the other, choosing is luck. */
export const OVERFITTING_MAX = 0.5;
/** Where hardly any split loses money, it does not matter which of the good ones was chosen. */
const LOSS_MAX = 0.05;
const SERIES_MIN = 10;
/** Trials of a search are measured on the same days, give or take what their warm-up leaves out. */
const BLOCKS = 10;

/**
 * The one gate: whether a result is more than luck. It passes when it earned money after costs on enough trades, when
 * its Sharpe ratio stands above what the best of so many worthless trials would show, at 95 % confidence, and when the
 * search did not merely pick a lucky half. Below it, a strategy cannot be attached to an agent.
 *
 * @see D. Bailey, M. Lopez de Prado, "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5), 2014.
 */
export function judge(judged: Judged): LabVerdict {
  const { returns, trades, totalReturn, tried, series } = judged;
  const evidence = sharpeEvidence(returns);
  const reasons = [
    reason('gain', totalReturn > 0, { totalReturn }),
    reason('trades', trades >= TRADES_MIN, { trades, min: TRADES_MIN }),
    deflated(evidence, judged),
    trackRecord(evidence),
    overfitting(series),
  ].filter((one) => one !== null);
  return { passes: reasons.every(({ passes }) => passes), trials: tried.length, reasons };
}

function deflated(evidence: SharpeEvidence, { tried, searched = tried.length, series }: Judged): LabReason {
  const trials = trialsWorth(tried.length, searched, series);
  const variance = spreadOf(tried, evidence.observations);
  const confidence = isMeasurable(evidence) ? deflatedSharpe(evidence, { trials, variance }) : 0;
  const byLuck = expectedMaximumSharpe({ trials, variance });
  const params = { confidence, min: CONFIDENCE_MIN, trials, sharpePerDay: evidence.sharpe, byLuck };
  return reason('deflated-sharpe', confidence >= CONFIDENCE_MIN, params);
}

/** Trials of the present search count by how unlike they are; earlier ones, of which no returns are known, in full. */
function trialsWorth(tried: number, searched: number, series: readonly Float64Array[]): number {
  const now = Math.min(searched, tried);
  return Math.max(1, tried - now + (now > 0 ? independentTrials(now, series) : 0));
}

const isMeasurable = ({ sharpe, observations }: SharpeEvidence): boolean =>
  Number.isFinite(sharpe) && observations >= 2;

/**
 * Variance of the trials' daily Sharpe ratios. It is never taken below 1 / days, the variance that worthless trials
 * have by chance alone: a search whose trials all agree has not thereby proved that luck is small.
 */
function spreadOf(tried: readonly TrialRecord[], days: number): number {
  const ratios = tried.flatMap(({ sharpePerDay }) => (sharpePerDay === null ? [] : [sharpePerDay]));
  const mean = ratios.reduce((sum, value) => sum + value, 0) / Math.max(1, ratios.length);
  const variance = ratios.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, ratios.length - 1);
  return Math.max(variance, 1 / Math.max(1, days));
}

/** How many days a Sharpe ratio of this size needs before it can be told from none. */
function trackRecord(evidence: SharpeEvidence): LabReason | null {
  if (!isMeasurable(evidence) || evidence.sharpe <= 0) return null;
  const needed = minimumTrackRecord(evidence, { confidence: CONFIDENCE_MIN });
  return reason('track-record', evidence.observations >= needed, { days: evidence.observations, needed });
}

function overfitting(series: readonly Float64Array[]): LabReason | null {
  const length = series[0]?.length ?? 0;
  const equal = series.filter((one) => one.length === length && one.every(Number.isFinite));
  if (equal.length < SERIES_MIN || length < 2 * BLOCKS) return null;
  const { probability, lossProbability } = backtestOverfitting(equal, { blocks: BLOCKS });
  const passes = probability <= OVERFITTING_MAX || lossProbability <= LOSS_MAX;
  return reason('overfitting', passes, { probability, lossProbability, max: OVERFITTING_MAX });
}
