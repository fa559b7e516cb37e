import type { Assumptions } from './request.ts';

/**
 * What a backtest assumes unless told otherwise: a small account, the first fee tier of a large spot venue, 1 bp of
 * slippage, limits that need a trade-through, at most a tenth of each bar's volume.
 */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  cash: 10_000,
  makerFeeBps: 10,
  takerFeeBps: 10,
  slippage: { kind: 'bps', bps: 1 },
  latencyBars: 0,
  latencyMs: 0,
  limitFill: 'trade-through',
  participationMax: 0.1,
  allowShort: true,
  closeAtEnd: false,
  liquidationFeeBps: 50,
};
