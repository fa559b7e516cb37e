import { automaticBlockLength } from '@orbiquant/quant';
import { nextOpenTime } from '@orbiquant/market';
import { warmUpBars } from '../walk-forward/warm-up-bars.ts';
import { strategyOf, type Problem } from '../trial/problem.ts';

const DAY_MS = 86_400_000;
/** A block longer than this share of the history would leave little to draw. */
const SHARE_MAX = 0.1;

/**
 * Mean length of the blocks of bars that are drawn: at least a day, at least what the strategy looks back on, at least
 * what the size of moves remembers, and at most a tenth of the history. Patterns longer than that are broken.
 *
 * @returns  Bars, >= 1.
 */
export function candleBlockBars(problem: Problem, parameters: Readonly<Record<string, number>>): number {
  const { bars, interval } = problem.instruments[0]!;
  const { close } = bars;
  const moves = Float64Array.from({ length: close.length - 1 }, (_unused, at) =>
    Math.abs(close[at + 1]! / close[at]! - 1),
  );
  const dayBars = Math.ceil(DAY_MS / nextOpenTime(0, interval));
  const lookBack = warmUpBars(strategyOf(problem), parameters, interval);
  const wanted = Math.max(dayBars, lookBack, automaticBlockLength(moves));
  return Math.max(1, Math.min(Math.round(wanted), Math.floor(close.length * SHARE_MAX)));
}
