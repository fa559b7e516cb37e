import type { Interval } from '@orbiquant/contracts';
import { nextOpenTime } from '@orbiquant/market';
import type { ParameterValues } from '@orbiquant/quant';
import type { TradingStrategy } from '@orbiquant/strategy';
import type { SearchSpace } from '../search/search-space.ts';

/** Bars of the base interval that a strategy reads before it says anything; coarser candles are counted in base bars. */
export function warmUpBars(strategy: TradingStrategy, parameters: ParameterValues, base: Interval): number {
  const needs = Object.entries(strategy.warmUp(parameters)).map(([name, candles]) =>
    // one candle more, because the first one seen may have begun before the first bar
    name === 'base' ? candles : (candles + 1) * barsIn(name as Interval, base),
  );
  return Math.max(0, ...needs);
}

/** The longest warm-up in a space: that of its largest values, or of its smallest where longer. */
export function warmUpOfSpace(strategy: TradingStrategy, { axes, fixed }: SearchSpace, base: Interval): number {
  const corner = (end: 0 | -1): ParameterValues => ({
    ...fixed,
    ...Object.fromEntries(axes.map(({ name, values }) => [name, values.at(end)!])),
  });
  return Math.max(warmUpBars(strategy, corner(0), base), warmUpBars(strategy, corner(-1), base));
}

const barsIn = (coarser: Interval, base: Interval): number =>
  Math.ceil(nextOpenTime(0, coarser) / nextOpenTime(0, base));
