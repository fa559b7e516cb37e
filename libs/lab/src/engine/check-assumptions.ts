import { AppError, type FieldFault } from '@orbiquant/kernel';
import type { Assumptions } from './request.ts';

/** @throws AppError `invalid-input` with every assumption that cannot hold. */
export function checkAssumptions(assumptions: Assumptions): void {
  const errors = CHECKS.flatMap(([field, holds, says]): FieldFault[] =>
    holds(assumptions) ? [] : [{ path: `assumptions.${field}`, code: 'out-of-range', message: `${field} ${says}` }],
  );
  if (errors.length > 0) throw new AppError('invalid-input', errors[0]!.message, { errors });
}

type Check = readonly [keyof Assumptions, (assumptions: Assumptions) => boolean, string];

const CHECKS: readonly Check[] = [
  ['cash', ({ cash }) => cash > 0 && cash < Infinity, 'is a positive number'],
  ['makerFeeBps', ({ makerFeeBps }) => Math.abs(makerFeeBps) < 10_000, 'is below 100 %'],
  ['takerFeeBps', ({ takerFeeBps }) => takerFeeBps >= 0 && takerFeeBps < 10_000, 'lies between 0 and 100 %'],
  ['slippage', ({ slippage }) => slippageSize(slippage) >= 0, 'moves the price against the order'],
  ['latencyBars', ({ latencyBars }) => Number.isInteger(latencyBars) && latencyBars >= 0, 'is a whole number >= 0'],
  ['latencyMs', ({ latencyMs }) => latencyMs >= 0 && latencyMs < Infinity, 'is a number >= 0'],
  ['participationMax', ({ participationMax }) => participationMax > 0, 'is positive'],
  ['liquidationFeeBps', ({ liquidationFeeBps }) => liquidationFeeBps >= 0, 'is not negative'],
];

function slippageSize(model: Assumptions['slippage']): number {
  switch (model.kind) {
    case 'none':
      return 0;
    case 'bps':
      return model.bps;
    case 'range-share':
      return model.share;
    default:
      return model.coefficient;
  }
}
