import type { LabOrder } from '@orbiquant/contracts';
import { parseParameters } from '@orbiquant/strategy';
import { DEFAULT_ASSUMPTIONS } from '../engine/default-assumptions.ts';
import type { Assumptions, LabInstrument } from '../engine/request.ts';
import { chosenStrategy, type Problem } from '../trial/problem.ts';

/** What a job works on beside its order. */
export type JobData = { readonly instruments: readonly LabInstrument[]; readonly codeVersion: string };

/** The problem that an order states on its data. What is not searched for is judged by its Sharpe ratio. */
export function problemOf(order: LabOrder, { instruments, codeVersion }: JobData): Problem {
  const { strategy, rules, seed, search } = order;
  return {
    strategy,
    ...(rules ? { rules } : {}),
    instruments,
    assumptions: assumptionsOf(order),
    seed,
    codeVersion,
    objectives: search?.objectives ?? ['sharpe'],
    tradesMin: search?.tradesMin ?? 1,
  };
}

/** The engine's assumptions as an order states them. */
export function assumptionsOf({ assumptions }: LabOrder): Assumptions {
  const { cash, makerFeeBps, takerFeeBps, slippageBps, latencyBars, limitFill, participationMax, allowShort } =
    assumptions;
  return {
    ...DEFAULT_ASSUMPTIONS,
    cash,
    makerFeeBps,
    takerFeeBps,
    slippage: slippageBps === 0 ? { kind: 'none' } : { kind: 'bps', bps: slippageBps },
    latencyBars,
    limitFill,
    participationMax,
    allowShort,
    // a run that ends in the middle of a trade is worth what selling would have brought
    closeAtEnd: true,
  };
}

/** The parameters of an order, checked and filled up with defaults. @throws AppError `invalid-input` */
export const parametersOf = (order: LabOrder): Readonly<Record<string, number>> =>
  parseParameters(chosenStrategy(order), order.parameters);
