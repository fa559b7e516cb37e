import type { Interval, Vote } from '@orbiquant/contracts';
import { invariant } from '@orbiquant/kernel';
import type { Bars, ParameterValues } from '@orbiquant/quant';
import { barsOf } from './bars-of.ts';
import type { MarketView } from './market-view.ts';
import { defaultParameters } from './parse-parameters.ts';
import { strategyMarket } from './strategy-market.ts';
import { missingWarmUp, warmingUp, type Strategy } from './strategy.ts';
import type { TradingStrategy } from './trading-strategy.ts';

/**
 * A trading strategy as an agent listens to it: the same prepared rule that the backtester runs, asked at the last
 * closed candle of `interval`.
 */
export function voterOf(
  strategy: TradingStrategy,
  interval: Interval,
  parameters: ParameterValues = defaultParameters(strategy),
): Strategy {
  const voter: Strategy = {
    name: strategy.name,
    warmUp: warmUpByInterval(strategy, interval, parameters),
    vote(view) {
      const missing = missingWarmUp(voter, view);
      return missing ? warmingUp(strategy.name, missing) : voteAtLast(strategy, { view, interval, parameters });
    },
  };
  return voter;
}

function warmUpByInterval(strategy: TradingStrategy, interval: Interval, parameters: ParameterValues) {
  const { base, ...coarser } = strategy.warmUp(parameters);
  return base === undefined ? coarser : { [interval]: base, ...coarser };
}

function voteAtLast(
  strategy: TradingStrategy,
  { view, interval, parameters }: { view: MarketView; interval: Interval; parameters: ParameterValues },
): Vote {
  const intervals = strategy.intervals(parameters);
  const coarser = new Map<Interval, Bars>(intervals.map((name) => [name, barsOf(view.closed[name] ?? [])]));
  const base = barsOf(view.closed[interval] ?? []);
  const market = strategyMarket({ symbol: view.symbol, interval, base, intervals, coarser });
  const prepared = strategy.prepare(market, parameters);
  invariant(prepared.vote, `${strategy.name} has no stance to vote with`);
  return prepared.vote(base.close.length - 1);
}
