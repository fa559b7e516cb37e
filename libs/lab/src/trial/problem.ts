import type { LabObjective } from '@orbiquant/contracts';
import { digestOf } from '@orbiquant/kernel';
import { compileRules, parseRules, ruleDigest, strategyNamed, type TradingStrategy } from '@orbiquant/strategy';
import type { Assumptions, LabInstrument } from '../engine/request.ts';
import { digestOfBars } from '../engine/run-card.ts';
import { silentBefore } from './silent-before.ts';

/**
 * What is searched: a strategy over a data set under given costs, and what counts as good. Plain data apart from the
 * columns, so that another thread or machine can rebuild it.
 */
export type Problem = {
  /** Name of a strategy of the registry, or `rules`. */
  readonly strategy: string;
  /** A user's rule set, for strategy `rules`. */
  readonly rules?: unknown;
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
export function strategyOf({ tradeFromMs, ...chosen }: Problem): TradingStrategy {
  const strategy = chosenStrategy(chosen);
  return tradeFromMs === undefined ? strategy : silentBefore(strategy, tradeFromMs);
}

/** The name under which a user's rule set runs. */
export const RULES = 'rules';
const compiled = new WeakMap<object, TradingStrategy>();

/**
 * A strategy of the registry, or a user's rules compiled; the same rule set is compiled once.
 *
 * @throws AppError `not-found`, naming the closest strategies; `invalid-input` with every fault of the rules.
 */
export function chosenStrategy({ strategy, rules }: Pick<Problem, 'strategy' | 'rules'>): TradingStrategy {
  if (strategy !== RULES) return strategyNamed(strategy);
  const known = typeof rules === 'object' && rules !== null ? compiled.get(rules) : undefined;
  const made = known ?? compileRules(rules);
  if (typeof rules === 'object' && rules !== null) compiled.set(rules, made);
  return made;
}

/** Whose trials these are: a strategy's, or those of a rule set, whatever its version is called. */
export const familyOf = ({ strategy, rules }: Pick<Problem, 'strategy' | 'rules'>): string =>
  strategy === RULES ? `${RULES}:${ruleDigest(parseRules(rules))}` : strategy;

/** Names the data set: trials on the same digest have looked at the same past. */
export const dataDigestOf = ({ instruments }: Problem): string =>
  digestOf(instruments.map(({ symbol, interval, bars }) => [symbol, interval, digestOfBars(bars)]));
