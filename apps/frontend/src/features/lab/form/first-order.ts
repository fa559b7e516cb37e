import type { StrategyInfo } from '@orbiquant/contracts';
import { firstForm } from './first-form.ts';
import { orderOf, type Ordered } from './order-of.ts';
import { pickPeriod } from './pick-period.ts';
import type { Coverage } from './use-coverage.ts';

type Known = { strategies: readonly StrategyInfo[]; symbol: string; coverage: Coverage; language: string };

/** The run that somebody who has none is invited to: HMA/SMA over all candles there are, with the costs of a venue. */
export function firstOrder({ strategies, symbol, coverage, language }: Known): Ordered {
  const form = firstForm({ strategies, symbols: [symbol], language });
  return orderOf({ ...form, ...pickPeriod('all', coverage) }, { strategies, language });
}
