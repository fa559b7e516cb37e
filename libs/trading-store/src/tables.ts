import type { EntitySchemaColumnOptions } from 'typeorm';
import type { Decimal } from '@orbiquant/kernel';
import type { AgentState, Decision, Fill, Mandate, Order, Reason } from '@orbiquant/contracts';
import { decimalColumn, EntitySchema, instantColumn } from '@orbiquant/platform-db';

type Column = EntitySchemaColumnOptions;
const text = (name?: string): Column => ({ type: 'text', ...(name ? { name } : {}) });
const nullable = (column: Column): Column => ({ ...column, nullable: true });
const key = (column: Column): Column => ({ ...column, primary: true });
const uuid = (name: string): Column => ({ type: 'uuid', name });
const json = (name: string): Column => ({ type: 'jsonb', name });
const exact = (name: string): Column => ({ type: 'numeric', name, transformer: decimalColumn });
const instant = (name: string): Column => ({ type: 'timestamptz', name, transformer: instantColumn });
const counted = (name: string): Column => ({ type: 'bigint', name, insert: false, update: false });
const stamped = (name: string): Column => ({ ...instant(name), default: () => 'now()', insert: false });

/** An agent's row: its state is explicit, and its journal's head makes the chain a line. */
export type AgentRow = {
  agentId: string;
  state: AgentState;
  stateReason: Reason | null;
  mandate: Record<string, unknown>;
  venueAccount: string;
  quoteAsset: string;
  startedEquity: Decimal | null;
  equityPeak: Decimal;
  journalHead: string;
  changedAtMs: number;
};

export const AgentTable = new EntitySchema<AgentRow>({
  name: 'agents',
  schema: 'trading',
  tableName: 'agents',
  columns: {
    agentId: key(text('agent_id')),
    state: text(),
    stateReason: nullable(json('state_reason')),
    mandate: json('mandate'),
    venueAccount: text('venue_account'),
    quoteAsset: text('quote_asset'),
    startedEquity: nullable(exact('started_equity')),
    equityPeak: exact('equity_peak'),
    journalHead: text('journal_head'),
    changedAtMs: instant('changed_at'),
  },
});

export type OpeningRow = { agentId: string; asset: string; quantity: Decimal };
export const OpeningTable = new EntitySchema<OpeningRow>({
  name: 'account_openings',
  schema: 'trading',
  tableName: 'account_openings',
  columns: { agentId: key(text('agent_id')), asset: key(text()), quantity: exact('quantity') },
});

export type DecisionRow = Decision & { journalSeq: string; recordedAtMs: number };
export const DecisionTable = new EntitySchema<DecisionRow>({
  name: 'decisions',
  schema: 'trading',
  tableName: 'decisions',
  columns: {
    decisionId: key(uuid('decision_id')),
    agentId: text('agent_id'),
    symbol: text(),
    interval: text(),
    candleOpenTimeMs: instant('candle_open_time'),
    asOfMs: instant('as_of'),
    action: text(),
    verdict: text(),
    side: nullable(text()),
    quantity: nullable(exact('quantity')),
    price: exact('price'),
    invalidationPrice: nullable(exact('invalidation_price')),
    reasons: json('reasons'),
    votes: json('votes'),
    predictionId: nullable(text('prediction_id')),
    modelVersion: nullable(text('model_version')),
    featureHash: text('feature_hash'),
    configHash: text('config_hash'),
    intentIds: { type: 'text', array: true, name: 'intent_ids' },
    previousHash: text('previous_hash'),
    hash: text(),
    journalSeq: counted('journal_seq'),
    recordedAtMs: stamped('recorded_at'),
  },
});

export type OrderRow = Order & { sentAtMs: number | null };
export const OrderTable = new EntitySchema<OrderRow>({
  name: 'orders',
  schema: 'trading',
  tableName: 'orders',
  columns: {
    orderId: key(uuid('order_id')),
    agentId: text('agent_id'),
    decisionId: uuid('decision_id'),
    intentId: text('intent_id'),
    clientOrderId: text('client_order_id'),
    venueOrderId: nullable(text('venue_order_id')),
    symbol: text(),
    side: text(),
    type: text(),
    purpose: text(),
    quantity: exact('quantity'),
    limitPrice: nullable(exact('limit_price')),
    stopPrice: nullable(exact('stop_price')),
    filledQuantity: exact('filled_quantity'),
    filledNotional: exact('filled_notional'),
    state: text(),
    reason: nullable(text()),
    sentAtMs: nullable(instant('sent_at')),
    createdAtMs: instant('created_at'),
    updatedAtMs: instant('updated_at'),
  },
});

export type FillRow = Fill & { venue: string; fillSeq: string; recordedAtMs: number };
export const FillTable = new EntitySchema<FillRow>({
  name: 'fills',
  schema: 'trading',
  tableName: 'fills',
  columns: {
    fillId: key(uuid('fill_id')),
    agentId: text('agent_id'),
    orderId: uuid('order_id'),
    decisionId: uuid('decision_id'),
    venue: text(),
    venueTradeId: text('venue_trade_id'),
    venueOrderId: text('venue_order_id'),
    symbol: text(),
    side: text(),
    price: exact('price'),
    quantity: exact('quantity'),
    fee: exact('fee'),
    feeAsset: text('fee_asset'),
    filledAtMs: instant('filled_at'),
    fillSeq: counted('fill_seq'),
    recordedAtMs: stamped('recorded_at'),
  },
});

export type ForeignTradeRow = {
  agentId: string;
  venue: string;
  symbol: string;
  venueTradeId: string;
  payload: unknown;
  seenAtMs: number;
};
export const ForeignTradeTable = new EntitySchema<ForeignTradeRow>({
  name: 'foreign_trades',
  schema: 'trading',
  tableName: 'foreign_trades',
  columns: {
    agentId: text('agent_id'),
    venue: key(text()),
    symbol: key(text()),
    venueTradeId: key(text('venue_trade_id')),
    payload: json('payload'),
    seenAtMs: stamped('seen_at'),
  },
});

export type EquityRow = { agentId: string; atMs: number; equity: Decimal; cash: Decimal };
export const EquityTable = new EntitySchema<EquityRow>({
  name: 'equity_points',
  schema: 'trading',
  tableName: 'equity_points',
  columns: { agentId: key(text('agent_id')), atMs: key(instant('at')), equity: exact('equity'), cash: exact('cash') },
});

export type CommandRow = {
  agentId: string;
  idempotencyKey: string;
  command: string;
  note: string;
  userId: string;
  commandedAtMs: number;
};
export const CommandTable = new EntitySchema<CommandRow>({
  name: 'agent_commands',
  schema: 'trading',
  tableName: 'agent_commands',
  columns: {
    agentId: key(text('agent_id')),
    idempotencyKey: key(text('idempotency_key')),
    command: text(),
    note: text(),
    userId: text('user_id'),
    commandedAtMs: stamped('commanded_at'),
  },
});

/** Every table that trading-agents writes. */
export const tradingEntities = [
  AgentTable,
  OpeningTable,
  DecisionTable,
  OrderTable,
  FillTable,
  ForeignTradeTable,
  EquityTable,
  CommandTable,
];

export type { Mandate };
