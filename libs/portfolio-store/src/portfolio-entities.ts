import { EntitySchema } from '@orbiquant/platform-db';

const schema = 'investment';
const text = { type: 'text' } as const;
const instant = { type: 'timestamptz' } as const;
const exact = { type: 'numeric' } as const;
const key = { primary: true } as const;
const optional = { nullable: true } as const;

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
    realised_pnl: { ...exact, ...optional },
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

/** Fills and positions, as the migration made them. */
export const portfolioEntities = [FillTable, PositionTable];
