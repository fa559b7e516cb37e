import { backtestPart } from '../result/backtest-part.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { dailyReturns } from '../statistics/daily-returns.ts';
import { sharpePerPeriod } from '@orbiquant/quant';
import { parametersDigestOf } from '../trial/trial.ts';
import { mergeRecords } from '../trials/merge-records.ts';
import { judge } from '../trials/judge.ts';
import type { TrialRecord } from '../trials/trial-record.ts';
import { NO_PARTS, type Job, type JobOutcome } from './job.ts';
import { runBuyAndHold, runStrategy } from './run-strategy.ts';

/** One run of a strategy. It counts as a trial on its data, like every other. */
export async function backtestJob({ problem, parameters, trialsBefore, deps }: Job): Promise<JobOutcome> {
  deps.progress({ done: 0, total: 1, stage: 'backtest' });
  const run = runStrategy(problem, parameters);
  const returns = dailyReturns(run.timeMs, run.equity);
  const sharpe = sharpePerPeriod(returns);
  const record: TrialRecord = {
    parametersDigest: parametersDigestOf(run.runCard.parameters),
    sharpePerDay: Number.isFinite(sharpe) ? sharpe : null,
    days: returns.length,
  };
  const { trades, totalReturn } = run.statistics;
  const verdict = judge({ returns, trades, totalReturn, tried: mergeRecords(trialsBefore, [record]), series: [] });
  deps.progress({ done: 1, total: 1, stage: 'backtest' });
  const part = backtestPart(run, runBuyAndHold(problem));
  return { result: { ...NO_PARTS, ...part, verdict, findings: diagnose(run, problem) }, trials: [record] };
}
