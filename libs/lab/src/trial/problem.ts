import type { LabObjective } from '@orbiquant/contracts';
import { digestOf } from '@orbiquant/kernel';
import { strategyNamed, type TradingStrategy } from '@orbiquant/strategy';
import type { Assumptions, LabInstrument } from '../engine/request.ts';
import { digestOfBars } from '../engine/run-card.ts';
import { silentBefore } from './silent-before.ts';

/**
 * What is searched: a strategy over a data set under given costs, and what counts as good. Plain data apart from the
 * columns, so that another thread or machine can rebuild it.
 */
export type Problem = {
  /** Name of a strategy of the registry. */
  readonly strategy: string;
  readonly instruments: readonly LabInstrument[];
  readonly assumptions: Assumptions;
  readonly seed: string;
  readonly codeVersion: string;
  /** What to make large; the first is the main one. */
  readonly objectives: readonly LabObjective[];
  /** Closed trades below which a combination is not feasible. */
  readonly tradesMin: number;
  /** Where trading begins, epoch ms: bars before it are history to read, and are measured in nothing. All, unless told. */
  readonly tradeFromMs?: number;
};

/** The strategy of a problem, silent before trading begins. @throws AppError `not-found`, naming the closest strategies. */
export function strategyOf({ strategy, tradeFromMs }: Problem): TradingStrategy {
  const named = strategyNamed(strategy);
  return tradeFromMs === undefined ? named : silentBefore(named, tradeFromMs);
}

/** Names the data set: trials on the same digest have looked at the same past. */
export const dataDigestOf = ({ instruments }: Problem): string =>
  digestOf(instruments.map(({ symbol, interval, bars }) => [symbol, interval, digestOfBars(bars)]));
