import { z } from 'zod';
import { Agent, Decision } from './agents.ts';
import { SymbolCandle } from './candles.ts';
import { epochMs } from './codecs.ts';
import { Incident } from './events.ts';
import { NavPoint } from './invest.ts';
import { LabRun } from './lab-run.ts';
import { MarketClock, Ticker } from './market.ts';
import { Fill, Order } from './orders.ts';

/**
 * A live message. `seq` grows by one per room, so that a client sees a gap; after one, or after a reconnect, it asks
 * to resume from the last `seq` it has, or falls back on REST.
 */
export const liveMessage = <T extends z.ZodType>(data: T) =>
  z.object({ v: z.literal(1), room: z.string(), seq: z.number().int(), tsMs: epochMs, type: z.string(), data });

/** What may arrive in a room, by message type. */
export const LIVE_TYPES = {
  /** The candle that is forming; may be coalesced. Room `candle:{symbol}:{interval}`. */
  'candle.updated': SymbolCandle,
  'candle.closed': SymbolCandle,
  /** Room `tickers`. */
  'ticker.updated': z.array(Ticker),
  /** Room `clock`. */
  'clock.updated': MarketClock,
  /** Room `agent:{agentId}`. */
  'agent.updated': Agent,
  'decision.made': Decision,
  'order.changed': Order,
  'fill.recorded': Fill,
  'incident.raised': Incident,
  /** Room `product:{productId}`. */
  'nav.struck': NavPoint.extend({ productId: z.uuid() }),
  /** Room `user:{userId}`: something of the person's own changed; fetch it. */
  'lab.run.changed': LabRun.omit({ order: true }).extend({ userId: z.uuid() }),
  'balance.changed': z.object({ userId: z.uuid() }),
} as const;
export type LiveType = keyof typeof LIVE_TYPES;
/** The decoded data of a live message of type `T`. */
export type LiveData<T extends LiveType> = z.output<(typeof LIVE_TYPES)[T]>;

/** Namespace of the relay; the handshake's `auth` is `{ ticket }`. */
export const LIVE_NAMESPACE = '/rt';
/** Names on the socket: client emits `join` (JoinRoom, answered with JoinReply) and `leave` ({ room }), relay emits `message`. */
export const LIVE_EVENTS = { join: 'join', leave: 'leave', message: 'message' } as const;

/** Messages that may be dropped in favour of a newer one when a client is slow. Facts are never dropped. */
export const COALESCIBLE: readonly LiveType[] = ['candle.updated', 'ticker.updated', 'clock.updated', 'agent.updated'];

/** Client -> relay: join a room, resuming after `afterSeq` when it has one. */
export const JoinRoom = z.object({
  room: z
    .string()
    .max(80)
    .regex(/^[a-z]+(:[A-Za-z0-9/_-]+){0,2}$/),
  afterSeq: z.number().int().min(0).optional(),
});
export type JoinRoom = z.output<typeof JoinRoom>;

/** Relay -> client: what the relay answered; `recovered` false means fetch by REST and go on from `seq`. */
export const JoinReply = z.union([
  z.object({ ok: z.literal(true), recovered: z.boolean(), seq: z.number().int() }),
  z.object({ ok: z.literal(false), code: z.string() }),
]);
export type JoinReply = z.output<typeof JoinReply>;

/** data-service's plain WebSocket (`/ws`): subscribe by message, then a stream of these. */
export const FeedRequest = z.object({
  op: z.enum(['subscribe', 'unsubscribe']),
  channel: z.enum(['candles', 'tickers', 'clock']),
  symbol: z.string().max(30).optional(),
  interval: z.string().max(3).optional(),
});
export type FeedRequest = z.output<typeof FeedRequest>;
export const FeedMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('candle.updated'), data: SymbolCandle }),
  z.object({ type: z.literal('candle.closed'), data: SymbolCandle }),
  z.object({ type: z.literal('ticker.updated'), data: z.array(Ticker) }),
  z.object({ type: z.literal('clock.updated'), data: MarketClock }),
  z.object({ type: z.literal('error'), data: z.object({ code: z.string(), message: z.string() }) }),
]);
export type FeedMessage = z.output<typeof FeedMessage>;
