import type { TradingStrategy } from '@orbiquant/strategy';
import { firstAt } from './first-at.ts';

/**
 * A strategy that knows the bars before an instant and is not asked about them: its columns are warm and its hands are
 * empty when trading begins.
 *
 * @param fromMs  Open time of the first bar that it decides on, epoch ms.
 */
export const silentBefore = (strategy: TradingStrategy, fromMs: number): TradingStrategy => ({
  ...strategy,
  prepare(market, parameters) {
    const prepared = strategy.prepare(market, parameters);
    const first = firstAt(market.base.openTimeMs, fromMs);
    return { decide: (at, account) => (at < first ? null : prepared.decide(at, account)) };
  },
});
