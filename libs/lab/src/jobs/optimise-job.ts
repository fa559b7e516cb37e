import type { LabResult, LabTrial } from '@orbiquant/contracts';
import { AppError, invariant } from '@orbiquant/kernel';
import { diagnose } from '../diagnosis/diagnose.ts';
import { backtestPart } from '../result/backtest-part.ts';
import { finite } from '../result/thin-curve.ts';
import { bestTrial } from '../search/best-trial.ts';
import { heatMapOf } from '../search/heat-map.ts';
import { openSearch } from '../search/open-search.ts';
import { plateauScore } from '../search/plateau-score.ts';
import { searchSpace, type SearchSpace } from '../search/search-space.ts';
import { strategyOf } from '../trial/problem.ts';
import type { Trial } from '../trial/trial.ts';
import { recordOf } from '../trials/trial-record.ts';
import { NO_PARTS, type Job, type JobOutcome } from './job.ts';
import { runSearch } from './run-search.ts';
import { runBuyAndHold, runStrategy } from './run-strategy.ts';
import { verdictOf } from './verdict-of.ts';

/** Trials that a result lists, the best first. */
const LISTED_MAX = 500;

/**
 * Searches parameters and shows the best combination's run, judged with the number of all that were tried.
 *
 * @throws AppError `unprocessable` when no combination is feasible, with the commonest reason.
 */
export async function optimiseJob({ order, problem, parameters, trialsBefore, deps }: Job): Promise<JobOutcome> {
  const { search, seed } = order;
  invariant(search, 'an optimisation says what to search');
  const space = searchSpace(strategyOf(problem), search.ranges, parameters);
  const trials = await runSearch(problem, openSearch(space, search, seed), deps);
  const best = bestTrial(trials) ?? noneFeasible(trials);
  const run = runStrategy(problem, best.parameters);
  const part = backtestPart(run, runBuyAndHold(problem));
  const result: LabResult = {
    ...NO_PARTS,
    ...part,
    figures: { ...part.figures, plateau: finite(plateauScore(trials, best, space)), combinations: trials.length },
    trials: listed(trials),
    heatMap: mapOf(trials, space),
    findings: diagnose(run, problem),
    verdict: verdictOf(run, trials, trialsBefore),
  };
  return { result, trials: trials.map(recordOf) };
}

function noneFeasible(trials: readonly Trial[]): never {
  const why = Map.groupBy(trials, ({ failure }) => failure?.message ?? 'too few trades');
  const [reason, same] = [...why].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? ['nothing was tried', []];
  throw new AppError(
    'unprocessable',
    `None of ${trials.length} combinations is feasible; ${same.length} of them: ${reason}`,
  );
}

const mapOf = (trials: readonly Trial[], { axes }: SearchSpace): LabResult['heatMap'] => {
  const wide = axes.filter(({ values }) => values.length > 1);
  return wide[0] && wide[1] ? heatMapOf(trials, wide[0].name, wide[1].name) : null;
};

/** The best trials as they are shown; failed ones come last, with their reason. */
export function listed(trials: readonly Trial[]): LabTrial[] {
  const rank = (trial: Trial): number => (trial.feasible ? trial.objectives[0]! : -Infinity);
  return trials
    .toSorted((a, b) => rank(b) - rank(a) || (a.parametersDigest < b.parametersDigest ? -1 : 1))
    .slice(0, LISTED_MAX)
    .map(({ parameters, statistics, feasible, failure }) => ({
      parameters: { ...parameters },
      figures: Object.fromEntries(Object.entries(statistics ?? {}).map(([name, value]) => [name, finite(value)])),
      feasible,
      problem: failure?.message ?? null,
    }));
}
