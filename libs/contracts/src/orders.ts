import { z } from 'zod';
import { decimalText, epochMs } from './codecs.ts';

export const Side = z.enum(['buy', 'sell']);
export type Side = z.output<typeof Side>;

/**
 * The life of an order as we know it. `unknown` means sent, answer lost: only the venue can tell; it is never
 * resent. `not-placed` is proof, by query, that the venue never had it.
 */
export const ORDER_STATES = [
  'pending',
  'sending',
  'unknown',
  'open',
  'partially-filled',
  'filled',
  'canceling',
  'canceled',
  'rejected',
  'expired',
  'not-placed',
] as const;
export const OrderState = z.enum(ORDER_STATES);
export type OrderState = z.output<typeof OrderState>;

/** What an order is for; a stop protects a position and lives on the venue. */
export const OrderPurpose = z.enum(['entry', 'exit', 'stop', 'emergency-exit']);
export type OrderPurpose = z.output<typeof OrderPurpose>;

/** One order: an intent stored before it is sent, and what became of it. */
export const Order = z.object({
  orderId: z.string(),
  agentId: z.string(),
  decisionId: z.string(),
  intentId: z.string(),
  /** Ours, deterministic: the venue refuses a second one. */
  clientOrderId: z.string(),
  venueOrderId: z.string().nullable(),
  symbol: z.string(),
  side: Side,
  type: z.enum(['market', 'limit', 'stop-limit', 'stop-market']),
  purpose: OrderPurpose,
  quantity: decimalText,
  limitPrice: decimalText.nullable(),
  stopPrice: decimalText.nullable(),
  filledQuantity: decimalText,
  /** Quote units paid or received, before fees. */
  filledNotional: decimalText,
  state: OrderState,
  /** Why it was refused, expired or is unknown; a stable code. */
  reason: z.string().nullable(),
  createdAtMs: epochMs,
  updatedAtMs: epochMs,
});
export type Order = z.output<typeof Order>;

/** A trade of ours on the venue. Quantity is positive; the side says which way. */
export const Fill = z.object({
  fillId: z.string(),
  agentId: z.string(),
  orderId: z.string(),
  decisionId: z.string(),
  /** The venue's trade id: with venue and symbol it is unique. */
  venueTradeId: z.string(),
  venueOrderId: z.string(),
  symbol: z.string(),
  side: Side,
  price: decimalText,
  quantity: decimalText,
  fee: decimalText,
  feeAsset: z.string(),
  filledAtMs: epochMs,
});
export type Fill = z.output<typeof Fill>;

/** What an agent holds of an instrument; quantity is net of fees taken in the base asset. */
export const Position = z.object({
  agentId: z.string(),
  symbol: z.string(),
  quantity: decimalText,
  /** Average entry price, quote units, fees included; zero when flat. */
  averagePrice: decimalText,
  realisedPnl: decimalText,
  feesPaid: decimalText,
  updatedAtMs: epochMs,
});
export type Position = z.output<typeof Position>;
