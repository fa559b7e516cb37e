import { AppError, InvariantError } from '@orbiquant/kernel';
import { sharpePerPeriod, type ParameterValues } from '@orbiquant/quant';
import { parseParameters } from '@orbiquant/strategy';
import { runBacktest } from '../engine/run-backtest.ts';
import { dailyReturns } from '../statistics/daily-returns.ts';
import { measuredRun } from './measured-run.ts';
import { objectiveOf } from './objective.ts';
import { strategyOf, type Problem } from './problem.ts';
import { failedTrial, parametersDigestOf, type Trial } from './trial.ts';

/**
 * One combination, run and measured. A combination that the strategy refuses or that fails in the middle is a failed
 * trial with its reason: the others go on.
 *
 * @throws Only what is a broken promise of our own code (`InvariantError`).
 */
export function evaluate(problem: Problem, parameters: ParameterValues): Trial {
  try {
    return measure(problem, parameters);
  } catch (error) {
    if (error instanceof InvariantError) throw error;
    const code = error instanceof AppError ? error.code : 'internal';
    return failedTrial(problem, parameters, { code, message: error instanceof Error ? error.message : String(error) });
  }
}

function measure(problem: Problem, given: ParameterValues): Trial {
  const { instruments, assumptions, seed, codeVersion, objectives, tradesMin } = problem;
  const strategy = strategyOf(problem);
  const parameters = parseParameters(strategy, given);
  const result = runBacktest({ instruments, strategy, parameters, assumptions, seed, codeVersion });
  const { statistics, timeMs, equity } = measuredRun(result, problem);
  const returns = dailyReturns(timeMs, equity);
  return {
    parameters,
    parametersDigest: parametersDigestOf(parameters),
    objectives: objectives.map((objective) => objectiveOf(objective, statistics)),
    statistics,
    returns,
    sharpePerDay: sharpePerPeriod(returns),
    days: returns.length,
    feasible: statistics.trades >= tradesMin && Number.isFinite(statistics.totalReturn),
    failure: null,
  };
}
