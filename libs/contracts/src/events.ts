import { z } from 'zod';
import { Decision } from './agents.ts';
import { SymbolCandle } from './candles.ts';
import { epochMs } from './codecs.ts';
import { NavPoint } from './invest.ts';
import { LabRun } from './lab-run.ts';
import { Fill, Order } from './orders.ts';
import { RangePrediction } from './signals.ts';

/** A durable fact's kind: its name (past tense), its shape, the schema whose event table holds it, and its key. */
export interface EventType<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: 'trading' | 'ml' | 'investment' | 'llm' | 'auth' | 'financial' | 'education' | 'audit';
  /** Each service writes its own event table. */
  readonly table: string;
  readonly payload: S;
  /** What makes two deliveries the same fact. */
  readonly keyOf: (payload: z.output<S>) => string;
}

const event = <S extends z.ZodType>(type: EventType<S>): EventType<S> => Object.freeze(type);

export const candleClosed = event({
  name: 'candle.closed',
  schema: 'trading',
  table: 'market_events',
  payload: SymbolCandle,
  keyOf: (c) => `${c.symbol}:${c.interval}:${c.openTimeMs}`,
});
/** A stored candle was corrected; decisions already taken on the old one stay as they are. */
export const candleRevised = event({
  name: 'candle.revised',
  schema: 'trading',
  table: 'market_events',
  payload: SymbolCandle.extend({ revision: z.number().int() }),
  keyOf: (c) => `${c.symbol}:${c.interval}:${c.openTimeMs}:${c.revision}`,
});
export const signalEmitted = event({
  name: 'signal.emitted',
  schema: 'ml',
  table: 'events',
  payload: RangePrediction,
  keyOf: (p) => p.predictionId,
});
/** A run of the lab began, came further or ended; what was ordered is left out. */
export const labRunChanged = event({
  name: 'lab.run.changed',
  schema: 'ml',
  table: 'events',
  payload: LabRun.omit({ order: true }).extend({ userId: z.uuid() }),
  keyOf: (r) => `${r.runId}:${r.state}:${r.progress.stage}:${r.progress.done}`,
});
export const decisionMade = event({
  name: 'decision.made',
  schema: 'trading',
  table: 'agent_events',
  payload: Decision,
  keyOf: (d) => d.decisionId,
});
export const orderChanged = event({
  name: 'order.changed',
  schema: 'trading',
  table: 'agent_events',
  payload: Order,
  keyOf: (o) => `${o.orderId}:${o.state}:${o.filledQuantity.toFixed()}`,
});
export const fillRecorded = event({
  name: 'fill.recorded',
  schema: 'trading',
  table: 'agent_events',
  payload: Fill,
  keyOf: (f) => f.fillId,
});
/** An incident that a person should look at. */
export const Incident = z.object({
  incidentId: z.uuid(),
  source: z.string(),
  code: z.string(),
  detail: z.string(),
  atMs: epochMs,
});
export type Incident = z.output<typeof Incident>;
export const incidentRaised = event({
  name: 'incident.raised',
  schema: 'trading',
  table: 'agent_events',
  payload: Incident,
  keyOf: (i) => i.incidentId,
});
export const navStruck = event({
  name: 'nav.struck',
  schema: 'investment',
  table: 'events',
  payload: NavPoint.extend({ productId: z.uuid() }),
  keyOf: (n) => n.strikeId,
});
