import { z } from 'zod';
import { decimalText, epochMs } from './codecs.ts';
import { Decision } from './agents.ts';
import { Candle, Interval } from './candles.ts';
import { Holding, Money, NavPoint } from './invest.ts';
import { Fill, Order } from './orders.ts';
import { route } from './route.ts';

/** A position inside a strike: its fills are what it is made of. */
export const StrikePosition = z.object({
  symbol: z.string(),
  quantity: decimalText,
  mark: decimalText,
  markAtMs: epochMs,
  value: decimalText,
  fills: z.number().int(),
});
export type StrikePosition = z.output<typeof StrikePosition>;

/** A strike opened: NAV = cash outside the venue + cash at the venue + positions at mark - accrued fees. */
export const StrikeDetail = z.object({
  strike: NavPoint,
  agentId: z.string(),
  poolCash: decimalText,
  venueCash: decimalText,
  accruedFees: decimalText,
  positions: z.array(StrikePosition),
  lastFillId: z.string().nullable(),
});
export type StrikeDetail = z.output<typeof StrikeDetail>;

/** The road from a balance down to its strike. Recompute: units x navPerUnit, rounded down to the minor unit = value. */
export const HoldingLineage = z.object({ holding: Holding, formula: z.string(), strike: StrikeDetail.nullable() });
export type HoldingLineage = z.output<typeof HoldingLineage>;

/** The road from a fill up to what caused it: order, intent, decision, model, candle. */
export const FillLineage = z.object({
  fill: Fill,
  order: Order,
  decision: Decision,
  candle: Candle.extend({ symbol: z.string(), interval: Interval }).nullable(),
  model: z.object({ modelId: z.string(), version: z.string(), predictionId: z.string() }).nullable(),
});
export type FillLineage = z.output<typeof FillLineage>;

export const getHoldingLineage = route({
  method: 'GET',
  path: '/api/v1/lineage/holdings/:productId',
  summary: 'Where my balance in a product comes from',
  access: 'signed-in',
  params: z.object({ productId: z.uuid() }),
  response: HoldingLineage,
});
export const getStrikeFills = route({
  method: 'GET',
  path: '/api/v1/lineage/strikes/:strikeId/fills',
  summary: 'The fills that a position of a strike is made of, newest first',
  access: 'signed-in',
  params: z.object({ strikeId: z.uuid() }),
  query: z.object({ symbol: z.string().max(30), limit: z.coerce.number().int().min(1).max(500).default(50) }),
  response: z.array(Fill),
});
export const getFillLineage = route({
  method: 'GET',
  path: '/api/v1/lineage/fills/:fillId',
  summary: 'What a fill was caused by, down to the candle',
  access: 'signed-in',
  params: z.object({ fillId: z.uuid() }),
  response: FillLineage,
});

/** What an investor sees of the journal of the ledger: sums that must be zero. */
export const LedgerCheck = z.object({
  transfers: z.number().int(),
  postings: z.number().int(),
  unbalanced: z.number().int(),
  sums: z.array(Money),
  balanceMismatches: z.number().int(),
  /** Transfers whose number, content or link to the one before is not what was booked. */
  chainBreaks: z.number().int(),
  /** Transfers that have committed and are not chained yet. */
  unsealed: z.number().int(),
  /** The first altered row in words, null when there is none. */
  firstBad: z.string().nullable(),
  altered: z.object({ table: z.string(), row: z.string(), what: z.string() }).nullable(),
});
export type LedgerCheck = z.output<typeof LedgerCheck>;
export const getLedgerCheck = route({
  method: 'GET',
  path: '/api/v1/ledger/check',
  summary: 'Recompute the books from zero',
  access: 'operator',
  response: LedgerCheck,
});
