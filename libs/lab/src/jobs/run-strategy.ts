import { buyAndHold, defaultParameters, parseParameters } from '@orbiquant/strategy';
import type { ParameterValues } from '@orbiquant/quant';
import type { BacktestResult } from '../engine/backtest-result.ts';
import { runBacktest } from '../engine/run-backtest.ts';
import { strategyOf, type Problem } from '../trial/problem.ts';

/** One run of a problem's strategy, with everything that it shows. @throws AppError `invalid-input` on bad parameters */
export function runStrategy(problem: Problem, given: ParameterValues): BacktestResult {
  const { instruments, assumptions, seed, codeVersion } = problem;
  const strategy = strategyOf(problem);
  const parameters = parseParameters(strategy, given);
  return runBacktest({ instruments, strategy, parameters, assumptions, seed, codeVersion });
}

/** The same money held from the first bar to the last under the same costs: what a strategy has to beat. */
export function runBuyAndHold({ instruments, assumptions, seed, codeVersion }: Problem): BacktestResult {
  const parameters = defaultParameters(buyAndHold);
  return runBacktest({ instruments, strategy: buyAndHold, parameters, assumptions, seed, codeVersion });
}
