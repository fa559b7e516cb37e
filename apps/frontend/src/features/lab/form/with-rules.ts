import type { LabOrder, StrategyInfo } from '@orbiquant/contracts';
import { parametersOf, sellsShort } from '../parts/rules-of.ts';
import type { Prefill } from './prefill.ts';

/** The name under which the lab runs rules. */
export const RULES = 'rules';

/** The strategies with somebody's rules among them, under the parameters that those declare. */
export const withRules = (strategies: readonly StrategyInfo[], rules: LabOrder['rules']): readonly StrategyInfo[] =>
  rules ? [...strategies, { name: RULES, parameters: parametersOf(rules) }] : strategies;

/** What a run of rules begins with: them, and a market on which they may sell short where they do. */
export const wishesOf = (rules: NonNullable<LabOrder['rules']>): Prefill => ({
  strategy: RULES,
  ...(sellsShort(rules) ? { short: true } : {}),
});
