import { EntitySchema } from '@orbiquant/platform-db';

const schema = 'investment';
const text = { type: 'text' } as const;
const uuid = { type: 'uuid' } as const;
const integer = { type: 'integer' } as const;
const instant = { type: 'timestamptz' } as const;
const exact = { type: 'numeric' } as const;
const minor = { type: 'numeric', precision: 38, scale: 0 } as const;
const units = { type: 'numeric', precision: 38, scale: 12 } as const;
const key = { primary: true } as const;
const optional = { nullable: true } as const;

const ProductTable = new EntitySchema({
  name: 'Product',
  schema,
  tableName: 'products',
  columns: {
    product_id: { ...uuid, ...key },
    name: text,
    agent_id: text,
    currency: text,
    investment_min_minor: minor,
    performance_fee: exact,
    management_fee: exact,
    status: text,
    risk_class: integer,
    created_at: instant,
  },
});

const StrikeTable = new EntitySchema({
  name: 'Strike',
  schema,
  tableName: 'strikes',
  columns: {
    strike_id: { ...uuid, ...key },
    product_id: uuid,
    number: integer,
    period: text,
    at: instant,
    struck_at: instant,
    currency: text,
    nav_minor: minor,
    units,
    nav_per_unit: units,
    pool_cash_minor: minor,
    accrued_fees_minor: minor,
    venue_cash: exact,
    last_fill_id: { ...text, ...optional },
    snapshot: { type: 'jsonb' },
    snapshot_hash: text,
  },
});

const StrikePositionTable = new EntitySchema({
  name: 'StrikePosition',
  schema,
  tableName: 'strike_positions',
  columns: {
    strike_id: { ...uuid, ...key },
    symbol: { ...text, ...key },
    quantity: exact,
    mark: exact,
    mark_at: instant,
    value: exact,
    fills: integer,
  },
});

const SubscriptionTable = new EntitySchema({
  name: 'Subscription',
  schema,
  tableName: 'subscriptions',
  columns: {
    subscription_id: { ...uuid, ...key },
    product_id: uuid,
    user_id: uuid,
    cash_minor: minor,
    status: text,
    requested_at: instant,
    strike_id: { ...uuid, ...optional },
    units: { ...units, ...optional },
    nav_per_unit: { ...units, ...optional },
  },
});

const UnitLotTable = new EntitySchema({
  name: 'UnitLot',
  schema,
  tableName: 'unit_lots',
  columns: {
    lot_id: { ...uuid, ...key },
    product_id: uuid,
    user_id: { ...uuid, ...optional },
    strike_id: uuid,
    units,
    nav_per_unit: units,
    cash_minor: minor,
  },
});

const FillTable = new EntitySchema({
  name: 'InvestmentFill',
  schema,
  tableName: 'fills',
  columns: {
    fill_id: { ...text, ...key },
    seq: { type: 'bigint' },
    agent_id: text,
    order_id: text,
    decision_id: text,
    venue_trade_id: text,
    venue_order_id: text,
    symbol: text,
    side: text,
    price: exact,
    quantity: exact,
    fee: exact,
    fee_asset: text,
    filled_at: instant,
  },
});

const PositionTable = new EntitySchema({
  name: 'InvestmentPosition',
  schema,
  tableName: 'positions',
  columns: {
    agent_id: { ...text, ...key },
    symbol: { ...text, ...key },
    quantity: exact,
    average_price: exact,
    realised_pnl: exact,
    fees_paid: exact,
    updated_at: instant,
  },
});

/** The tables of the pools, as the migration made them. */
export const portfolioEntities = [
  ProductTable,
  StrikeTable,
  StrikePositionTable,
  SubscriptionTable,
  UnitLotTable,
  FillTable,
  PositionTable,
];
