import type { LabVerdict } from '@orbiquant/contracts';
import type { ShownRun } from '../result/shown-run.ts';
import { dailyReturns } from '../statistics/daily-returns.ts';
import { judge } from '../trials/judge.ts';
import { mergeRecords } from '../trials/merge-records.ts';
import { recordOf, type TrialRecord } from '../trials/trial-record.ts';
import type { Trial } from '../trial/trial.ts';

/** The gate's word on a run, with every combination that was tried on its data, now and before. */
export function verdictOf(run: ShownRun, trials: readonly Trial[], trialsBefore: readonly TrialRecord[]): LabVerdict {
  const { trades, totalReturn } = run.statistics;
  const returns = dailyReturns(run.timeMs, run.equity);
  const kept = trials.filter((trial) => trial.failure === null && trial.returns.length > 0);
  return judge({
    returns,
    trades,
    totalReturn,
    tried: mergeRecords(trialsBefore, trials.map(recordOf)),
    searched: new Set(trials.map(({ parametersDigest }) => parametersDigest)).size,
    series: kept.map((trial) => trial.returns),
  });
}
